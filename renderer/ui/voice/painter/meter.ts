// A level in segments, drawn anew only when another number of them is lit. Knows a canvas; no page, no React.
import type { MeterLook } from './messages'
import type { Painting } from './ring'

const GAP = 2
/** How often the value for those who do not see the segments is renewed: each time costs the page a frame. */
const SAID_EVERY_MS = 1_000

/** The last sixth is loud enough to distort. */
const isHot = (segment: number, segments: number): boolean => segment >= (segments * 5) / 6

/** @param say told how many are lit, at most once a second */
export function createMeter(canvas: OffscreenCanvas, look: MeterLook, say: (lit: number) => void): Painting {
  const { width, height, density, segments, colours } = look
  const context = canvas.getContext('2d')
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(height * density)
  const each = (width - GAP * (segments - 1)) / segments
  let [shown, said, saidAtMs] = [-1, 0, 0]
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
  const sayNow = (lit: number): void => {
    if (lit === said || performance.now() - saidAtMs < SAID_EVERY_MS) return
    saidAtMs = performance.now()
    said = lit
    say(lit)
  }
  show(0)
  return {
    hear: level => {
      const lit = Math.round(Math.min(1, Math.max(0, level)) * segments)
      show(lit)
      sayNow(lit)
    },
    rest: () => show(0),
  }
}
