// The last minute of one figure as a line. Decorative: the figure itself stands beside it.

const [WIDTH, HEIGHT] = [140, 22] as const
/** Room for the dot at the newest value. */
const ROOM = 4
const SPARK_POINTS = 40

/** `values` as points of the drawing; a flat line runs through the middle. Exported for its test. */
export function sparkPoints(values: readonly number[]): readonly (readonly [x: number, y: number])[] {
  const recent = values.slice(-SPARK_POINTS)
  const [low, high] = [Math.min(...recent), Math.max(...recent)]
  // At least a fifth of the figure itself, so that noise does not look like drama.
  const range = Math.max(high - low, Math.abs(high) * 0.2, Number.EPSILON)
  const middle = (low + high) / 2
  const step = (WIDTH - ROOM) / (SPARK_POINTS - 1)
  return recent.map((value, at) => [
    Math.round((WIDTH - ROOM - (recent.length - 1 - at) * step) * 10) / 10,
    Math.round((HEIGHT / 2 - ((value - middle) / range) * (HEIGHT - 2 * ROOM)) * 10) / 10,
  ])
}

export function Sparkline({ values }: { values: readonly number[] }) {
  const points = sparkPoints(values)
  const last = points.at(-1)
  if (!last) return <svg className="spark" width={WIDTH} height={HEIGHT} aria-hidden="true" />
  const line = `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`
  return (
    <svg
      className="spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <path className="area" d={`${line}V${HEIGHT}H${points[0]?.[0] ?? 0}Z`} />
      <path d={line} />
      <circle cx={last[0]} cy={last[1]} r="2.25" />
    </svg>
  )
}
