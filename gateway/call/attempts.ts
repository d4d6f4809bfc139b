// The attempts of one call: one leg each, made for an offer or taken over from a line. Owns which of them is live.
// Must not know the agent or the recording: sound goes in and out through the call.
import type { Candidate } from '../../protocol/ice'
import { CHANNEL, type Go, parseChannel, type Redundancy } from '../../protocol/signaling'
import { createAgentTrack } from '../media/agent-track'
import type { HeardPacket, OpusFrame } from '../media/frames'
import { type AnswererMaker, createLeg, type Leg, type LegFact } from '../media/leg'
import { createEar } from './ear'
import { createSender, type Sender } from './sender'
import { createTally, type Heard } from './tally'

export type AttemptFact =
  /** A line's connection is this attempt now; that it is connected comes next. */
  | { readonly type: 'adopted'; readonly attempt: number }
  | { readonly type: 'answered'; readonly attempt: number; readonly sdp: string }
  | { readonly type: 'candidate'; readonly attempt: number; readonly candidate: Candidate }
  | { readonly type: 'connected'; readonly attempt: number }
  /** A `go` has moved the agent's sound here; it is so far behind the agent. */
  | { readonly type: 'moved'; readonly attempt: number; readonly lagMs: number }
  /** Failed or refused; it is gone from the list already. */
  | { readonly type: 'lost'; readonly attempt: number; readonly why: string }
  | { readonly type: 'refused.candidate'; readonly attempt: number }
  | { readonly type: 'digit'; readonly attempt: number; readonly digit: string }
  /** Sound of the caller; numbered in one sequence over all attempts. */
  | { readonly type: 'heard'; readonly attempt: number; readonly packet: HeardPacket }

interface Attempt {
  readonly leg: Leg
  readonly sender: Sender
}

/** What the attempts of a call need. */
export interface AttemptsDeps {
  readonly callId: string
  readonly answerer: AnswererMaker
  /** How many may be open at a time. */
  readonly max: number
  /** Monotonic milliseconds. */
  readonly now: () => number
}

/**
 * The live attempt: the one that `go` named, and none when it is gone, for only the client knows what it heard last and
 * where to go on. Before any `go`: the earliest one connected.
 */
export const liveOf = (connected: readonly number[], chosen: number | null): number | null =>
  chosen ?? (connected.length > 0 ? Math.min(...connected) : null)

/** The attempts of one call. */
export class Attempts {
  readonly #deps: AttemptsDeps
  readonly #emit: (fact: AttemptFact) => void
  readonly #open = new Map<number, Attempt>()
  /** Numbers never repeat: an offer that comes again, or after its end, is stale. */
  readonly #seen = new Set<number>()
  readonly #track = createAgentTrack()
  readonly #ear: ReturnType<typeof createEar>
  readonly #tally = createTally()
  /** Whether any of them was ever connected. */
  #reached: 'never' | 'once' = 'never'
  /** The last `go` that was obeyed. */
  #order: Pick<Go, 'n' | 'attempt'> | null = null

  /** The last wish for copies that was obeyed. */
  #wish = { n: 0, depth: 0 }

  constructor(deps: AttemptsDeps, emit: (fact: AttemptFact) => void) {
    this.#deps = deps
    this.#emit = emit
    this.#ear = createEar(deps.now)
  }

