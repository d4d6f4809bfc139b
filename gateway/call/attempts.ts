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

/** The live attempt: the one `go` named while it is open, else the earliest one. */
export const liveOf = (open: Iterable<number>, chosen: number | null): number | null => {
  const numbers = [...open]
  if (chosen !== null && numbers.includes(chosen)) return chosen
  return numbers.length > 0 ? Math.min(...numbers) : null
}

/** The attempts of one call; never more than `max` are open. */
export class Attempts {
  readonly #make: AnswererMaker
  readonly #max: number
  readonly #emit: (fact: AttemptFact) => void
  readonly #open = new Map<number, Attempt>()
  /** Numbers never repeat: an offer that comes again, or after its end, is stale. */
  readonly #seen = new Set<number>()
  #chosen: number | null = null
  #live: number | null = null

  constructor(make: AnswererMaker, max: number, emit: (fact: AttemptFact) => void) {
    this.#make = make
    this.#max = max
    this.#emit = emit
  }

  offer(n: number, sdp: string): void {
    if (this.#seen.has(n)) return
    this.#seen.add(n)
    if (this.#open.size >= this.#max) {
      this.#emit({ type: 'lost', attempt: n, why: `${this.#max} attempts are open already` })
      return
    }
    const answerer = this.#make(fact => this.#onFact(n, fact))
    this.#open.set(n, { answerer, held: [], state: 'answering' })
    this.#settle()
    answerer.answer(sdp).then(
      answer => this.#answered(n, answer),
      (error: Error) => this.#lose(n, error.message),
    )
  }

  candidate(n: number, candidate: Candidate): void {
    this.#open.get(n)?.answerer.addCandidate(candidate)
  }

  end(n: number): void {
    this.#open.get(n)?.answerer.close()
    this.#open.delete(n)
    this.#settle()
  }

  /** Makes this attempt the live one, now or as soon as it is offered. */
  go(n: number): void {
    this.#chosen = n
    this.#settle()
  }

  live(): number | null {
    return this.#live
  }

  open(): number {
    return this.#open.size
  }

  connected(): number {
    return [...this.#open.values()].filter(attempt => attempt.state === 'connected').length
  }

  /** Sends on the live attempt. */
  send(frame: OpusFrame): void {
    if (this.#live !== null) this.#open.get(this.#live)?.answerer.send(frame)
  }

  close(): void {
    for (const n of [...this.#open.keys()]) this.end(n)
  }

  #settle(): void {
    this.#live = liveOf(this.#open.keys(), this.#chosen)
  }

  #lose(n: number, why: string): void {
    if (!this.#open.has(n)) return
    this.end(n)
    this.#emit({ type: 'lost', attempt: n, why })
  }

  #onFact(n: number, fact: AnswererFact): void {
    const attempt = this.#open.get(n)
    if (!attempt) return
    if (fact.type === 'heard') {
      if (n === this.#live) this.#emit({ type: 'heard', attempt: n, packet: fact.packet })
    } else if (fact.type === 'candidate') {
      if (attempt.held) attempt.held.push(fact.candidate)
      else this.#emit({ type: 'candidate', attempt: n, candidate: fact.candidate })
    } else if (fact.type === 'connected') {
      attempt.state = 'connected'
      this.#emit({ type: 'connected', attempt: n })
    } else if (fact.type === 'failed') this.#lose(n, 'its connection failed')
    else if (fact.type === 'candidate.refused') this.#emit({ type: 'refused.candidate', attempt: n })
  }

  #answered(n: number, sdp: string): void {
    const attempt = this.#open.get(n)
    if (!attempt) return
    this.#emit({ type: 'answered', attempt: n, sdp })
    const held = attempt.held ?? []
    attempt.held = null
    for (const candidate of held) this.#emit({ type: 'candidate', attempt: n, candidate })
  }
}
