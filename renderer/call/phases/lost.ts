// The step from a call that sounds to one that looks for its sound.
import { atStage, openAttempts } from '../attempts'
import { type Active, dialedOf, type Recovering } from '../call'
import type { Effect, Step } from '../effects'
import { LIMITS, recoveryPaceMs } from '../limits'
import { another } from './negotiate'

/** What ends with the phase `active`. */
const STOPS: readonly Effect[] = (['standby', 'commit', 'rotation'] as const).map(timer => ({
  do: 'stopTimer',
  timer,
}))

/** The time until the next try: beside this one where the backend carries both, else instead of it. */
export const tryTimer = (call: Recovering): Effect => {
  const beside = call.backend?.capability === 'parallel'
  return {
    do: 'startTimer',
    timer: 'attempt',
    ms: beside ? recoveryPaceMs(call.tries) : LIMITS.recoveryAttemptMs,
  }
}

/**
 * Sound is lost, and no standby has it: more attempts, for a bounded time. One that is being built counts as the first.
 * Whatever was heard before stays open: it may speak again.
 */
export function recover(call: Active, cause: string, lostAtMs: number): Step {
  const silent = call.carrier === null ? call : atStage(call, call.carrier, 'stalled')
  const lost: Recovering = {
    ...dialedOf(silent),
    phase: 'recovering',
    activeAtMs: call.activeAtMs,
    lostAtMs,
    movedAtMs: null,
    cause,
    tries: 1,
  }
  const onTheWay = openAttempts(lost).some(({ n, stage }) => n !== lost.carrier && stage.at !== 'stalled')
  const [next, effects] = onTheWay ? [lost, []] : another(lost, 'recovery')
  return [
    next,
    [...STOPS, { do: 'startTimer', timer: 'recovery', ms: LIMITS.recoveryMs }, tryTimer(lost), ...effects],
  ]
}
