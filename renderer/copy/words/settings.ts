// Words of the settings: what the organisation has set, and what this app is.

export const settingsWords = {
  settings: {
    title: 'Settings',
    duringCall: 'Settings, after the call',
    organisation: 'Organisation',
    about: 'About',
    from: {
      nobody: 'Nobody manages Viaduct on this computer.',
      organisation: 'Your organisation manages Viaduct on this computer.',
      file: 'Viaduct was started with settings from a file.',
    },
    managed: 'Some settings are managed by your organisation.',
    given: 'Settings come from a file that was named at the start.',
    loading: 'Reading the settings',
    problems: 'For your IT team',
    set: 'Set for you',
    rest: 'Viaduct’s own values',
    showRest: '{count, plural, one {Show # other setting} other {Show # other settings}}',
    hideRest: 'Hide other settings',
    copy: 'Copy for IT',
    enforced: 'Managed by your organisation.',
    enforcedByFile: 'Set by the file.',
    recommended: 'Recommended by your organisation.',
    notYet: 'This version does not use it yet.',
    behind: '{where} stands behind.',
    rejected: 'What {where} says is not valid. Viaduct uses its own value.',
    version: 'Version',
    runtime: 'Made with',
  },
} as const
