// Executes what a call asks of its backend, for every call id there is; answers by facts only.
// The list of sessions and nothing else: what a request means is the session's business.

import type { BackendFact } from '../../protocol/facts'
import type { Route } from '../../protocol/ice'
import type { RequestInput } from '../../protocol/ipc'
import { createForgetfulMemory } from '../memory'
import type { StaleWatch } from '../network'
import { createAttemptNumbers } from './attempt-numbers'
import type { OpenBackend } from './backend'
import { type ConsentPolicy, createConsents } from './consents'
import { failure } from './failures'
import type { Lasting } from './lasting'
import type { LineDeps } from './line'
import { LINE_TIMES, type LineTimes } from './line-times'
import { type Prepare, prepared } from './prepared'
import type { ReachDeps } from './reach'
import { createRegionBook, type RegionBook } from './region-book'
import { type Habits, NO_HABITS } from './roads'
import { Session } from './session'
import type { OpenTransport, Target } from './transport'
import { createViaductBackend, type TakeWarm, VIADUCT_NATURE } from './viaduct-backend'
import type { Said } from './words'

export interface CallsDeps extends Omit<ReachDeps, 'openBackend'> {
  readonly openTransport: OpenTransport
  /** For tries to take a session up again; the same, where there is none. */
  readonly reopenTransport?: () => OpenTransport
  readonly client: { readonly name: string; readonly version: string }
  readonly emit: (fact: BackendFact) => void
  /** Words beside the sound. */
  readonly said?: (callId: string, what: Said) => void
  /** One line; never a secret, an SDP or a candidate. */
  readonly log: (line: string) => void
  /** Unix milliseconds: expiry of credentials is measured by it too. */
  readonly nowMs: () => number
  readonly times?: LineTimes
  /** Closes what the network stack keeps open for reuse. */
  readonly forget?: () => Promise<void>
  /** Which of a gateway's addresses worked on this network. */
  readonly habits?: Habits
  readonly lasting?: Pick<Lasting, 'lost'>
  /** The servers in the place of those that a gateway named. */
  readonly relays?: LineDeps['relays']
  /** What relay regions are known for; without it they are learnt anew each time. */
  readonly book?: RegionBook
  /** Told before an agent is reached for. */
  readonly opening?: (call: { readonly callId: string; readonly agentId: string }) => void
  /** Told of what attempts the page makes of its networks. */
  readonly stale?: Pick<StaleWatch, 'planned' | 'candidate' | 'over'>
  /** Whether relays are to be reached by their addresses too: no name resolves here. */
  readonly mayUseAddresses?: (url: string) => Promise<boolean>
  /** The policy's `routes.force`: goes before what the window asks for. */
  readonly forcedRoute?: () => Route | undefined
  /** Makes the way ready before a backend opens; without it, none needs that. */
  readonly prepare?: Prepare
  /** What is said to a gateway that records; without it, no. */
  readonly consent?: () => ConsentPolicy
  /** Another protocol than our own. */
  readonly openBackend?: OpenBackend
  /** What is kept ready while nobody calls: gives it to a call, and is told how many calls there are. */
  readonly warm?: {
    readonly take: TakeWarm
    readonly isOpen: (target: Target) => boolean
    readonly counted: (calls: number) => void
  }
}

type OfCall = 'openBackend' | 'planAttempt' | 'startCall' | 'offerAttempt'
type OfAttempt =
  | 'sendCandidate'
  | 'endAttempt'
  | 'goAttempt'
  | 'askRedundancy'
  | 'answerConsent'
  | 'holdCall'
  | 'pressKey'
  | 'endBackend'
  | 'reportRelay'

/** The requests of the window that are about a backend. None throws; none answers but by a fact. */
export type Calls = { readonly [N in OfCall | OfAttempt]: (input: RequestInput<N>) => void } & {
  /** What the person has typed; answered by `taken` in `said`. False: there is no call that could carry it. */
  message(message: { readonly callId: string; readonly id: string; readonly text: string }): boolean
  /** The computer's addresses or routes changed, or it woke up. */
  networkChanged(): void
  /** The page or the app is going away: closes every session at once, in silence. */
  closeAll(): void
}

