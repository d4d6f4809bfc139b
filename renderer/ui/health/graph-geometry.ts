// The quality graph in numbers: where each stretch of a call stands, where nothing was measured, and where it was bad. Pure.

/** The drawing is stretched to the window's width and keeps its height: words stand beside it, in pixels and per cent. */
export const GRAPH = { width: 1_000, height: 86 } as const
const TOP = 4

export interface GraphPoint {
  /** From the first moment of the drawing. */
  readonly atMs: number
  /** 1 to 5; null: nothing was measured. */
  readonly value: number | null
  readonly tone: string
}

interface Stroke {
  readonly tone: string
  readonly d: string
}

export interface Graph {
  /** Each unbroken run as one area; a hole in the middle of a call is left open. */
  readonly areas: readonly string[]
  readonly strokes: readonly Stroke[]
  readonly holes: readonly string[]
  readonly lines: readonly { readonly value: number; readonly y: number }[]
  readonly times: readonly { readonly atMs: number; readonly percent: number }[]
}

const tenth = (value: number): number => Math.round(value * 10) / 10
const yOf = (value: number): number => tenth(GRAPH.height - ((value - 1) / 4) * (GRAPH.height - TOP))

/** Round steps of time, at most seven of which fit under the drawing. */
const STEPS_S = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400] as const
const TIMES_MAX = 7

function timesOf(lengthMs: number): Graph['times'] {
  const stepMs = 1_000 * (STEPS_S.find(step => lengthMs / (1_000 * step) < TIMES_MAX) ?? 86_400)
  // The last one would stand half outside.
  const count = Math.floor((lengthMs * 0.96) / stepMs) + 1
  return Array.from({ length: count }, (_, at) => ({
    atMs: at * stepMs,
    percent: tenth((100 * at * stepMs) / Math.max(1, lengthMs)),
  }))
}

type Placed = readonly [x: number, y: number, tone: string]
/** A point alone is drawn as a dot, by its round cap. */
const path = (points: readonly Placed[]): string =>
  `M${points.map(([x, y]) => `${x} ${y}`).join('L')}${points.length === 1 ? 'h0' : ''}`

/** Neighbours of one tone, drawn together with the point before them, so that the line stays whole. */
function strokesOf(run: readonly Placed[]): Stroke[] {
  const strokes: { tone: string; points: Placed[] }[] = []
  for (const point of run) {
    const last = strokes.at(-1)
    const before = last?.points.at(-1)
    if (last?.tone === point[2]) last.points.push(point)
    else strokes.push({ tone: point[2], points: before ? [before, point] : [point] })
  }
  return strokes.map(({ tone, points }) => ({ tone, d: path(points) }))
}

/**
 * @param everyMs what one point stands for: a longer distance between two is a hole.
 * @param lengthMs how long the call was; at least what its points take.
 */
export function graphOf(points: readonly GraphPoint[], everyMs: number, lengthMs: number): Graph {
  const xOf = (atMs: number): number =>
    tenth((Math.min(atMs, lengthMs) / Math.max(1, lengthMs)) * GRAPH.width)
  const runs: Placed[][] = []
  let lastAtMs = Number.NEGATIVE_INFINITY
  for (const { atMs, value, tone } of points) {
    if (value === null) continue
    const placed = [xOf(atMs), yOf(value), tone] as const
    const run = runs.at(-1)
    if (run && atMs - lastAtMs <= 2.5 * everyMs) run.push(placed)
    else runs.push([placed])
    lastAtMs = atMs
  }
  return {
    areas: runs.map(run => `${path(run)}V${GRAPH.height}H${run[0]?.[0] ?? 0}Z`),
    strokes: runs.flatMap(strokesOf),
    holes: runs
      .slice(1)
      .map((run, at) => `M${runs[at]?.at(-1)?.[0] ?? 0} ${GRAPH.height}H${run[0]?.[0] ?? 0}`),
    lines: [4, 3, 2].map(value => ({ value, y: yOf(value) })),
    times: timesOf(lengthMs),
  }
}
