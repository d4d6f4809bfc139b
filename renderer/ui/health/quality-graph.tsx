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
  const { areas, strokes, lines, times } = graphOf(points, everyMs, lengthMs)
  const { width, height, left, foot } = GRAPH
  return (
    <svg className="qg" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
          <stop className="from" />
          <stop className="to" offset="1" />
        </linearGradient>
      </defs>
      {lines.map(({ value, y }) => (
        <g key={value}>
          <path className="scale" d={`M${left} ${y}H${width}`} />
          <text x={left - 14} y={y + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {areas.map(d => (
        <path key={d} d={d} fill={`url(#${fill})`} />
      ))}
      {strokes.map(({ tone, d }) => (
        <path key={d} className={`curve ${tone}`} d={d} />
      ))}
      {times.map(({ atMs, x }) => (
        <text key={atMs} x={x} y={foot + 16} textAnchor={atMs === 0 ? 'start' : 'middle'}>
          {clock(atMs)}
        </text>
      ))}
    </svg>
  )
}