  offer(n: number, sdp: string): void {
    if (!this.#admits(n)) return
    const leg = createLeg(this.#deps.answerer)
    this.#own(n, leg)
    // A second try of a call that never connected: what was lost may have been a handshake.
    leg.answer(sdp, this.#seen.size > 1 && this.#reached === 'never' ? 'caller' : 'answerer')
  }

  /** Takes over a leg that is answered already, or will be: what it still has to tell is told as this attempt. */
  adopt(n: number, leg: Leg): void {
    if (!this.#admits(n)) {
      leg.close()
      return
    }
    this.#emit({ type: 'adopted', attempt: n })
    this.#own(n, leg)
  }

  candidate(n: number, candidate: Candidate): void {
    this.#open.get(n)?.leg.addCandidate(candidate)
  }

  end(n: number): void {
    this.#open.get(n)?.leg.close()
    this.#open.delete(n)
  }

  /** Moves the agent's sound. A number not higher than the last one obeyed is a copy or stale; nobody goes where nobody is. */
  go({ attempt, n, after }: Go): void {
    if (n <= (this.#order?.n ?? 0) || !this.#open.has(attempt)) return
    const left = this.live()
    this.#order = { n, attempt }
    const before = this.#track.resume(after?.rtpTimestamp ?? null)
    if (left !== null && left !== attempt) this.#open.get(left)?.sender.leave(before)
    this.#emit({ type: 'moved', attempt, lagMs: this.lagMs() })
  }

  /** How many frames before it each packet shall repeat. A number not higher than the last one obeyed is a copy or stale. */
  redundancy({ n, depth }: Redundancy): void {
    if (n > this.#wish.n) this.#wish = { n, depth }
  }

  /** The attempt that the agent speaks on, if any. */
  live(): number | null {
    const live = liveOf(this.#connected(), this.#order?.attempt ?? null)
    return live !== null && this.#open.has(live) ? live : null
  }

  open(): number {
    return this.#open.size
  }

  connected(): number {
    return this.#connected().length
  }

  /** How the caller's sound arrived so far. */
  heard(): Heard {
    return this.#tally.sum()
  }

  /** How far what is sent is behind what the agent said, in milliseconds. */
  lagMs(): number {
    return this.#track.lagMs()
  }

  /** One period of the media clock, with what the agent said in it. While nobody is live its words wait. */
  beat(said: readonly OpusFrame[]): void {
    this.#track.say(said)
    const live = this.#open.get(this.live() ?? 0)
    if (live?.leg.state() === 'connected')
      live.sender.say(this.#track.take(), this.#order?.n ?? 0, this.#wish.depth)
    for (const { sender } of this.#open.values()) sender.beat()
  }

  /** The agent was talked over: what it said and nobody heard yet is not to be heard any more. */
  hush(): void {
    this.#track.hush()
  }

  close(): void {
    for (const n of [...this.#open.keys()]) this.end(n)
  }

  #connected(): number[] {
    return [...this.#open].filter(([, { leg }]) => leg.state() === 'connected').map(([n]) => n)
  }

  /** Whether this attempt may begin. */
  #admits(n: number): boolean {
    if (this.#seen.has(n)) return false
    this.#seen.add(n)
    if (this.#open.size < this.#deps.max) return true
    this.#emit({ type: 'lost', attempt: n, why: `${this.#deps.max} attempts are open already` })
    return false
  }

  #own(n: number, leg: Leg): void {
    this.#open.set(n, { leg, sender: createSender(packet => leg.send(packet)) })
    leg.own(fact => this.#onFact(n, fact))
  }

  #onFact(n: number, fact: LegFact): void {
    if (!this.#open.has(n)) return
    if (fact.type === 'heard') this.#hear(n, fact.packet)
    else if (fact.type === 'data') this.#read(n, fact)
    else if (fact.type === 'candidate.refused') this.#emit({ type: 'refused.candidate', attempt: n })
    else {
      if (fact.type === 'connected') this.#reached = 'once'
      if (fact.type === 'lost') this.#open.delete(n)
      this.#emit({ ...fact, attempt: n })
    }
  }

  #hear(n: number, heard: HeardPacket): void {
    this.#tally.take(n, heard)
    const packet = this.#ear.hear(n, this.live(), heard)
    if (packet) this.#emit({ type: 'heard', attempt: n, packet })
  }

  /** An attempt's channel takes a `go` to that very attempt, and wishes for copies; nothing else. */
  #read(n: number, { label, text }: Extract<LegFact, { type: 'data' }>): void {
    const said = label === CHANNEL ? parseChannel(text) : null
    if (said?.callId !== this.#deps.callId) return
    if (said.type === 'call.redundancy') this.redundancy(said)
    else if (said.attempt === n) this.go(said)
  }
}
