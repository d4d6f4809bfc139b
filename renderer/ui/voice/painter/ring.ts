// The ring while sound flows: drawn with each level that comes, asleep in silence. Knows a canvas; no page, no React.
import { envelope, follow, TICK_RADIUS, TICKS, tickLength, tickOpacity } from '../ring-geometry'
import type { RingLook } from './messages'

export interface Painting {
  hear(level: number): void
  rest(): void
}

/** Below this nobody sees the difference. */
const SILENCE = 0.02
/** Ticks reach a little beyond the ring's own square: the canvas is larger by this, on the same centre. */
const FIELD = 1.1
/** Ticks of nearly one strength are drawn in one stroke: ninety-six of them cost ten times as much. */
const STRENGTHS = 8

type Context = OffscreenCanvasRenderingContext2D

function draw(context: Context, look: RingLook, heights: readonly number[], level: number): void {
  const { size, towards, colour, density } = look
  const { width, height } = context.canvas
  const margin = ((FIELD - 1) / 2) * size * density
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, width, height)
  context.setTransform(density, 0, 0, density, margin, margin)
  context.lineCap = 'round'
  context.lineWidth = size * 0.0108
  context.strokeStyle = colour
  const strokes = new Map<number, Path2D>()
  heights.forEach((tick, at) => {
    const angle = (at / TICKS) * 2 * Math.PI
    const [x, y] = [Math.sin(angle), -Math.cos(angle)]
    const length = tickLength(tick, level, towards)
    const [from, to] = [TICK_RADIUS * size, (TICK_RADIUS + length) * size]
    const strength = Math.round(tickOpacity(length) * STRENGTHS)
    const stroke = strokes.get(strength) ?? new Path2D()
    stroke.moveTo(size / 2 + x * from, size / 2 + y * from)
    stroke.lineTo(size / 2 + x * to, size / 2 + y * to)
    strokes.set(strength, stroke)
  })
  for (const [strength, stroke] of strokes) {
    context.globalAlpha = strength / STRENGTHS
    context.stroke(stroke)
  }
}

/** @param onActive told when the canvas takes over from the still picture, and when it gives back */
export function createRing(
  canvas: OffscreenCanvas,
  look: RingLook,
  onActive: (isActive: boolean) => void,
): Painting {
  const context = canvas.getContext('2d')
  const heights = envelope(look.agentId)
  canvas.width = canvas.height = Math.round(look.size * FIELD * look.density)
  let [level, drawnAtMs, isAwake] = [0, 0, false]
  const turn = (to: boolean): void => {
    if (isAwake !== to) onActive(to)
    isAwake = to
  }
  const rest = (): void => {
    level = 0
    turn(false)
  }
  return {
    hear: target => {
      const nowMs = performance.now()
      if (!isAwake && target < SILENCE) return
      if (!isAwake) drawnAtMs = nowMs
      level = follow(level, target, nowMs - drawnAtMs)
      drawnAtMs = nowMs
      if (isAwake && level < SILENCE && target < SILENCE) return rest()
      if (context) draw(context, look, heights, level)
      turn(true)
    },
    rest,
  }
}
