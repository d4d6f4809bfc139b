// The presence ring while sound flows: a canvas at no more than 30 frames a second, asleep in silence.
// Knows levels and geometry; no call, no React.
import { envelope, follow, TICK_RADIUS, TICKS, tickLength, tickOpacity } from './ring-geometry'

/** Below this nobody sees the difference. */
const SILENCE = 0.02
/** 30 Hz, with a little room because frames of a 60 Hz screen come at 16.7 ms. */
const FRAME_MS = 32

/** Ticks reach a little beyond the ring's own square: the canvas is larger by this, on the same centre. */
const FIELD = 1.1

export interface LiveRing {
  /** The newest level, 0..1. Wakes the canvas when there is something to draw. */
  readonly hear: (level: number) => void
  readonly stop: () => void
}

interface LiveRingOptions {
  readonly canvas: HTMLCanvasElement
  readonly agentId: string
  readonly size: number
  readonly towards: 'out' | 'in'
  /** Told when the canvas takes over from the still picture and when it gives back. */
  readonly onActive: (active: boolean) => void
}

function draw(
  context: CanvasRenderingContext2D,
  options: LiveRingOptions,
  heights: readonly number[],
  level: number,
) {
  const { canvas, size, towards } = options
  const scale = canvas.width / (size * FIELD)
  const margin = (((FIELD - 1) / 2) * canvas.width) / FIELD
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.setTransform(scale, 0, 0, scale, margin, margin)
  context.lineCap = 'round'
  context.lineWidth = size * 0.0108
  context.strokeStyle = getComputedStyle(canvas).color
  heights.forEach((height, tick) => {
    const angle = (tick / TICKS) * 2 * Math.PI
    const [x, y] = [Math.sin(angle), -Math.cos(angle)]
    const length = tickLength(height, level, towards)
    const [from, to] = [TICK_RADIUS * size, (TICK_RADIUS + length) * size]
    context.globalAlpha = tickOpacity(length)
    context.beginPath()
    context.moveTo(size / 2 + x * from, size / 2 + y * from)
    context.lineTo(size / 2 + x * to, size / 2 + y * to)
    context.stroke()
  })
}

export function createLiveRing(options: LiveRingOptions): LiveRing {
  const { canvas, size, agentId, onActive } = options
  const context = canvas.getContext('2d')
  const heights = envelope(agentId)
  let [target, level, drawnAtMs, request] = [0, 0, 0, 0]

  const sleep = () => {
    request = 0
    level = 0
    onActive(false)
  }
  const frame = (atMs: number) => {
    request = requestAnimationFrame(frame)
    const passed = atMs - drawnAtMs
    if (passed < FRAME_MS) return
    drawnAtMs = atMs
    level = follow(level, target, passed)
    if (level < SILENCE && target < SILENCE) {
      cancelAnimationFrame(request)
      return sleep()
    }
    if (context) draw(context, options, heights, level)
  }
  const wake = () => {
    const density = globalThis.devicePixelRatio || 1
    canvas.width = canvas.height = Math.round(size * FIELD * density)
    drawnAtMs = performance.now()
    if (context) draw(context, options, heights, level)
    onActive(true)
    request = requestAnimationFrame(frame)
  }

  return {
    hear: next => {
      target = Math.min(1, Math.max(0, next))
      if (request === 0 && target >= SILENCE) wake()
    },
    stop: () => cancelAnimationFrame(request),
  }
}
