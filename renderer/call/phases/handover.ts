// A move from a path that sounds: to an attempt with fresh credentials, or because nobody hears what goes over the old one.
import { connectedAt, openAttempt } from '../attempts'
import type { Active, Handover } from '../call'
import type { Step } from '../effects'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { drop, go } from './negotiate'
import { dropIdle, standbySoon } from './standby'

/** The far end sends to `to` from now on; this end listens to the carrier until that arrives. */
export function beginHandover(call: Active, to: number, why: Handover['why']): Step {
  const trial: Handover = { of: 'handover', why, to, soundAtMs: null }
  const [asked, order] = go({ ...call, trial }, to, null, 'heard')
  const commit = { do: 'startTimer', timer: 'commit', ms: LIMITS.commitMs } as const
  return [asked, [...order, { do: 'stopTimer', timer: 'standby' }, commit]]
}

/** The sound has arrived on the new path. */
export const handoverSounded = (
  call: Active,
  trial: Handover,
  { attempt, atMs }: EventOf<'peer.sounded'>,
): Step => [
  {
    ...connectedAt(call, attempt, 'sounding', atMs),
    trial: { ...trial, soundAtMs: trial.soundAtMs ?? atMs },
  },
  trial.soundAtMs === null ? [{ do: 'startTimer', timer: 'commit', ms: LIMITS.handoverMs }] : [],
]

const ROTATE_AGAIN = { do: 'startTimer', timer: 'rotation', ms: LIMITS.rotationAgainMs } as const

/** Back to the path that never stopped; the new one is given up, and another is asked for later. */
export function abandonHandover(call: Active, { to, why }: Handover, by: string): Step {
  const isUnheard = why === 'unheard'
  const reason = isUnheard ? why : by
  const [alone, dropped] = openAttempt(call, to) === undefined ? [call, []] : drop(call, to, reason)
  const [back, orders] = call.carrier === null ? [alone, []] : go(alone, call.carrier, null)
  return [
    { ...back, trial: null },
    [
      ...dropped,
      ...orders,
      { do: 'stopTimer', timer: 'commit' },
      ...(isUnheard ? standbySoon(call, LIMITS.standbyAgainMs) : [ROTATE_AGAIN]),
    ],
  ]
}

/** The new path carries the call. The old one ends, and with it a standby on old credentials. */
export function commitHandover(call: Active, trial: Handover): Step {
  if (trial.soundAtMs === null) return abandonHandover(call, trial, 'no sound in time')
  const [alone, dropped] = dropIdle({ ...call, carrier: trial.to, trial: null }, trial.why)
  return [alone, [{ do: 'carry', attempt: trial.to }, ...dropped, ...standbySoon(alone, LIMITS.standbyMs)]]
}
