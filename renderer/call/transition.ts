// The machine: (call, event) -> [call, effects]. Pure. The table is the whole of it.
import { isNewAttempt, openAttempt } from './attempts'
import type { Call, Stage } from './call'
import type { Step } from './effects'
import type { CallEvent, EventType } from './events'
import { active } from './phases/active'
import { ending } from './phases/close'
import { connecting } from './phases/connect'
import { recovering } from './phases/recover'
import { ended, idle, inviting, preparing, ringing } from './phases/set-up'
import type { Row, Table } from './row'

export const TABLE: Table = {
  idle,
  preparing,
  inviting,
  ringing,
  connecting,
  active,
  recovering,
  ending,
  ended,
}

/** What an attempt is told once, and the only stage in which it is news; a repeat would undo how far it has come. */
const ONCE: { readonly [E in EventType]?: Stage['at'] } = {
  'peer.offered': 'building',
  'peer.adopted': 'building',
  'backend.answered': 'offered',
}

/** The answer to an adopted line carries no SDP: that attempt is connected already. */
const onceAt = (event: CallEvent): Stage['at'] | undefined =>
  event.type === 'backend.answered' && event.sdp === null ? 'connected' : ONCE[event.type]

/** A stale answer: for another call, for an attempt that has ended, said before, or a plan that is not the newest. */
export function isStale(call: Call, event: CallEvent): boolean {
  if (event.type === 'dial' || !('callId' in event)) return false
  if (call.phase === 'idle' || event.callId !== call.callId) return true
  if (event.type === 'attempt.planned') return !isNewAttempt(call, event.plan.attempt)
  if (!('attempt' in event)) return false
  const attempt = openAttempt(call, event.attempt)
  return attempt === undefined || (onceAt(event) ?? attempt.stage.at) !== attempt.stage.at
}

/** The row for an event in a phase, if it has one. */
export const rowFor = (call: Call, event: CallEvent): Row<Call, CallEvent['type']> | undefined =>
  // The table pairs each row with its own phase and event; looking both up together is what the cast says.
  TABLE[call.phase][event.type] as Row<Call, CallEvent['type']> | undefined

export function transition(call: Call, event: CallEvent): Step {
  if (isStale(call, event)) return [call, []]
  const row = rowFor(call, event)
  return row === undefined ? [call, []] : row.step(call, event)
}
