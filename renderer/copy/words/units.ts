// Words of numbers: units with their space, days near today.

export const unitWords = {
  units: {
    ms: '{n} ms',
    s: '{n} s',
    minutes: '{minutes} min {seconds} s',
    hours: '{hours} h {minutes} min',
    kB: '{n} kB',
    MB: '{n} MB',
    percent: '{n} %',
    below: 'below {amount}',
    silent: 'silent',
    today: 'Today',
    yesterday: 'Yesterday',
  },
} as const
