// The doubt when the sound stops, and the move to the standby, made before the break is final. Decided by sound alone:
// nothing in it waits for signaling.
import { atStage, connectedAt, openAttempt } from '../attempts'
import type { Active, Doubt } from '../call'
import type { Step } from '../effects'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { recover } from './lost'
import { another, drop, moveTo } from './negotiate'
import { standbyOf, standbySoon } from './standby'

type Cause = Pick<Doubt, 'from' | 'cause' | 'sinceMs'>

/** The standby sounds beside the doubted path, which stays open: it may only have stuttered. */
export function tryStandby(
  call: Active,
  standby: number,
  { from, cause, sinceMs }: Cause,
  atMs: number,
): Step {
  const trial: Doubt = { of: 'doubt', from, cause, sinceMs, movedAtMs: atMs, soundAtMs: null }
  const [moved, move] = moveTo({ ...call, trial }, standby, call.lastHeard)
  const commit = { do: 'startTimer', timer: 'commit', ms: LIMITS.commitMs } as const
  return [moved, [...move, { do: 'stopTimer', timer: 'standby' }, commit]]
}

/** No standby is there to try: one is built, and the path gets a moment to speak again. */
function wait(call: Active, { from, cause, sinceMs }: Cause): Step {
  const trial: Doubt = { of: 'doubt', from, cause, sinceMs, movedAtMs: null, soundAtMs: null }
  const alone = call.attempts.every(({ n, stage }) => n === from || stage.at === 'ended')
  const [next, plans] = alone ? another({ ...call, trial }, 'recovery') : [{ ...call, trial }, []]
  const commit = { do: 'startTimer', timer: 'commit', ms: LIMITS.graceMs } as const
  return [next, [{ do: 'stopTimer', timer: 'standby' }, commit, ...plans]]
}

function doubt(call: Active, cause: Cause, atMs: number): Step {
  const standby = standbyOf(call)
  return standby === undefined ? wait(call, cause) : tryStandby(call, standby.n, cause, atMs)
}

/** The carrier fell silent. On trial already the standby has stopped too, and the timer of the first doubt decides. */
export function stalled(
  call: Active,
  { attempt, rtpTimestamp, silentMs, atMs }: EventOf<'peer.stalled'>,
): Step {
  const silent = { ...atStage(call, attempt, 'stalled'), lastHeard: { attempt, rtpTimestamp } }
  const since = { from: attempt, cause: 'silence', sinceMs: atMs - silentMs }
  const { trial } = call
  if (trial === null) return doubt(silent, since, atMs)
  if (trial.of === 'doubt') return [call, []]
  // A handover whose old path went first, as it will a second after the far end has left it.
  return tryStandby(silent, trial.to, since, atMs)
}

/** The doubted path speaks again in time: a false alarm. The standby falls silent and stays ready. */
export function falseAlarm(call: Active, { attempt, heard }: EventOf<'peer.sounded'>): Step {
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

/** The standby is heard. */
export const standbySounded = (
  call: Active,
  trial: Doubt,
  { attempt, atMs }: EventOf<'peer.sounded'>,
): Step => [
  {
    ...connectedAt(call, attempt, 'sounding', atMs),
    trial: { ...trial, soundAtMs: trial.soundAtMs ?? atMs },
  },
  [],
]

/** The doubted path stayed silent. If the standby is heard, the move is final; if not, more is tried beside it. */
export function commitDoubt(call: Active, { from, cause, sinceMs, movedAtMs, soundAtMs }: Doubt): Step {
  if (soundAtMs === null) return recover(call, cause, sinceMs)
  const [rest, dropped] = openAttempt(call, from) === undefined ? [call, []] : drop(call, from, cause)
  const recoveries = [
    ...call.recoveries,
    { cause, gapMs: soundAtMs - sinceMs, lostMs: (movedAtMs ?? soundAtMs) - sinceMs },
  ]
  return [
    { ...rest, recoveries, trial: null, lastHeard: null },
    [...dropped, ...standbySoon(rest, LIMITS.standbyMs)],
  ]
}
