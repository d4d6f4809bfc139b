// The keys of a call in each phase, spelt out once more than in its type, because a spread can carry stowaways.
import type { PhaseName } from '../../protocol/ipc'
import type { Dialed, InPhase } from '../../renderer/call/call'

const DIALED = [
  'agent', 'agreed', 'agentId', 'alarms', 'answeredAtMs', 'askedMs', 'attempts', 'backend', 'callId', 'carrier', 'dialedAtMs', 'externalId', 'far',
  'firstMediaAtMs', 'goes', 'hold', 'keypad', 'interruptions', 'lastHeard', 'microphone', 'muted', 'recording', 'recoveries', 'ringingAtMs',
  'turns', 'wantedRoute',
] as const satisfies readonly (keyof Dialed)[] // biome-ignore format: one list

type KeysOf<C> = C extends C ? Exclude<keyof C & string, keyof Dialed | 'phase'> : never
type OwnKey<P extends PhaseName> = KeysOf<InPhase<P>>
const own = <P extends PhaseName>(_: P, ...keys: readonly OwnKey<P>[]): readonly string[] =>
  [...DIALED, 'phase', ...keys].sort()

export const KEYS: Record<PhaseName, readonly string[]> = {
  idle: ['phase'],
  preparing: own('preparing', 'askingSinceMs', 'consent'),
  inviting: own('inviting', 'windowEndsAtMs'),
  ringing: own('ringing', 'windowLeftMs'),
  connecting: own('connecting', 'try'),
  active: own('active', 'activeAtMs', 'trial'),
  recovering: own('recovering', 'activeAtMs', 'lostAtMs', 'movedAtMs', 'cause', 'tries'),
  ending: own('ending', 'end', 'activeAtMs'),
  ended: own('ended', 'end', 'activeAtMs', 'endedAtMs'),
}
