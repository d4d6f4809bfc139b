// The one way out. Owns the end reason: nothing else writes it, and the first one said stays.
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import { allEndedBy } from './attempts'
import { dialedOf, type Ending, type EndReason, type LiveCall } from './call'
import type { Step } from './effects'
import { LIMITS } from './limits'

const activeAtOf = (call: LiveCall | Ending): number | null => ('activeAtMs' in call ? call.activeAtMs : null)

/** Enters `ended` and releases everything. */
export function end(call: LiveCall | Ending, reason: EndReason, atMs: number): Step {
  const over = allEndedBy(dialedOf(call), reason.by)
  return [
    { ...over, phase: 'ended', end: reason, activeAtMs: activeAtOf(call), endedAtMs: atMs, carrier: null },
    [{ do: 'release' }],
  ]
}

/** Ends with a named failure, at once: there is nothing left to wait for. */
export function fail(call: LiveCall, failure: Failure, atMs: number): Step {
  const [over, effects] = end(call, { by: 'failure', failure }, atMs)
  return [over, [{ do: 'endBackend', reason: failure.name }, ...effects]]
}

export const failAs = (call: LiveCall, name: FailureName, atMs: number): Step => fail(call, { name }, atMs)

/** The caller ends: silence now, and a moment for the far end to confirm. */
export const endByCaller = (call: LiveCall): Step => [
  { ...dialedOf(call), phase: 'ending', end: { by: 'caller' }, activeAtMs: activeAtOf(call) },
  [
    { do: 'hush' },
    { do: 'endBackend', reason: 'caller' },
    { do: 'startTimer', timer: 'ending', ms: LIMITS.endingMs },
  ],
]

/** The agent ends: its last words drain from the jitter buffer before the line closes. */
export const endByAgent = (call: LiveCall, detail: string): Step => [
  { ...dialedOf(call), phase: 'ending', end: { by: 'agent', detail }, activeAtMs: activeAtOf(call) },
  [{ do: 'startTimer', timer: 'ending', ms: LIMITS.drainMs }],
]
