// The call as a line across arches: what is open, being built, strained or broken. Shape and words carry the state.
import { useId } from 'react'
import { type Bay, bays, nodeX, SPAN_SIZES, type SpanSize, type SpanSizeName, stone } from './span-geometry'

type SpanState = 'open' | 'building' | 'waiting' | 'strained' | 'broken'

export interface SpanNode {
  readonly name: string
  readonly note?: string
  /** `broken`: the leg ends here, not on the way. */
  readonly state: 'reached' | 'waiting' | 'strained' | 'broken'
}

export interface Span {
  readonly state: SpanState
  /** Inside the arch: a time or one word. */
  readonly label?: string
}

interface SpanDiagramProps {
  readonly size: SpanSizeName
  readonly nodes: readonly SpanNode[]
  /** One fewer than nodes. */
  readonly spans: readonly Span[]
  /** The drawing in one sentence. */
  readonly label: string
}

/** How far the head of a deck under construction has come. */
const BUILT = 0.62
/** Half the gap around the cross of a broken span. */
const GAP = 14

const Line = ({ tone, from, to, y }: { tone: string; from: number; to: number; y: number }) => (
  <path
    className={`deck ${tone}`}
    d={`M${from} ${y}H${to}`}
    pathLength={tone === 'waiting' ? undefined : 1}
  />
)

function Deck({ bay, state, y }: { bay: Bay; state: SpanState; y: number }) {
  const { fromX, toX, middleX } = bay
  if (state === 'building') {
    const headX = Math.round((fromX + (toX - fromX) * BUILT) * 10) / 10
    return (
      <>
        <Line tone="waiting" from={headX} to={toX} y={y} />
        <Line tone="open" from={fromX} to={headX} y={y} />
        <circle className="head" cx={headX} cy={y} r="4" />
      </>
    )
  }
  if (state === 'broken')
    return (
      <>
        <Line tone="broken" from={fromX} to={middleX - GAP} y={y} />
        <Line tone="waiting" from={middleX + GAP} to={toX} y={y} />
        <Cross x={middleX} y={y} arm={4} />
      </>
    )
  return <Line tone={state} from={fromX} to={toX} y={y} />
}

const Cross = ({ x, y, arm }: { x: number; y: number; arm: number }) => (
  <path
    className="cross"
    d={`M${x - arm} ${y - arm}l${arm * 2} ${arm * 2}M${x + arm} ${y - arm}l${-arm * 2} ${arm * 2}`}
  />
)

interface NodeProps {
  readonly node: SpanNode
  readonly x: number
  readonly size: SpanSize
  /** The leg before it is broken and carries the cross already. */
  readonly crossed: boolean
}

function Node({ node, x, size, crossed }: NodeProps) {
  const { deckY, nodeRadius, nameY } = size
  return (
    <>
      <circle className={`node ${node.state}`} cx={x} cy={deckY} r={nodeRadius} />
      {node.state === 'broken' && !crossed && <Cross x={x} y={deckY} arm={2} />}
      <text className="name" x={x} y={nameY}>
        {node.name}
      </text>
      {node.note !== undefined && (
        <text className="note" x={x} y={nameY + 16}>
          {node.note}
        </text>
      )}
    </>
  )
}

function Stone({ size, all, spans }: { size: SpanSize; all: readonly Bay[]; spans: readonly Span[] }) {
  const id = useId()
  return (
    <>
      <defs>
        <linearGradient
          id={`${id}f`}
          x1="0"
          y1={size.deckY}
          x2="0"
          y2={size.footY}
          gradientUnits="userSpaceOnUse"
        >
          <stop offset=".35" stopColor="#fff" />
          <stop offset="1" stopColor="#fff" stopOpacity="0" />
        </linearGradient>
        <mask id={id} maskUnits="userSpaceOnUse" x="0" y="0" width={size.width} height={size.height}>
          <rect width={size.width} height={size.height} fill={`url(#${id}f)`} />
        </mask>
      </defs>
      <g mask={`url(#${id})`}>
        <path className="stone" fillRule="evenodd" d={stone(size, all)} />
        {all.map(({ arch, fromX }, at) => (
          <path key={fromX} className={`arch ${spans[at]?.state ?? 'waiting'}`} d={arch} />
        ))}
      </g>
    </>
  )
}

export function SpanDiagram({ size: name, nodes, spans, label }: SpanDiagramProps) {
  const size = SPAN_SIZES[name]
  const all = bays(size, nodes.length)
  const labelY = size.springY - (name === 'narrow' ? 3 : name === 'tall' ? 12 : 10)
  return (
    <svg
      className={`span ${name}`}
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={label}
    >
      <Stone size={size} all={all} spans={spans} />
      {all.map((bay, at) => (
        <Deck key={bay.fromX} bay={bay} state={spans[at]?.state ?? 'waiting'} y={size.deckY} />
      ))}
      {nodes.map((node, at) => (
        <Node
          key={node.name}
          node={node}
          x={nodeX(size, nodes.length, at)}
          size={size}
          crossed={spans[at - 1]?.state === 'broken'}
        />
      ))}
      {all.map(({ middleX }, at) => (
        <text key={middleX} className={`lat ${spans[at]?.state ?? 'waiting'}`} x={middleX} y={labelY}>
          {spans[at]?.label}
        </text>
      ))}
    </svg>
  )
}
