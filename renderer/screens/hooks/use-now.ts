// The wall clock for screens that count. Display only: decisions belong to the call machine.
import { useEffect, useState } from 'react'
import { useVisible } from './visible'

/** The time in Unix milliseconds, renewed every `everyMs`; stands still while `running` is false or nobody sees the window. */
export function useNow(everyMs: number, running = true): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const isRunning = useVisible() && running
  useEffect(() => {
    if (!isRunning) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, isRunning])
  return nowMs
}
