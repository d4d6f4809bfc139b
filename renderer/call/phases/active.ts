// While sound flows: the standby behind it, the doubt when it stops, and the move to the standby, made before the break
// is final. The decision is taken here, by sound alone: nothing in it waits for signaling.
import type { PhaseName } from '../../../protocol/ipc'
import { atStage, connectedAt, openAttempt, openAttempts } from '../attempts'
import { type Active, type Connecting, type Dialed, dialedOf, type Recovering, type Trial } from '../call'
import type { Effect, Step } from '../effects'
import { endByAgent } from '../end'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { onTimers, type Rows } from '../row'
import { anyLive, microphone } from './any-live'
import { another, building, drop, moveTo, settleOn } from './negotiate'

/** A standby has this many times `commitMs` more to be heard, 1.2 s with the first: then it counts as dead too. */
const TRIAL_WAITS_MAX = 2

/** A standby is built where the backend can carry two attempts at once; elsewhere a second would end the first. */
export const standbySoon = (call: Dialed, ms: number): readonly Effect[] =>
  call.backend?.capability === 'parallel' ? [{ do: 'startTimer', timer: 'standby', ms }] : []

/** The first sound: the call is active over this attempt. */
export function becomeActive(call: Connecting, attempt: number, atMs: number): Step {
  const [settled, effects] = settleOn(call, attempt, atMs)
  return [
    { ...dialedOf(settled), phase: 'active', activeAtMs: atMs, trial: null },
    [{ do: 'stopTimer', timer: 'window' }, ...effects, ...standbySoon(settled, LIMITS.standbyMs)],
  ]
}

const standbyOf = (call: Dialed) =>
  openAttempts(call).find(({ n, stage }) => n !== call.carrier && stage.at === 'connected')

/** Sound has flowed: the agent's end is an end, not a failure. */
export const agentEnded = {
  'backend.ended': {
    to: ['ending'],
    step: (call, { reason }) => endByAgent(call, reason),
  },
} as const satisfies Rows<Active | Recovering>

/** Sound is lost, and no standby is there: more attempts, for a bounded time. One that is being built counts as the first. */
function recover(call: Active, cause: string, lostAtMs: number): Step {
  const { trial: _, ...rest } = call
  const silent = call.carrier === null ? rest : atStage(rest, call.carrier, 'stalled')
  const lost: Recovering = { ...silent, phase: 'recovering', lostAtMs, cause, tries: 1 }
  const onTheWay = openAttempts(call).some(({ n, stage }) => n !== call.carrier && stage.at !== 'stalled')
  const [next, effects] = onTheWay ? [lost, []] : another(lost, 'recovery')
  return [
    next,
    [
      { do: 'stopTimer', timer: 'standby' },
      { do: 'stopTimer', timer: 'commit' },
      { do: 'startTimer', timer: 'recovery', ms: LIMITS.recoveryMs },
      { do: 'startTimer', timer: 'attempt', ms: LIMITS.recoveryAttemptMs },
      ...effects,
    ],
  ]
}

/** The standby sounds beside the doubted path, which stays open: it may only have stuttered. */
function tryStandby(call: Active, standby: number, doubt: Omit<Trial, 'soundAtMs' | 'waits'>): Step {
  const trial = { ...doubt, soundAtMs: null, waits: 0 }
  const [moved, move] = moveTo({ ...call, trial }, standby, call.lastHeard)
  return [
    moved,
    [
      ...move,
      { do: 'stopTimer', timer: 'standby' },
      { do: 'startTimer', timer: 'commit', ms: LIMITS.commitMs },
    ],
  ]
}

/** No standby is there to try: the path gets a moment to speak again. */
const wait = (call: Active, doubt: Omit<Trial, 'soundAtMs' | 'waits'>): Step => [
  { ...call, trial: { ...doubt, soundAtMs: null, waits: 0 } },
  [{ do: 'startTimer', timer: 'commit', ms: LIMITS.graceMs }],
]

/** Only a backend that keeps packets flowing while its agent is silent can be doubted by silence. */
function stalled(call: Active, { attempt, rtpTimestamp, silentMs, atMs }: EventOf<'peer.stalled'>): Step {
  if (attempt !== call.carrier || call.backend?.capability !== 'parallel') return [call, []]
  // On trial already: the standby has stopped too, and the timer of the first doubt decides.
  if (call.trial !== null) return [call, []]
  const doubt = { from: attempt, cause: 'silence', sinceMs: atMs - silentMs }
  const silent = { ...atStage(call, attempt, 'stalled'), lastHeard: { attempt, rtpTimestamp } }
  const standby = standbyOf(call)
  return standby === undefined ? wait(silent, doubt) : tryStandby(silent, standby.n, doubt)
}

