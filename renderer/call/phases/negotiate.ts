// How an attempt is negotiated once the call exists: the same for the retry, for recovery, and for what later issues add.
// Three kinds of backend differ only here.

import type { Cause } from '../../../protocol/ice'
import type { PhaseName } from '../../../protocol/ipc'
import { allEndedBy, atStage, connectedAt, endedBy, openAttempts, withAttempt } from '../attempts'
import type { Active, Attempt, Connecting, Dialed, Heard, Recovering } from '../call'
import type { Effect, Step } from '../effects'
import type { EventOf } from '../events'
import type { Rows } from '../row'

export type Talking = Connecting | Active | Recovering
const capabilityOf = (call: Talking) => call.backend?.capability ?? 'parallel'

/**
 * The agent's sound shall come over this attempt from now on, after what was heard last. Said only where attempts run side by
 * side; elsewhere the newest has the sound anyway.
 */
export function go<C extends Dialed>(
  call: C,
  attempt: number,
  after: Heard | null,
  old: 'left' | 'heard' = 'left',
): readonly [C, readonly Effect[]] {
  if (call.backend?.capability !== 'parallel') return [call, []]
  const n = call.goes + 1
  return [{ ...call, goes: n }, [{ do: 'goAttempt', attempt, n, after, old }]]
}

/** This attempt carries the call: heard, fed, and asked for at the far end. */
export const moveTo = <C extends Dialed>(
  call: C,
  attempt: number,
  after: Heard | null,
): readonly [C, readonly Effect[]] => {
  const [asked, order] = go({ ...call, carrier: attempt }, attempt, after)
  return [asked, [...order, { do: 'carry', attempt }]]
}

/**
 * Asks for another attempt. `parallel` backends keep what runs; `replace` and `new-session` backends cannot carry
 * two peers, so the old ones end first, and a new session is a new backend.
 */
export function another<C extends Talking>(call: C, cause: Cause): readonly [C, readonly Effect[]] {
  const capability = capabilityOf(call)
  if (capability === 'parallel') return [call, [{ do: 'planAttempt', cause }]]
  const peers = openAttempts(call).map(({ n }): Effect => ({ do: 'endPeer', attempt: n }))
  const bare = allEndedBy({ ...call, carrier: null }, cause)
  if (capability === 'replace') return [bare, [...peers, { do: 'planAttempt', cause }]]
  return [
    bare,
    [
      ...peers,
      { do: 'endBackend', reason: cause },
      { do: 'openBackend', agentId: call.agentId, route: call.wantedRoute },
    ],
  ]
}

/** Ends one attempt here and at the far end. */
export const drop = <C extends Talking>(call: C, n: number, by: string): readonly [C, readonly Effect[]] => [
  endedBy({ ...call, carrier: call.carrier === n ? null : call.carrier }, n, by),
  [
    { do: 'endPeer', attempt: n },
    { do: 'endAttempt', attempt: n },
  ],
]

export const planned = (call: Talking, { plan, atMs }: EventOf<'attempt.planned'>): Step => [
  withAttempt(call, plan, atMs),
  [{ do: 'startPeer', plan }],
]

/** The first offer of a session starts the call; a later one joins it. */
function offered(call: Talking, { attempt, sdp }: EventOf<'peer.offered'>): Step {
  const opening = capabilityOf(call) === 'new-session'
  return [atStage(call, attempt, 'offered'), [{ do: opening ? 'startCall' : 'offerAttempt', attempt, sdp }]]
}

const answeredAgain = (call: Talking, { attempt, sdp }: EventOf<'backend.answered'>): Step => [
  atStage(call, attempt, 'answered'),
  sdp === null ? [] : [{ do: 'acceptAnswer', attempt, sdp }],
]

const reopened = (call: Talking, event: EventOf<'backend.opened'>): Step => {
  const { backend: name, capability, signalingMs, credentialsMs } = event
  return [{ ...call, backend: { name, capability, signalingMs, credentialsMs } }, []]
}

/** A connected attempt is asked for sound: none is heard in this phase, and the newest path is the likeliest to live. */
function connected<C extends Talking>(call: C, { attempt, atMs }: EventOf<'peer.connected'>): Step {
  const now = connectedAt(call, attempt, 'connected', atMs)
  return call.carrier === attempt ? [now, []] : moveTo(now, attempt, call.lastHeard)
}

const localCandidate = (call: Talking, { attempt, candidate }: EventOf<'peer.candidate'>): Step => [
  call,
  [{ do: 'sendCandidate', attempt, candidate }],
]
const remoteCandidate = (call: Talking, { attempt, candidate }: EventOf<'backend.candidate'>): Step => [
  call,
  [{ do: 'addCandidate', attempt, candidate }],
]

/** Ends every open attempt that is not kept. */
export const dropOthers = <C extends Talking>(
  call: C,
  isKept: (attempt: Attempt) => boolean,
  by: string,
): readonly [C, readonly Effect[]] =>
  openAttempts(call)
    .filter(attempt => !isKept(attempt))
    .reduce<readonly [C, readonly Effect[]]>(
      ([rest, effects], { n }) => {
        const [next, more] = drop(rest, n, by)
        return [next, [...effects, ...more]]
      },
      [call, []],
    )

/** Sound arrived on `n`: it carries the call, every other attempt ends. */
export function settleOn<C extends Talking>(
  call: C,
  n: number,
  atMs: number,
): readonly [C, readonly Effect[]] {
  const [alone, endings] = dropOthers(call, attempt => attempt.n === n, 'not needed')
  const [moved, move]: readonly [C, readonly Effect[]] =
    call.carrier === n ? [alone, []] : moveTo(alone, n, call.lastHeard)
  return [
    {
      ...connectedAt(moved, n, 'sounding', atMs),
      lastHeard: null,
      firstMediaAtMs: call.firstMediaAtMs ?? atMs,
    },
    [...move, ...endings],
  ]
}

/** The rows by which an attempt comes to be, in every phase that may ask for one. */
export function building<P extends Talking['phase']>(phase: P) {
  const to: readonly PhaseName[] = [phase]
  return {
    'attempt.planned': { to, step: planned },
    'peer.offered': { to, step: offered },
    'peer.candidate': { to, step: localCandidate },
    'backend.candidate': { to, step: remoteCandidate },
    'backend.answered': { to, step: answeredAgain },
  } satisfies Rows<Talking>
}

/** The rows by which an attempt takes the sound, in a phase that waits for it. */
export function negotiation<P extends 'connecting' | 'recovering'>(phase: P) {
  const to: readonly PhaseName[] = [phase]
  return {
    ...building(phase),
    'backend.opened': { to, step: reopened },
    'peer.connected': { to, step: connected },
  } satisfies Rows<Connecting | Recovering>
}
