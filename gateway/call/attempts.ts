// The attempts of one call: one answerer each, with the answer sent before its candidates. Owns which of them is live.
// Must not know the agent or the recording: sound goes in and out through the call.
import type { Candidate } from '../../protocol/ice'
import type { Answerer, AnswererFact } from '../media/answerer'
import type { HeardPacket, OpusFrame } from '../media/frames'

export type AnswererMaker = (emit: (fact: AnswererFact) => void) => Answerer

export type AttemptFact =
  | { readonly type: 'answered'; readonly attempt: number; readonly sdp: string }
  | { readonly type: 'candidate'; readonly attempt: number; readonly candidate: Candidate }
  | { readonly type: 'connected'; readonly attempt: number }
  /** Failed or refused; it is gone from the list already. */
  | { readonly type: 'lost'; readonly attempt: number; readonly why: string }
  | { readonly type: 'refused.candidate'; readonly attempt: number }
  /** Sound of the live attempt. */
  | { readonly type: 'heard'; readonly attempt: number; readonly packet: HeardPacket }

interface Attempt {
  readonly answerer: Answerer
  /** Candidates found before the answer went out; `null` afterwards. */
  held: Candidate[] | null
  state: 'answering' | 'connected'
}

export interface Attempts {
  offer(attempt: number, sdp: string): void
  candidate(attempt: number, candidate: Candidate): void
  end(attempt: number): void
  /** Makes this attempt the live one, now or as soon as it is offered. */
  go(attempt: number): void
  live(): number | null
  open(): number
  connected(): number
  /** Sends on the live attempt. */
  send(frame: OpusFrame): void
  close(): void
}

/** The live attempt: the one `go` named while it is open, else the earliest one. */
export const liveOf = (open: Iterable<number>, chosen: number | null): number | null => {
  const numbers = [...open]
  if (chosen !== null && numbers.includes(chosen)) return chosen
  return numbers.length > 0 ? Math.min(...numbers) : null
}

/** Makes an empty set of attempts; never more than `max` are open. */
export function createAttempts(
  make: AnswererMaker,
  max: number,
  emit: (fact: AttemptFact) => void,
): Attempts {
  const open = new Map<number, Attempt>()
  /** Numbers never repeat: an offer that comes again, or after its end, is stale. */
  const seen = new Set<number>()
  let chosen: number | null = null
  let live: number | null = null

  const settle = () => {
    live = liveOf(open.keys(), chosen)
  }
  const drop = (n: number) => {
    open.get(n)?.answerer.close()
    open.delete(n)
    settle()
  }
  const lose = (n: number, why: string) => {
    if (!open.has(n)) return
    drop(n)
    emit({ type: 'lost', attempt: n, why })
  }
  const onFact = (n: number, fact: AnswererFact) => {
    const attempt = open.get(n)
    if (!attempt) return
    if (fact.type === 'heard') {
      if (n === live) emit({ type: 'heard', attempt: n, packet: fact.packet })
    } else if (fact.type === 'candidate') {
      if (attempt.held) attempt.held.push(fact.candidate)
      else emit({ type: 'candidate', attempt: n, candidate: fact.candidate })
    } else if (fact.type === 'connected') {
      attempt.state = 'connected'
      emit({ type: 'connected', attempt: n })
    } else if (fact.type === 'failed') lose(n, 'its connection failed')
    else if (fact.type === 'candidate.refused') emit({ type: 'refused.candidate', attempt: n })
  }
  const answered = (n: number, sdp: string) => {
    const attempt = open.get(n)
    if (!attempt) return
    emit({ type: 'answered', attempt: n, sdp })
    const held = attempt.held ?? []
    attempt.held = null
    for (const candidate of held) emit({ type: 'candidate', attempt: n, candidate })
  }

  return {
    offer(n, sdp) {
      if (seen.has(n)) return
      seen.add(n)
      if (open.size >= max) return emit({ type: 'lost', attempt: n, why: `${max} attempts are open already` })
      const answerer = make(fact => onFact(n, fact))
      open.set(n, { answerer, held: [], state: 'answering' })
      settle()
      answerer.answer(sdp).then(
        answer => answered(n, answer),
        (error: Error) => lose(n, error.message),
      )
    },
    candidate: (n, candidate) => open.get(n)?.answerer.addCandidate(candidate),
    end: drop,
    go(n) {
      chosen = n
      settle()
    },
    live: () => live,
    open: () => open.size,
    connected: () => [...open.values()].filter(attempt => attempt.state === 'connected').length,
    send(frame) {
      if (live !== null) open.get(live)?.answerer.send(frame)
    },
    close() {
      for (const n of [...open.keys()]) drop(n)
    },
  }
}