/** The doubted path speaks again in time: a false alarm. The standby falls silent and stays ready. */
function falseAlarm(call: Active, { attempt, heard }: EventOf<'peer.sounded'>): Step {
  const { carrier } = call
  const spoke = {
    ...atStage(call, attempt, 'sounding'),
    trial: null,
    alarms: call.alarms + 1,
    lastHeard: null,
  }
  if (carrier === attempt || carrier === null) return [spoke, [{ do: 'stopTimer', timer: 'commit' }]]
  const [moved, move] = moveTo(atStage(spoke, carrier, 'connected'), attempt, heard ?? call.lastHeard)
  return [moved, [{ do: 'stopTimer', timer: 'commit' }, ...move]]
}

function sounded(call: Active, event: EventOf<'peer.sounded'>): Step {
  const { trial, carrier } = call
  if (trial?.from === event.attempt) return falseAlarm(call, event)
  if (trial === null || event.attempt !== carrier) return [call, []]
  const heard = { ...trial, soundAtMs: trial.soundAtMs ?? event.atMs }
  return [{ ...connectedAt(call, event.attempt, 'sounding', event.atMs), trial: heard }, []]
}

/** The doubted path stayed silent. If the standby is heard, the move is final; if not, it gets a little longer. */
function commit(call: Active): Step {
  const { trial } = call
  if (trial === null) return [call, []]
  const { from, cause, sinceMs, soundAtMs, waits } = trial
  if (soundAtMs === null) {
    if (from === call.carrier || waits === TRIAL_WAITS_MAX) return recover(call, cause, sinceMs)
    const longer = { ...call, trial: { ...trial, waits: waits + 1 } }
    return [longer, [{ do: 'startTimer', timer: 'commit', ms: LIMITS.commitMs }]]
  }
  const [rest, dropped] = openAttempt(call, from) === undefined ? [call, []] : drop(call, from, cause)
  const recoveries = [...call.recoveries, { cause, gapMs: soundAtMs - sinceMs }]
  return [
    { ...rest, recoveries, trial: null, lastHeard: null },
    [...dropped, ...standbySoon(rest, LIMITS.standbyMs)],
  ]
}

/** A standby that becomes ready while its call is in doubt is tried at once. */
function connected(call: Active, { attempt, atMs }: EventOf<'peer.connected'>): Step {
  if (attempt === call.carrier) return [connectedAt(call, attempt, 'sounding', atMs), []]
  const ready = connectedAt(call, attempt, 'connected', atMs)
  return call.trial !== null && call.trial.from === call.carrier
    ? tryStandby(ready, attempt, call.trial)
    : [ready, []]
}

/** The carrier broke. On trial that means the standby: nothing is left. */
function carrierFailed(call: Active, from: number, cause: string, atMs: number): Step {
  if (call.trial !== null) return recover(call, call.trial.cause, call.trial.sinceMs)
  const standby = standbyOf(call)
  return standby === undefined
    ? recover(call, cause, atMs)
    : tryStandby(call, standby.n, { from, cause, sinceMs: atMs })
}

function failed(call: Active, { attempt, failure, atMs }: EventOf<'peer.failed'>): Step {
  const [rest, dropped] = drop(call, attempt, failure.name)
  if (attempt !== call.carrier) {
    const refill = call.trial === null ? standbySoon(rest, LIMITS.standbyAgainMs) : []
    return [rest, [...dropped, ...refill]]
  }
  const [next, effects] = carrierFailed(rest, attempt, failure.name, atMs)
  return [next, [...dropped, ...effects]]
}

const buildStandby = (call: Active): Step =>
  call.trial === null && openAttempts(call).length === 1
    ? [call, [{ do: 'planAttempt', cause: 'standby' }]]
    : [call, []]

/**
 * The standby may have died with the old network, unheard. Another is built at once, over whatever there is now: where the
 * live path has died too it is what the call moves to.
 */
function networkChanged(call: Active): Step {
  if (call.backend?.capability !== 'parallel') return [call, []]
  const idle = openAttempts(call).filter(({ n }) => n !== call.carrier && n !== call.trial?.from)
  const [rest, dropped] = idle.reduce<readonly [Active, readonly Effect[]]>(
    ([left, effects], { n }) => {
      const [next, more] = drop(left, n, 'network changed')
      return [next, [...effects, ...more]]
    },
    [call, []],
  )
  return [rest, [...dropped, { do: 'stopTimer', timer: 'standby' }, { do: 'planAttempt', cause: 'network' }]]
}

const here: readonly PhaseName[] = ['active']
const orLost: readonly PhaseName[] = ['active', 'recovering']

export const active: Rows<Active> = {
  ...anyLive('active'),
  ...agentEnded,
  ...building('active'),
  'network.changed': { to: here, step: networkChanged },
  'peer.connected': { to: here, step: connected },
  'peer.sounded': { to: here, step: sounded },
  'peer.stalled': { to: here, step: stalled },
  'peer.failed': { to: orLost, step: failed },
  'timer.fired': onTimers(['active', 'recovering', 'ended'], { microphone, standby: buildStandby, commit }),
}
