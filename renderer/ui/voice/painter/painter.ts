// The page's side of the painter: one worker for all canvases, started by the first. A canvas is given away once, and keeps its number.
import type { FromPainter, Look, ToPainter } from './messages'

export interface Painter {
  look(look: Look): void
  /** 0..1 */
  level(level: number): void
  /** No more levels come. */
  rest(): void
}

/** Less is not seen. */
const STEPS = 100

const numbers = new WeakMap<HTMLCanvasElement, number>()
const listeners = new Map<number, (isActive: boolean) => void>()
let worker: Worker | null = null
let given = 0

function started(): Worker {
  if (worker !== null) return worker
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'painter' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromPainter>) =>
    listeners.get(data.id)?.(data.isActive),
  )
  return worker
}
const tell = (message: ToPainter, transfer: Transferable[] = []): void =>
  started().postMessage(message, transfer)

function numberOf(canvas: HTMLCanvasElement): number {
  const known = numbers.get(canvas)
  if (known !== undefined) return known
  given += 1
  numbers.set(canvas, given)
  const offscreen = canvas.transferControlToOffscreen()
  tell({ type: 'canvas', id: given, canvas: offscreen }, [offscreen])
  return given
}

/** @param onActive told when there is something on the canvas to see, and when there is not any more */
export function paint(canvas: HTMLCanvasElement, onActive: (isActive: boolean) => void): Painter {
  const id = numberOf(canvas)
  listeners.set(id, onActive)
  let last = -1
  return {
    look: look => tell({ type: 'look', id, look }),
    level: level => {
      const next = Math.round(Math.min(1, Math.max(0, level)) * STEPS)
      // Zero after zero is silence; anything else moves, be it by its release alone.
      if (next === 0 && last === 0) return
      last = next
      tell({ type: 'level', id, level: next / STEPS })
    },
    rest: () => {
      last = -1
      listeners.delete(id)
      tell({ type: 'rest', id })
    },
  }
}
