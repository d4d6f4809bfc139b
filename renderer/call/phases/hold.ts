// Hold: silence both ways at this end, while packets flow both ways, so that whatever watches the path goes on watching.
// Knows no device: what is silenced is the effect's business.
import type { Active, Dialed } from '../call'
import type { Effect, Step } from '../effects'
import type { EventOf } from '../events'

/** Holds the call, or takes it up again. */
export function held(call: Active, { on, atMs }: EventOf<'hold'>): Step {
  const { sinceMs, totalMs } = call.hold
  if (on === (sinceMs !== null)) return [call, []]
  const hold = {
    ...call.hold,
    sinceMs: on ? atMs : null,
    ...(sinceMs === null ? {} : { untilMs: atMs, totalMs: totalMs + atMs - sinceMs }),
  }
  return [{ ...call, hold }, [{ do: 'hold', on }]]
}

/** A page, or a far end, that does not know yet that this call is on hold is told. */
export const stillHeld = ({ hold }: Dialed): readonly Effect[] =>
  hold.sinceMs === null ? [] : [{ do: 'hold', on: true }]

/** Whether anything since this moment was on hold: the pause answers nothing, and interrupts nobody. */
export const wasHeldSince = ({ hold }: Dialed, atMs: number): boolean =>
  hold.sinceMs !== null || (hold.untilMs !== null && atMs < hold.untilMs)
