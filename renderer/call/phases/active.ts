// While sound flows: what is built beside the carrier, and what each event means for it. The moves themselves stand in
// doubt.ts (the sound stopped) and handover.ts (it did not).
import type { PhaseName } from '../../../protocol/ipc'
import { connectedAt, openAttempt } from '../attempts'
import { type Active, type Connecting, dialedOf, type Recovering } from '../call'
import type { Step } from '../effects'
import { endByAgent } from '../end'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { onTimers, type Rows } from '../row'
import { anyLive, microphone } from './any-live'
import { commitDoubt, falseAlarm, stalled, standbySounded, tryStandby } from './doubt'
import { abandonHandover, beginHandover, commitHandover, handoverSounded } from './handover'
import { held } from './hold'
import { keysTold, pressed } from './keypad'
import { recover } from './lost'
import { building, drop, settleOn } from './negotiate'
import { buildStandby, dropIdle, plannedBeside, standbyOf, standbySoon } from './standby'
import { unheard } from './unheard'

/** Sound has flowed: the agent's end is an end, not a failure. */
export const agentEnded = {
  'backend.ended': {
    to: ['ending'],
    step: (call, { reason }) => endByAgent(call, reason),
  },
} as const satisfies Rows<Active | Recovering>

/** The first sound: the call is active over this attempt. */
export function becomeActive(call: Connecting, attempt: number, atMs: number): Step {
  const [settled, effects] = settleOn(call, attempt, atMs)
  return [
    { ...dialedOf(settled), phase: 'active', activeAtMs: atMs, trial: null },
    [{ do: 'stopTimer', timer: 'window' }, ...effects, ...standbySoon(settled, LIMITS.standbyMs)],
  ]
}

/** Only a backend that keeps packets flowing while its agent is silent can be doubted by silence. */
const stalledCarrier = (call: Active, event: EventOf<'peer.stalled'>): Step =>
  event.attempt === call.carrier && call.backend?.capability === 'parallel'
    ? stalled(call, event)
    : [call, []]

function sounded(call: Active, event: EventOf<'peer.sounded'>): Step {
  const { trial, carrier } = call
  if (trial === null) return [call, []]
  if (trial.of === 'handover')
    return event.attempt === trial.to ? handoverSounded(call, trial, event) : [call, []]
  if (event.attempt === trial.from) return falseAlarm(call, event)
  return event.attempt === carrier ? standbySounded(call, trial, event) : [call, []]
}

function commit(call: Active): Step {
  const { trial } = call
  if (trial === null) return [call, []]
  return trial.of === 'doubt' ? commitDoubt(call, trial) : commitHandover(call, trial)
}

/** An attempt that becomes ready while the sound is missing is tried at once; one with fresh credentials takes over in peace. */
function connected(call: Active, { attempt, atMs }: EventOf<'peer.connected'>): Step {
  if (attempt === call.carrier) return [connectedAt(call, attempt, 'sounding', atMs), []]
  const ready = connectedAt(call, attempt, 'connected', atMs)
  const { trial } = call
  if (trial?.of === 'doubt')
    return trial.soundAtMs === null ? tryStandby(ready, attempt, trial, atMs) : [ready, []]
  const isFresh = trial === null && openAttempt(ready, attempt)?.cause === 'rotation'
  return isFresh
    ? beginHandover(ready, attempt, 'rotation')
    : [ready, [{ do: 'stopTimer', timer: 'standby' }]]
}

/** The carrier broke, which in a doubt is the standby: over to another that is ready, or the sound is lost. */
function carrierFailed(call: Active, from: number, cause: string, atMs: number): Step {
  const since = call.trial?.of === 'doubt' ? call.trial : { from, cause, sinceMs: atMs }
  const next = call.trial?.of === 'handover' ? call.trial.to : standbyOf(call)?.n
  return next === undefined ? recover(call, since.cause, since.sinceMs) : tryStandby(call, next, since, atMs)
}

function failed(call: Active, { attempt, failure, atMs }: EventOf<'peer.failed'>): Step {
  const [rest, dropped] = drop(call, attempt, failure.name)
  const then = (): Step => {
    if (attempt === call.carrier) return carrierFailed(rest, attempt, failure.name, atMs)
    if (call.trial?.of === 'handover' && call.trial.to === attempt)
      return abandonHandover(rest, call.trial, failure.name)
    return [rest, call.trial === null ? standbySoon(rest, LIMITS.standbyAgainMs) : []]
  }
  const [next, effects] = then()
  return [next, [...dropped, ...effects]]
}

/**
 * The standby may have died with the old network, unheard. Another is built at once, over whatever there is now: where the
 * live path has died too it is what the call moves to.
 */
function networkChanged(call: Active): Step {
  if (call.backend?.capability !== 'parallel') return [call, []]
  const [rest, dropped] = dropIdle(call, 'network changed')
  return [rest, [...dropped, { do: 'stopTimer', timer: 'standby' }, { do: 'planAttempt', cause: 'network' }]]
}

/** The last rotation found no sound: once more. */
const rotateAgain = (call: Active): Step => [call, [{ do: 'planAttempt', cause: 'rotation' }]]

const here: readonly PhaseName[] = ['active']
const orLost: readonly PhaseName[] = ['active', 'recovering']

export const active: Rows<Active> = {
  ...anyLive('active'),
  ...agentEnded,
  ...building('active'),
  ...keysTold(here),
  hold: { to: here, step: held },
  press: { to: here, step: pressed },
  'attempt.planned': { to: here, step: plannedBeside },
  'network.changed': { to: here, step: networkChanged },
  'peer.connected': { to: here, step: connected },
  'peer.sounded': { to: here, step: sounded },
  'peer.stalled': { to: here, step: stalledCarrier },
  'peer.unheard': { to: here, step: unheard },
  'peer.failed': { to: orLost, step: failed },
  'timer.fired': onTimers(['active', 'recovering', 'ended'], {
    microphone,
    standby: buildStandby,
    rotation: rotateAgain,
    commit,
  }),
}
