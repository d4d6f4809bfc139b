// Erasing one call, with a moment to think better of it; and what became of it.
import { useEffect, useState } from 'react'
import { words } from '../../copy'
import type { AppActions } from '../props'

const { history: text } = words

/** Shorter than main waits (main/records/records.ts). */
const UNDO_MS = 8_000

export interface Erasing {
  /** A call was erased a moment ago and can be had back. */
  readonly canUndo: boolean
  /** What did not work, in a sentence. */
  readonly problem: string | null
  readonly erase: (callId: string) => void
  readonly undo: () => void
  readonly eraseAll: () => Promise<void>
}

export function useErasing(past: AppActions['past']): Erasing {
  /** Counts: each erased call has its own time. */
  const [erased, setErased] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (erased === 0) return
    const timer = setTimeout(() => setErased(0), UNDO_MS)
    return () => clearTimeout(timer)
  }, [erased])
  const failed = () => setProblem(text.notErased)
  return {
    canUndo: erased > 0,
    problem,
    erase: callId => {
      setProblem(null)
      past.erase(callId).then(() => setErased(n => n + 1), failed)
    },
    undo: () => {
      setErased(0)
      past.restore().then(isBack => setProblem(isBack ? null : text.tooLate), failed)
    },
    eraseAll: () => {
      setProblem(null)
      setErased(0)
      return past.eraseAll().catch(error => {
        failed()
        throw error
      })
    },
  }
}
