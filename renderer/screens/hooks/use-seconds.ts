// Whole seconds since a moment, for screens that count them: drawn once a second, not once a tick.
import { useEffect, useReducer, useRef } from 'react'
import { useVisible } from './visible'

/** What is drawn anyway so shortly before a second shows it already: the figures come once a second too, and each picture costs. */
const EARLY_MS = 150
/** A timer may fire early by less than this. */
const LATE_MS = 5

const since = (atMs: number, nowMs: number): number => Math.max(0, Math.floor((nowMs - atMs) / 1_000))

/** @param running stands still while false, and while nobody sees the window. */
export function useSecondsSince(atMs: number, running = true): number {
  const [, drawAgain] = useReducer((n: number) => n + 1, 0)
  const isRunning = useVisible() && running
  const shown = useRef<number | null>(null)
  const seconds = isRunning || shown.current === null ? since(atMs, Date.now() + EARLY_MS) : shown.current
  useEffect(() => {
    shown.current = seconds
  })
  useEffect(() => {
    if (!isRunning) return
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const nowMs = Date.now()
      if (since(atMs, nowMs) !== shown.current) drawAgain()
      timer = setTimeout(look, 1_000 - ((nowMs - atMs) % 1_000) + LATE_MS)
    }
    look()
    return () => clearTimeout(timer)
  }, [atMs, isRunning])
  return seconds
}