/** Makes the executor of backend requests. */
export function createCalls(deps: CallsDeps): Calls {
  const { emit, log, nowMs, openTransport, client, resolveAgent, startBuiltIn } = deps
  const forget = deps.forget ?? (async () => {})
  const reopenTransport = deps.reopenTransport ?? (() => openTransport)
  const { times = LINE_TIMES, habits = NO_HABITS, lasting, relays } = deps
  const line = { openTransport, reopenTransport, client, log, forget, times, habits, lasting, relays }
  const viaduct = createViaductBackend(line, nowMs, deps.warm?.take)
  const unasked =
    deps.openBackend ??
    (deps.prepare ? prepared(viaduct, deps.prepare, VIADUCT_NATURE, deps.warm?.isOpen) : viaduct)
  const consents = createConsents(unasked, deps.consent ?? (() => 'decline'))
  const openBackend = consents.open
  const book = deps.book ?? createRegionBook({ memory: createForgetfulMemory(nowMs), nowMs })
  const numbers = createAttemptNumbers()
  /** The current session of each call. A replaced one says its goodbye outside. */
  const current = new Map<string, Session>()
  const all = new Set<Session>()

  const open = (wish: RequestInput<'openBackend'>) => {
    const call = { ...wish, route: deps.forcedRoute?.() ?? wish.route }
    deps.opening?.(wish)
    const { callId } = call
    const session = new Session(call, {
      resolveAgent,
      startBuiltIn,
      openBackend,
      nowMs,
      emit: fact => {
        if (fact.type === 'attempt.planned') deps.stale?.planned(callId, fact.plan)
        emit(fact)
      },
      said: what => deps.said?.(callId, what),
      book,
      mayUseAddresses: deps.mayUseAddresses ?? (async () => false),
      nextNumber: () => numbers.next(callId),
      over: () => {
        all.delete(session)
        deps.warm?.counted(all.size)
        if (current.get(callId) !== session) return
        current.delete(callId)
        deps.stale?.over(callId)
      },
    })
    current.get(callId)?.replace()
    current.set(callId, session)
    all.add(session)
    session.dial()
    // After it took what was ready: a call in progress ends the keeping.
    deps.warm?.counted(all.size)
  }

  return {
    openBackend: open,
    planAttempt: ({ callId, cause }) => {
      const session = current.get(callId)
      if (session) return session.plan(cause)
      // The connection died in the meantime, and with it the gateway's side of the call: no attempt can join it.
      emit({
        type: 'backend.failed',
        callId,
        failure: failure('signaling_lost', 'no connection to plan for'),
      })
    },
    startCall: ({ callId, attempt, sdp }) => current.get(callId)?.start({ attempt, sdp }),
    offerAttempt: ({ callId, attempt, sdp }) => current.get(callId)?.offer({ attempt, sdp }),
    sendCandidate: ({ callId, attempt, candidate }) => {
      deps.stale?.candidate(callId, attempt, candidate)
      current.get(callId)?.candidate(attempt, candidate)
    },
    endAttempt: ({ callId, attempt }) => {
      deps.stale?.over(callId, attempt)
      current.get(callId)?.endAttempt(attempt)
    },
    goAttempt: order => current.get(order.callId)?.go(order),
    askRedundancy: wish => current.get(wish.callId)?.redundancy(wish),
    answerConsent: consents.answer,
    holdCall: wish => current.get(wish.callId)?.hold(wish),
    pressKey: key => current.get(key.callId)?.press(key),
    reportRelay: ({ server, what, ms, attempt }) => {
      book.report(server, { what, ms })
      if (what === 'carries' && attempt) current.get(attempt.callId)?.relayed(attempt.attempt, server)
    },
    endBackend: ({ callId, reason }) => current.get(callId)?.end(reason),
    message: ({ callId, id, text }) => current.get(callId)?.message(id, text) ?? false,
    networkChanged: () => {
      for (const session of [...all]) session.networkChanged()
    },
    closeAll: () => {
      for (const session of [...all]) session.close()
    },
  }
}
