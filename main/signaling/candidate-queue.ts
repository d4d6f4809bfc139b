// Holds an attempt's candidates until its offer is on the way: a far end cannot place them before. Keeps their order.
import type { Candidate } from '../../protocol/ice'

/** A peer that gathers more than this before it made an offer is out of order. */
const WAITING_MAX = 100

export interface CandidateQueue {
  /** Passes the candidate on, now or once its attempt's offer was sent. */
  add(attempt: number, candidate: Candidate): void
  /** The attempt's offer was sent. */
  release(attempt: number): void
  /** The attempt is over. */
  forget(attempt: number): void
}

/** Makes the queue of one session. `pass` sends one candidate. */
export function createCandidateQueue(pass: (attempt: number, candidate: Candidate) => void): CandidateQueue {
  const offered = new Set<number>()
  let waiting: readonly { readonly attempt: number; readonly candidate: Candidate }[] = []
  return {
    add(attempt, candidate) {
      if (offered.has(attempt)) pass(attempt, candidate)
      else if (waiting.length < WAITING_MAX) waiting = [...waiting, { attempt, candidate }]
    },
    release(attempt) {
      offered.add(attempt)
      const due = waiting.filter(entry => entry.attempt === attempt)
      waiting = waiting.filter(entry => entry.attempt !== attempt)
      for (const { candidate } of due) pass(attempt, candidate)
    },
    forget(attempt) {
      offered.delete(attempt)
      waiting = waiting.filter(entry => entry.attempt !== attempt)
    },
  }
}
