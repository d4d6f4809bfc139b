// One call's stay with one backend, from dial to goodbye: what it was told becomes facts, what it is asked becomes messages.
// Must not know other calls, nor which protocol the backend speaks.

import type { BackendFact } from '../../protocol/facts'
import type { Candidate, Cause, Route } from '../../protocol/ice'
import type { RequestInput } from '../../protocol/ipc'
import type { Backend, BackendEvent } from './backend'
import { type CandidateQueue, createCandidateQueue } from './candidate-queue'
import { nearness } from './near'
import { overOf } from './plan'
import { createPlanner, type Planner } from './planner'
import { type ReachDeps, type ReachEvent, reach } from './reach'
import type { RegionBook } from './region-book'
import type { Said } from './words'

export interface SessionCall {
  readonly callId: string
  readonly agentId: string
  readonly route: Route | 'auto'
}

export interface SessionDeps extends ReachDeps {
  readonly nextNumber: () => number
  /** Unix milliseconds. */
  readonly nowMs: () => number
  readonly emit: (fact: BackendFact) => void
  /** Words beside the sound, while the session lasts. */
  readonly said: (what: Said) => void
  readonly book: RegionBook
  /** Whether relays are to be reached by their addresses too: no name resolves here. */
  readonly mayUseAddresses: (url: string) => Promise<boolean>
  /** The session holds nothing more. */
  readonly over: () => void
}

interface Offer {
  readonly attempt: number
  readonly sdp: string
}
type Start = Omit<Offer, 'sdp'> & { readonly sdp: string | null }

/** How long a far end may take to confirm a goodbye; the call itself waits no longer either. */
const GOODBYE_MS = 800

/** Why the page asks for an attempt when it hears nothing any more. */
const SOUND_LOST = new Set<Cause>(['recovery', 'network'])

const LAST = new Set<BackendFact['type']>(['backend.failed', 'backend.ended'])

/** Requests that come too early or too late are ignored: the machine has moved on before main, or main before it. */
export class Session {
  readonly #call: SessionCall
  readonly #deps: SessionDeps
  readonly #planner: Planner
  readonly #candidates: CandidateQueue
  #stage: 'reaching' | 'open' | 'ending' | 'over' = 'reaching'
  #emit: (fact: BackendFact) => void
  #dialedAtMs = 0
  #agent = ''
  #backend: Backend | null = null
  #begun: 'no' | 'yes' = 'no'
  #endReason = ''
  #giveUp = () => {}
  #goodbye: NodeJS.Timeout | undefined

