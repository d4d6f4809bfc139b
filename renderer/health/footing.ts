// What of a reading the ladder stands on. Pure.
import type { Path, Quality } from '../../protocol/report'
import type { Footing } from './ladder'
import type { Reading } from './reading'
import type { Stretch } from './stretch'

/**
 * What the far end has reported of our packets since the reading with its last report; null: nothing new. Reports get lost as well,
 * and a fraction is that of the last stretch alone: it stands for all that was sent meanwhile.
 */
export function lossReported(before: Reading | null, now: Reading): Footing['outbound'] {
  const [last, next] = [before?.acknowledged ?? null, now.acknowledged]
  if (before === null || next === null) return null
  if (last !== null && last.reports === next.reports && last.packetsLost === next.packetsLost) return null
  const total = Math.max(0, now.packetsSent - before.packetsSent)
  return { lost: Math.round(next.fractionLost * total), total }
}

export const footingOf = (
  { seconds, lost, received }: Stretch,
  { rttMs, jitterMs, concealedPct }: Quality,
  path: Path | null,
  canRepeat: boolean,
  outbound: Footing['outbound'],
): Footing => ({
  protocol: path?.protocol ?? null,
  canRepeat,
  seconds,
  inbound: { lost, total: lost + received },
  outbound,
  rttMs,
  jitterMs,
  concealedPct,
})
