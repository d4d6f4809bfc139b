// A call's quality over its time, after the call. Where it was fair or poor the line says so by its colour, and by how low it runs.
import { useId } from 'react'
import { GRAPH, type GraphPoint, graphOf } from './graph-geometry'

interface QualityGraphProps {
  readonly points: readonly GraphPoint[]
  readonly everyMs: number
  readonly lengthMs: number
  /** Under the drawing. */
  readonly clock: (atMs: number) => string
  /** The drawing in one sentence. */
  readonly label: string
}

export function QualityGraph({ points, everyMs, lengthMs, clock, label }: QualityGraphProps) {
  const fill = useId()
  const { areas, strokes, holes, lines, times } = graphOf(points, everyMs, lengthMs)
  const { width, height } = GRAPH
  return (
    <div className="qg" role="img" aria-label={label}>
      <svg height={height} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
            <stop className="from" />
            <stop className="to" offset="1" />
          </linearGradient>
        </defs>
        {lines.map(({ value, y }) => (
          <path key={value} className="scale" d={`M0 ${y}H${width}`} />
        ))}
        {areas.map(d => (
          <path key={d} className="area" d={d} fill={`url(#${fill})`} />
        ))}
        {holes.map(d => (
          <path key={d} className="hole" d={d} />
        ))}
        {strokes.map(({ tone, d }) => (
          <path key={d} className={`curve ${tone}`} d={d} />
        ))}
      </svg>
      {lines.map(({ value, y }) => (
        <span key={value} className="v" style={{ top: y }}>
          {value}
        </span>
      ))}
      {times.map(({ atMs, percent }) => (
        <span key={atMs} className="t" style={{ left: `${percent}%` }}>
          {clock(atMs)}
        </span>
      ))}
    </div>
  )
}
