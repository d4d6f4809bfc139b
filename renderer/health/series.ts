// The line over time, in a bounded number of points: a point stands for a stretch, and a longer call has longer stretches. Pure.
import { POINTS_MAX } from '../../protocol/plain'
import type { OverTime, Point, Quality } from '../../protocol/report'

const SECOND_MS = 1_000

export const pointOf = (atMs: number, quality: Quality): Point => ({
  atMs,
  mos: quality.mos,
  rttMs: quality.rttMs,
  jitterMs: quality.jitterMs,
  lossPct: quality.lossPct,
  concealedPct: quality.concealedPct,
  kbps: quality.receivedKbps,
})

type Nullable = number | null
const least = (a: Nullable, b: Nullable): Nullable => (a === null ? b : b === null ? a : Math.min(a, b))
const most = (a: Nullable, b: Nullable): Nullable => (a === null ? b : b === null ? a : Math.max(a, b))

/** The worst of two, so that a bad second is still seen when its stretch has become a minute. */
const worse = (one: Point, other: Point): Point => ({
  atMs: one.atMs,
  mos: least(one.mos, other.mos),
  rttMs: most(one.rttMs, other.rttMs),
  jitterMs: most(one.jitterMs, other.jitterMs),
  lossPct: most(one.lossPct, other.lossPct),
  concealedPct: most(one.concealedPct, other.concealedPct),
  kbps: least(one.kbps, other.kbps),
})

/** One point for each stretch of `everyMs` in which there is one. `points` are in the order of time. */
export function grouped(points: readonly Point[], everyMs: number): Point[] {
  const out: Point[] = []
  for (const point of points) {
    const atMs = Math.floor(point.atMs / everyMs) * everyMs
    const last = out.at(-1)
    if (last !== undefined && last.atMs >= atMs) out[out.length - 1] = worse(last, point)
    else out.push({ ...point, atMs })
  }
  return out
}

/** One second more; the resolution is halved when there are too many points. */
export function withPoint({ everyMs, points }: OverTime, point: Point): OverTime {
  const next = [...points.slice(0, -1), ...grouped([...points.slice(-1), point], everyMs)]
  if (next.length <= POINTS_MAX) return { everyMs, points: next }
  return { everyMs: 2 * everyMs, points: grouped(next, 2 * everyMs) }
}

/** Design language, "Sparkline": 60 s in 40 points. */
export const MINUTE_MS = 60 * SECOND_MS
const SPARK_EVERY_MS = 1_500

/** The last minute as the sparklines draw it. `seconds` may be longer. */
export const minuteOf = (seconds: readonly Point[]): readonly Point[] =>
  grouped(seconds, SPARK_EVERY_MS).slice(-MINUTE_MS / SPARK_EVERY_MS)
