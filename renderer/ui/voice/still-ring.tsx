// The presence ring drawn once, as SVG: every state that has no sound to follow. Shape carries the state.

import {
  cometOpacity,
  envelope,
  isGap,
  type RingState,
  TICK_RADIUS,
  TICKS,
  tickLength,
  tickOpacity,
} from './ring-geometry'

interface StillRingProps {
  readonly state: RingState
  readonly agentId: string
  readonly size: number
  /** How lively a speaking or listening ring looks while it stands still. */
  readonly level: number
}

const fixed = (value: number): number => Math.round(value * 100) / 100

interface Tick {
  readonly key: string
  readonly d: string
  readonly opacity: number
}

const tick = (at: number, length: number, size: number, opacity: number): Tick => {
  const angle = (at / TICKS) * 2 * Math.PI
  const point = (radius: number) =>
    `${fixed(size * (0.5 + Math.sin(angle) * radius))} ${fixed(size * (0.5 - Math.cos(angle) * radius))}`
  return {
    key: `t${at}`,
    d: `M${point(TICK_RADIUS)}L${point(TICK_RADIUS + length)}`,
    opacity: fixed(opacity),
  }
}

/** A round-capped line of no length is a dot. */
const DOT = 0.0001

function ticksOf({ state, agentId, size, level }: StillRingProps): readonly Tick[] {
  const all = Array.from({ length: TICKS }, (_, at) => at)
  if (state === 'paused') return all.filter(at => !isGap(at)).map(at => tick(at, DOT, size, 0.85))
  if (state === 'thinking' || state === 'calling') return all.map(at => tick(at, DOT, size, cometOpacity(at)))
  const towards = state === 'speaking' ? 'out' : 'in'
  return envelope(agentId).map((height, at) => {
    const length = tickLength(height, level, towards)
    return tick(at, length, size, tickOpacity(length))
  })
}

export const StillRing = (props: StillRingProps) => (
  <g className="ticks">
    {ticksOf(props).map(({ key, d, opacity }) => (
      <path key={key} d={d} strokeOpacity={opacity} />
    ))}
  </g>
)
