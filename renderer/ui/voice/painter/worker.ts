// Draws what moves with sound, off the main thread: a canvas that changes there costs the page a whole frame each time.
import type { FromPainter, ToPainter } from './messages'
import { createMeter } from './meter'
import { createRing, type Painting } from './ring'

const canvases = new Map<number, OffscreenCanvas>()
const paintings = new Map<number, Painting>()
const tell = (message: FromPainter): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
  const { id } = data
  switch (data.type) {
    case 'canvas':
      canvases.set(id, data.canvas)
      return
    case 'look': {
      const canvas = canvases.get(id)
      const { look } = data
      if (canvas === undefined) return
      const onActive = (isActive: boolean): void => tell({ id, isActive })
      paintings.set(id, look.what === 'ring' ? createRing(canvas, look, onActive) : createMeter(canvas, look))
      return
    }
    case 'level':
      paintings.get(id)?.hear(data.level)
      return
    case 'rest':
      paintings.get(id)?.rest()
  }
})
