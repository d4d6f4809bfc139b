// The one way out. Owns the end reason: nothing else writes it, and the first one said stays.
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import { allEndedBy } from './attempts'
import { dialedOf, type Ended, type Ending, type EndReason, type LiveCall } from './call'
import type { Step } from './effects'
import { LIMITS } from './limits'

const activeAtOf = (call: LiveCall | Ending): number | null => ('activeAtMs' in call ? call.activeAtMs : null)

const over = (call: LiveCall | Ending, reason: EndReason, atMs: number): Ended => ({
  ...allEndedBy(dialedOf(call), reason.by),
  phase: 'ended',
  end: reason,
  activeAtMs: activeAtOf(call),
  endedAtMs: atMs,
  carrier: null,
})

/** Enters `ended` and releases everything. */
export const end = (call: LiveCall | Ending, reason: EndReason, atMs: number): Step => [
  over(call, reason, atMs),
  [{ do: 'release' }],
]

/** What the call will have been, should this page not live to see its end. No step: the call itself goes on. */
export const cutOff = (call: LiveCall | Ending, atMs: number): Ended =>
  over(call, call.phase === 'ending' ? call.end : { by: 'failure', failure: { name: 'app_gone' } }, atMs)

/** Main may know better what stopped a call in these layers; what the other layers say of themselves is final. */
const isOfNetwork = ({ name }: Failure): boolean =>
  FAILURES[name].layer === 'signaling' || FAILURES[name].layer === 'relay'

/** Ends with a named failure, at once: there is nothing left to wait for. */
export function failNow(call: LiveCall, failure: Failure, atMs: number): Step {
  const [ended, effects] = end(call, { by: 'failure', failure }, atMs)
  return [ended, [{ do: 'endBackend', reason: failure.name }, ...effects]]
}

/** The same; where the network failed, once it is known what did. */
export function fail(call: LiveCall, failure: Failure, atMs: number): Step {
  if (!isOfNetwork(failure)) return failNow(call, failure, atMs)
  return [
    {
      ...dialedOf(call),
      phase: 'ending',
      end: { by: 'failure', failure },
      activeAtMs: activeAtOf(call),
    },
    [
      { do: 'hush' },
      { do: 'endBackend', reason: failure.name },
      { do: 'explain', failure },
      { do: 'startTimer', timer: 'explaining', ms: LIMITS.explainingMs },
    ],
  ]
}

/** The failure by its right name. An end that was no failure stays what it is. */
export const explained = (call: Ending, failure: Failure, atMs: number): Step =>
  call.end.by === 'failure' ? end(call, { by: 'failure', failure }, atMs) : [call, []]

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
