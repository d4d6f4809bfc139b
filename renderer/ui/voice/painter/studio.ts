// Draws what moves with sound, off the main thread: a canvas that changes there costs the page a whole frame each time. Asks for
// levels only while somebody sees them move.
import type { FromPainter, Look, SoundLevels, ToPainter } from './messages'
import { createMeter } from './meter'
import { createRing, type Painting } from './ring'

export interface Studio {
  take(message: ToPainter): void
}

/** 15 pictures a second: smooth enough for what rises and falls. Each costs the whole app a picture of its window. */
const DRAW_EVERY_MS = 66

interface Following {
  readonly painting: Painting
  readonly of: keyof SoundLevels
}

const sideOf = (look: Look): keyof SoundLevels =>
  look.what === 'ring' && look.towards === 'out' ? 'agent' : 'microphone'

/** @param hear how loud it has been, both ways, since the last question */
export function createStudio(tell: (message: FromPainter) => void, hear: () => SoundLevels): Studio {
  const canvases = new Map<number, OffscreenCanvas>()
  const following = new Map<number, Following>()
  let timer: ReturnType<typeof setInterval> | null = null
  let given: SoundLevels | null = null

  const draw = (): void => {
    const levels = given ?? hear()
    for (const { painting, of } of following.values()) painting.hear(levels[of])
  }
  const settle = (): void => {
    if (timer !== null && following.size === 0) {
      clearInterval(timer)
      timer = null
    }
    if (timer === null && following.size > 0) timer = setInterval(draw, DRAW_EVERY_MS)
  }
  const rest = (id: number): void => {
    following.get(id)?.painting.rest()
    following.delete(id)
  }
  const paint = (id: number, canvas: OffscreenCanvas, look: Look): Painting =>
    look.what === 'ring'
      ? createRing(canvas, look, isActive => tell({ type: 'active', id, isActive }))
      : createMeter(canvas, look, lit => tell({ type: 'lit', id, lit }))

  return {
    take: message => {
      if (message.type === 'levels') given = message.levels
      else if (message.type === 'canvas') canvases.set(message.id, message.canvas)
      else if (message.type === 'rest') rest(message.id)
      else {
        const { id, look, levels } = message
        const canvas = canvases.get(id)
        if (canvas === undefined) return
        const painting = paint(id, canvas, look)
        if (levels === 'live') following.set(id, { painting, of: sideOf(look) })
      }
      settle()
    },
  }
}
