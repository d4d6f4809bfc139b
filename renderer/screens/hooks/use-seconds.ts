// Whole seconds since a moment, for screens that count them: drawn once a second, not once a tick.
import { useEffect, useState } from 'react'
import { useVisible } from './visible'

const LOOK_EVERY_MS = 250
const since = (atMs: number): number => Math.max(0, Math.floor((Date.now() - atMs) / 1_000))

/** @param running stands still while false, and while nobody sees the window. */
export function useSecondsSince(atMs: number, running = true): number {
  const [seconds, setSeconds] = useState(() => since(atMs))
  const isRunning = useVisible() && running
  useEffect(() => {
    if (!isRunning) return
    let shown: number | null = null
    // React is asked only when there is something new: it renders once more even for a state that it has already.
    const look = () => {
      const now = since(atMs)
      if (now !== shown) setSeconds(now)
      shown = now
    }
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [atMs, isRunning])
  return seconds
}
