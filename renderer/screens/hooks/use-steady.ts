// Keeps the screen before a call for the first moment of it, so that a call that is up at once does not flash.
import { useEffect, useReducer, useRef } from 'react'
import { heldMs } from '../model/steady'
import type { AppState } from '../props'

/** The state to draw: `state`, or for a moment the one before it. */
export function useSteady(state: AppState): AppState {
  const shown = useRef(state)
  const [, drawAgain] = useReducer((n: number) => n + 1, 0)
  const leftMs = heldMs(shown.current, state, Date.now())
  useEffect(() => {
    if (leftMs === 0) shown.current = state
  })
  useEffect(() => {
    if (leftMs === 0) return
    const timer = setTimeout(drawAgain, leftMs)
    return () => clearTimeout(timer)
  }, [leftMs])
  return leftMs > 0 ? shown.current : state
}
