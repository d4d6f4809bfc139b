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
    const look = () => setSeconds(since(atMs))
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [atMs, isRunning])
  return seconds
}
