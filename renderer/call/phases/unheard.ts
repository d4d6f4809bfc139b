// The agent is heard and the far end gets nothing from here: another path is tried, without a silence. Knows no measurement.
import type { Active } from '../call'
import type { Step } from '../effects'
import type { EventOf } from '../events'
import { beginHandover } from './handover'
import { standbyOf } from './standby'

/** Each move costs the standby, and what drops one way on three paths drops it on every other: the call goes on, and says so. */
export const UNHEARD_MOVES_MAX = 2

/** Moves to the standby, if there is one; told again while nobody hears, so one that is still being built has its turn. */
export function unheard(call: Active, { attempt }: EventOf<'peer.unheard'>): Step {
  const standby = standbyOf(call)
  const moves = call.attempts.filter(({ stage }) => stage.at === 'ended' && stage.by === 'unheard').length
  const isOver = attempt !== call.carrier || call.trial !== null || moves >= UNHEARD_MOVES_MAX
  return isOver || standby === undefined ? [call, []] : beginHandover(call, standby.n, 'unheard')
}