  constructor(call: SessionCall, deps: SessionDeps) {
    const { callId, route } = call
    this.#call = call
    this.#deps = deps
    this.#emit = deps.emit
    const agent = deps.resolveAgent(call.agentId)
    this.#planner = createPlanner({
      wanted: route,
      gateway: agent?.kind === 'gateway' ? nearness(agent.target.url) : 'near',
      nextNumber: deps.nextNumber,
      refresh: () => this.#backend?.refresh(),
      nowMs: deps.nowMs,
      book: deps.book,
      mayRotate: () => this.#begun === 'yes' && this.#open()?.capability === 'parallel',
      planned: plan => this.#tell({ type: 'attempt.planned', callId, plan }),
    })
    this.#candidates = createCandidateQueue((attempt, candidate) =>
      this.#open()?.candidate({ callId, attempt, candidate }),
    )
  }

  /** Reaches for the agent. Once. */
  dial(): void {
    this.#dialedAtMs = this.#deps.nowMs()
    this.#giveUp = reach(
      this.#call,
      this.#deps,
      event => this.#onReach(event),
      event => this.#onBackend(event),
    )
  }

  /** Plans one more attempt. The first is planned unasked, when the backend is ready. */
  plan(cause: Cause): void {
    if (this.#stage !== 'open') return
    if (SOUND_LOST.has(cause)) this.#backend?.doubt()
    this.#planner.plan(cause)
  }

  start({ attempt, sdp }: Start): void {
    this.#begun = 'yes'
    this.#planner.carries(attempt)
    this.#open()?.start({ callId: this.#call.callId, agent: this.#agent, attempt, sdp })
    this.#candidates.release(attempt)
  }

  offer({ attempt, sdp }: Offer): void {
    this.#open()?.offer({ callId: this.#call.callId, attempt, sdp })
    this.#candidates.release(attempt)
  }

  candidate(attempt: number, candidate: Candidate): void {
    this.#candidates.add(attempt, candidate)
  }

  endAttempt(attempt: number): void {
    this.#candidates.forget(attempt)
    this.#open()?.endAttempt({ callId: this.#call.callId, attempt })
  }

  go(order: RequestInput<'goAttempt'>): void {
    this.#planner.carries(order.attempt)
    this.#open()?.go(order)
  }

  redundancy(wish: RequestInput<'askRedundancy'>): void {
    this.#open()?.redundancy(wish)
  }

  hold(wish: RequestInput<'holdCall'>): void {
    this.#open()?.hold(wish)
  }

  press(key: RequestInput<'pressKey'>): void {
    this.#open()?.press(key)
  }

  /** False: nobody carries it. */
  message(id: string, text: string): boolean {
    const backend = this.#open()
    if (backend?.message === undefined) return false
    backend.message({ callId: this.#call.callId, id, text })
    return true
  }

  /** The path of an attempt goes over this TURN server. */
  relayed(attempt: number, server: string): void {
    this.#planner.relayed(attempt, this.#deps.book.regionOf(server), overOf(server))
  }

  /** Says goodbye and gives the far end a moment for its own. A call that never began needs none. */
  end(reason: string) {
    if (this.#stage === 'ending' || this.#stage === 'over') return
    const { callId } = this.#call
    const backend = this.#open()
    if (!backend || this.#begun === 'no') return this.#tell({ type: 'backend.ended', callId, reason })
    this.#stage = 'ending'
    this.#endReason = reason
    this.#planner.stop()
    this.#goodbye = setTimeout(() => this.close(), GOODBYE_MS)
    backend.end({ callId, reason })
  }

  networkChanged(): void {
    this.#backend?.networkChanged()
  }

  /** Another session takes this one's place in the call: goodbye in silence, lest its end be taken for the other's. */
  replace(): void {
    this.#emit = () => {}
    this.end('replaced')
  }

  /** Lets go of everything at once, in silence. Safe to call twice. */
  close(): void {
    if (this.#stage === 'over') return
    this.#stage = 'over'
    clearTimeout(this.#goodbye)
    this.#planner.stop()
    this.#giveUp()
    this.#backend?.close()
    this.#deps.over()
  }

  #open(): Backend | null {
    return this.#stage === 'open' ? this.#backend : null
  }

  /** One mouth for facts: while ending only the end is news, and after a last fact comes none. */
  #tell(fact: BackendFact): void {
    if (this.#stage === 'over') return
    const ending = this.#stage === 'ending'
    const last = LAST.has(fact.type)
    if (last) this.close()
    if (!ending || fact.type === 'recording.changed') this.#emit(fact)
    // A far end that breaks off during the goodbye is as gone as one that confirms it.
    else if (last) this.#emit({ type: 'backend.ended', callId: fact.callId, reason: this.#endReason })
  }

  #onReach(event: ReachEvent): void {
    const { callId } = this.#call
    if (event.type === 'starting') this.#tell({ type: 'backend.starting', callId })
    if (event.type === 'unreachable') this.#tell({ type: 'backend.failed', callId, failure: event.failure })
    if (event.type !== 'backend') return
    this.#backend = event.backend
    this.#agent = event.agent
    this.#deps.mayUseAddresses(event.url).then(
      may => this.#planner.addressesAre(may ? 'usable' : 'withheld'),
      () => undefined,
    )
  }

  #onBackend(event: BackendEvent) {
    if (event.type === 'told') return this.#tell(event.fact)
    if (event.type === 'said') return this.#stage === 'over' ? undefined : this.#deps.said(event.what)
    if (event.type === 'refreshed') return this.#planner.take(event.ice)
    if (this.#stage !== 'reaching' || this.#backend === null) return
    this.#stage = 'open'
    this.#planner.take(event.ice)
    this.#tell({
      type: 'backend.opened',
      callId: this.#call.callId,
      backend: this.#backend.name,
      capability: this.#backend.capability,
      signalingMs: Math.max(0, event.openedAtMs - this.#dialedAtMs),
      credentialsMs: Math.max(0, this.#deps.nowMs() - event.openedAtMs),
    })
    this.#planner.first(event.spare)
  }
}
