// The page's side of the painter: canvases are drawn in the workshop, and follow the sound there. A canvas is given away once, and
// keeps its number.
import { openLine } from '../../../workshop'
import type { Levels } from '../levels'
import type { FromPainter, Look, SoundLevels, ToPainter } from './messages'

const numbers = new WeakMap<HTMLCanvasElement, number>()
const listeners = new Map<number, (said: FromPainter) => void>()
let given = 0

const { tell } = openLine<ToPainter, FromPainter>('painter', said => listeners.get(said.id)?.(said))

function numberOf(canvas: HTMLCanvasElement): number {
  const known = numbers.get(canvas)
  if (known !== undefined) return known
  given += 1
  numbers.set(canvas, given)
  const offscreen = canvas.transferControlToOffscreen()
  tell({ type: 'canvas', id: given, canvas: offscreen }, [offscreen])
  return given
}

/**
 * @param hear told what there is on the canvas to see
 * @returns how to lie still again
 */
export function paint(
  canvas: HTMLCanvasElement,
  look: Look,
  levels: Levels,
  hear: (said: FromPainter) => void,
): () => void {
  const id = numberOf(canvas)
  listeners.set(id, hear)
  tell({ type: 'look', id, look, levels })
  return () => {
    listeners.delete(id)
    tell({ type: 'rest', id })
  }
}

/** For pictures without a call: everything that follows the sound follows this. */
export const paintLevels = (levels: SoundLevels): void => tell({ type: 'levels', levels })
