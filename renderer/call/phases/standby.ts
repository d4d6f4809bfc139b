// The standby of an active call: when it is built, and which attempt it is. Knows neither doubt nor move.
import { openAttempts } from '../attempts'
import type { Active, Attempt, Dialed } from '../call'
import type { Effect, Step } from '../effects'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { dropOthers, planned } from './negotiate'

/** A standby is built where the backend can carry two attempts at once; elsewhere a second would end the first. */
export const standbySoon = (call: Dialed, ms: number): readonly Effect[] =>
  call.backend?.capability === 'parallel' ? [{ do: 'startTimer', timer: 'standby', ms }] : []

/** The attempt that could carry the call now: connected, and not the carrier. The newest is the likeliest to live. */
export const standbyOf = (call: Dialed): Attempt | undefined =>
  openAttempts(call).findLast(({ n, stage }) => n !== call.carrier && stage.at === 'connected')

/** The time for a standby: one that is still not connected is given up first. */
export function buildStandby(call: Active): Step {
  if (call.trial !== null || standbyOf(call) !== undefined) return [call, []]
  const [alone, dropped] = dropIdle(call, 'not connected in time')
  return [alone, [...dropped, { do: 'planAttempt', cause: 'standby' }]]
}

/** An attempt beside the one that sounds begins, and is watched until it is connected. */
export function plannedBeside(call: Active, event: EventOf<'attempt.planned'>): Step {
  const [next, effects] = planned(call, event)
  return [next, [...effects, { do: 'startTimer', timer: 'standby', ms: LIMITS.standbyBuildMs }]]
}

/** The attempts that have a part in the move that is on trial. */
const onTrial = ({ trial }: Active): number | null =>
  trial === null ? null : trial.of === 'doubt' ? trial.from : trial.to

/** Ends every attempt that neither carries the call nor is on trial. */
export const dropIdle = (call: Active, by: string): readonly [Active, readonly Effect[]] =>
  dropOthers(call, ({ n }) => n === call.carrier || n === onTrial(call), by)
