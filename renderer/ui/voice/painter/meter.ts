// A level in segments, drawn anew only when another number of them is lit. Knows a canvas; no page, no React.
import type { MeterLook } from './messages'
import type { Painting } from './ring'

const GAP = 2

/** The last sixth is loud enough to distort. */
const isHot = (segment: number, segments: number): boolean => segment >= (segments * 5) / 6

export function createMeter(canvas: OffscreenCanvas, look: MeterLook): Painting {
  const { width, height, density, segments, colours } = look
  const context = canvas.getContext('2d')
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(height * density)
  const each = (width - GAP * (segments - 1)) / segments
  let shown = -1
  const show = (lit: number): void => {
    if (lit === shown || context === null) return
    shown = lit
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, width, height)
    for (let segment = 0; segment < segments; segment += 1) {
      context.fillStyle = segment >= lit ? colours.off : isHot(segment, segments) ? colours.hot : colours.on
      context.beginPath()
      context.roundRect(segment * (each + GAP), 0, each, height, 1)
      context.fill()
    }
  }
  show(0)
  return { hear: level => show(Math.round(level * segments)), rest: () => show(0) }
}
