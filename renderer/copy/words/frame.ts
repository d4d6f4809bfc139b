// Words of the window itself, and of its dialogs.

export const frameWords = {
  app: {
    name: 'Viaduct',
    skip: 'Skip to content',
    navigation: 'Main',
    calls: 'Calls',
    history: 'History',
    network: 'Network',
    settings: 'Settings',
  },
  window: { minimise: 'Minimise', maximise: 'Maximise', close: 'Close' },
  dismiss: 'Dismiss',
  undo: 'Undo',
  link: {
    title: 'Call {name}?',
    lead: 'A link or an address asks for this call. Call only if you meant to.',
    agent: 'Agent',
    host: 'Host',
    address: 'Address',
    unlisted:
      'Your organisation does not name {host}. Whoever runs it hears you. Call only if you know them.',
    busy: 'End your call first.',
    leave: 'Do not call',
    call: 'Call {name}',
    refused: 'This cannot be called',
    close: 'Close',
    why: {
      malformed: 'It is not a link or an address that Viaduct calls.',
      insecure: 'It is not encrypted. Without encryption only this computer itself is called.',
      nobody: 'No agent of this name or number is in your directory.',
      not_allowed: 'Your organisation does not allow calls to this host.',
    },
  },
  proxy: {
    title: 'Sign in to your company’s proxy',
    lead: 'It lets calls through once it knows you. Use the name and password that you use for the web at work.',
    proxy: 'Proxy',
    realm: 'It says',
    username: 'Name',
    password: 'Password',
    keep: 'Keep in this computer’s keychain',
    keepHint: 'Viaduct then signs in by itself.',
    refused:
      'The proxy refused this name or password. Check both: after one more refusal Viaduct stops, so that your account is not locked.',
    readable: 'This proxy takes the password unencrypted. Whoever is on the way to it could read along.',
    decline: 'Not now',
    signIn: 'Sign in',
    checking: 'Checking',
  },
} as const
