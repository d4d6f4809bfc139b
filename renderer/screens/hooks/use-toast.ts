// A confirmation that stands for a moment and goes. Never an error.
import { useCallback, useEffect, useState } from 'react'

const TOAST_MS = 2_400

export interface ToastNow {
  /** What is confirmed right now, or null. */
  readonly said: string | null
  /** Says it once `done` has come true. */
  readonly confirm: (words: string, done: Promise<unknown>) => void
}

export function useToast(): ToastNow {
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), TOAST_MS)
    return () => clearTimeout(timer)
  }, [said])
  const confirm = useCallback((words: string, done: Promise<unknown>) => {
    setSaid(null)
    done.then(result => setSaid(result === false ? null : words)).catch(() => undefined)
  }, [])
  return { said, confirm }
}
