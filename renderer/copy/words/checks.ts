// Words of the checks of the network: names, and what a result means, one plain line each. Evidence is not words: it comes from main.
import type { CheckId } from '../../../protocol/checks'
import type { CheckStatus } from '../../../protocol/network-report'

interface CheckText extends Readonly<Record<CheckStatus, string>> {
  readonly name: string
}

const NOTHING = 'There is nothing to check here.'
const NO_PROXY = 'There is no proxy on the way.'
const NOT_TRIED = 'It was not tried.'

const checks = {
  name: {
    name: 'Name lookup',
    ok: 'The agent’s address is known here.',
    warn: 'Looking up the agent’s address takes long.',
    blocked: 'This network keeps the agent’s address to itself.',
    failed: 'The agent’s address could not be looked up.',
    skipped: NOTHING,
  },
  proxy: {
    name: 'Proxy',
    ok: 'This computer knows which way to take.',
    warn: 'The proxy settings are slow to answer.',
    blocked: 'The proxy settings lead nowhere.',
    failed: 'The proxy settings are broken.',
    skipped: NO_PROXY,
  },
  connect: {
    name: 'Through the proxy',
    ok: 'The proxy lets calls through.',
    warn: 'The proxy lets calls through, but slowly.',
    blocked: 'The proxy refuses the way to the agent.',
    failed: 'The proxy does not answer.',
    skipped: NO_PROXY,
  },
  'proxy-auth': {
    name: 'Proxy sign-in',
    ok: 'You are signed in to the proxy.',
    warn: 'You are signed in, in a way that others may read.',
    blocked: 'The proxy wants a name and password first.',
    failed: 'The proxy did not accept your password.',
    skipped: 'No sign-in is asked for.',
  },
  portal: {
    name: 'Sign-in page',
    ok: 'No sign-in page is in the way.',
    warn: 'A sign-in page may be in the way.',
    blocked: 'A sign-in page is in the way.',
    failed: 'Something else answered in its place.',
    skipped: NOTHING,
  },
  clock: {
    name: 'Clock',
    ok: 'This computer’s clock is right.',
    warn: 'This computer’s clock is a little off.',
    blocked: 'This computer’s clock is wrong.',
    failed: 'This computer’s clock is wrong.',
    skipped: 'There is nothing to compare it with.',
  },
  tls: {
    name: 'TLS to signaling',
    ok: 'The line that sets up calls is private.',
    warn: 'The line is private, but slow to open.',
    blocked: 'Something closes the private line.',
    failed: 'No private line could be opened.',
    skipped: NOTHING,
  },
  inspection: {
    name: 'TLS inspection',
    ok: 'Nobody opens the private line.',
    warn: 'Certificates are re-signed here.',
    blocked: 'Certificates are re-signed here, and not trusted.',
    failed: 'Nobody can tell who signed the certificate.',
    skipped: NOTHING,
  },
  websocket: {
    name: 'WebSocket',
    ok: 'Calls are set up the quick way.',
    warn: 'The quick way works, but slowly.',
    blocked: 'This network filters the quick way.',
    failed: 'The quick way did not open.',
    skipped: NOT_TRIED,
  },
  'event-stream': {
    name: 'Event stream',
    ok: 'Calls can be set up over plain web requests.',
    warn: 'Plain web requests arrive late here.',
    blocked: 'This network holds back plain web requests.',
    failed: 'Plain web requests got no answer.',
    skipped: NOT_TRIED,
  },
  stun: {
    name: 'Direct UDP (STUN)',
    ok: 'UDP passes.',
    warn: 'Only one of two servers answered over UDP.',
    blocked: 'No answer, the firewall drops UDP.',
    failed: 'UDP could not be used.',
    skipped: NOT_TRIED,
  },
  nat: {
    name: 'Address mapping (NAT)',
    ok: 'This computer looks the same from everywhere.',
    warn: 'It looks different to every server, so relays are used.',
    blocked: 'It cannot be seen from outside.',
    failed: 'It cannot be seen from outside.',
    skipped: 'It cannot be seen without UDP.',
  },
  relays: {
    name: 'Reaching the relays',
    ok: 'Every relay can be reached.',
    warn: 'Some ways to the relays are closed.',
    blocked: 'This network blocks every relay.',
    failed: 'No relay answers.',
    skipped: 'No relay is needed.',
  },
  quality: {
    name: 'Quality over relay',
    ok: 'Sound will be clear.',
    warn: 'Sound may waver.',
    blocked: 'No sound came back.',
    failed: 'Words may get lost.',
    skipped: 'There is no relay to measure.',
  },
  idle: {
    name: 'Quiet connections',
    ok: 'They stay open.',
    warn: 'They are cut after a while. Viaduct keeps them busy.',
    blocked: 'They are cut as soon as little is said.',
    failed: 'They are cut as soon as little is said.',
    skipped: NOT_TRIED,
  },
  microphone: {
    name: 'Microphone',
    ok: 'Your microphone works.',
    warn: 'It is open, but silent.',
    blocked: 'Viaduct may not use it.',
    failed: 'No microphone could be opened.',
    skipped: NOT_TRIED,
  },
  speaker: {
    name: 'Speaker',
    ok: 'There is a speaker to hear the agent.',
    warn: 'There is a speaker, but it may be off.',
    blocked: 'Viaduct may not use it.',
    failed: 'No speaker was found.',
    skipped: NOT_TRIED,
  },
} as const satisfies Record<CheckId, CheckText>

export const checkWords = {
  checks,
  checkResult: {
    ok: 'good',
    warn: 'could be better',
    blocked: 'blocked',
    failed: 'failed',
    skipped: 'skipped',
    seen: 'seen',
  } satisfies Record<CheckStatus | 'seen', string>,
} as const
