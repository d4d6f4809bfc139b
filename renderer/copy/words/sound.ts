// Words of how the line sounds: verdicts and what they are due to, what is done about it, and what is left to say after the call.

export const soundWords = {
  verdicts: { line: 'Good', strain: 'Fair', break: 'Poor', unknown: 'Measuring' },
  /** What is wrong, as a person notices it, and the figure that says so. */
  reasons: {
    rttMs: 'Answers come late: the round trip is {figure}.',
    bufferMs: 'Answers come late: sound waits {figure} to be played.',
    jitterMs: 'Sound arrives unevenly: jitter is {figure}.',
    lossPct: 'Sound gets lost: {figure} of the packets do not arrive.',
    concealedPct: 'Words may blur: {figure} of the sound is filled in.',
  },
  /** The figure that a verdict is due to, after the fact. */
  due: {
    rttMs: 'the round trip was {figure}',
    bufferMs: 'sound waited {figure} to be played',
    jitterMs: 'jitter was {figure}',
    lossPct: '{figure} of the packets were lost',
    concealedPct: '{figure} of the sound was filled in',
  },
  line: {
    clear: 'Clear sound.',
    clearOver: 'Clear sound over {path}.',
    waver: 'Sound may waver.',
    waverOver: 'Sound may waver over {path}.',
    measuring: 'The first figures arrive in a second.',
  },
  ladder: {
    times: ['once', 'twice', 'three times', 'four times', 'five times', 'six times'],
    moreTimes: '{count} times',
    bothWays: 'Each word travels {times}, both ways',
    out: 'Sending each word {times}',
    in: 'The agent sends each word {times}',
    each: 'Sending each word {out}, the agent {in}',
    because: '{what}, because the line loses some.',
    takeTurns: 'Words get lost. Let the agent finish before you speak.',
    full: 'The line is full: sound is sent smaller.',
    stalls: 'The line stalls: sound waits a little, so that it plays evenly.',
    short: {
      takeTurns: 'Words get lost: better to take turns',
      full: 'Line full: sound is sent smaller',
      stalls: 'Line stalls: sound waits a little',
      foot: 'Each word travels once',
    },
    better: 'Line better: {what}',
  },
  aftermath: {
    pathChanges:
      '{count, plural, =1 {One path change} =2 {Two path changes} =3 {Three path changes} =4 {Four path changes} =5 {Five path changes} =6 {Six path changes} =7 {Seven path changes} =8 {Eight path changes} =9 {Nine path changes} other {# path changes}}',
    interruptions:
      '{count, plural, =1 {One interruption} =2 {Two interruptions} =3 {Three interruptions} =4 {Four interruptions} =5 {Five interruptions} =6 {Six interruptions} =7 {Seven interruptions} =8 {Eight interruptions} =9 {Nine interruptions} other {# interruptions}}',
    unbroken: 'No interruptions.',
    unbrokenWith: '{changes}, no interruptions.',
    broken: '{breaks}, {time} of silence in all.',
    poorTimes: 'At times poor, up to {time} in all.',
    agentNeverHeard: 'The agent was never heard.',
    microphoneSilent: 'Your microphone gave no sound.',
    unheardAtEnd: 'For the last {time} the agent did not hear you.',
    unheard: 'For {time} the agent did not hear you.',
    notMeasured: 'The sound was not measured.',
    verdict: '{verdict}.',
    verdictDue: '{verdict}, {due}.',
    goneAtEnd: 'The sound was gone when the call ended.',
    lost: '{time} of what you said did not arrive.',
  },
} as const
