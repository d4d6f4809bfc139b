// What a call needs of an agent's backend, whichever protocol it speaks. Owns the shape only.
// Never assumes a push channel: a backend may learn everything from the answers to its own requests.

import type { BackendFact, Capability } from '../../protocol/facts'
import type { AttemptPlan, Candidate, IceServers, Route } from '../../protocol/ice'
import type { RequestInput } from '../../protocol/ipc'
import type { Target } from './transport'
import type { Said } from './words'

export interface Recording {
  readonly by: string
  readonly isRequired: boolean
}

/** A peer that the page has ready for the first attempt, and the route it was made for. */
export type ReadySpare = NonNullable<AttemptPlan['spare']> & { readonly route: Route }

export type BackendEvent =
  /** Reached, and its ICE servers are known. Comes at most once, before any fact but `backend.failed`. */
  | {
      readonly type: 'ready'
      readonly ice: IceServers
      readonly openedAtMs: number
      readonly spare: ReadySpare | null
      /** It records calls; calls that are not to be recorded are not taken where it is required. */
      readonly recording?: Recording | null
    }
  /** Fresh ICE servers, asked for by `refresh`. */
  | { readonly type: 'refreshed'; readonly ice: IceServers }
  /** News for the call. `backend.failed` and `backend.ended` are the last. */
  | { readonly type: 'told'; readonly fact: BackendFact }
  /** Words beside the sound. */
  | { readonly type: 'said'; readonly what: Said }

interface OfCall {
  readonly callId: string
}
interface OfAttempt extends OfCall {
  readonly attempt: number
}

/** One call's backend. Every method answers by events only, none throws, all are ignored after the end. */
export interface Backend {
  /** The protocol's name, for the report. */
  readonly name: string
  readonly capability: Capability
  /** Begins the call with the first attempt's offer; null: with the warm line that the attempt's plan named. */
  start(
    call: OfAttempt & { readonly agent: string; readonly sdp: string | null; readonly record?: boolean },
  ): void
  /** Another attempt in the running call. */
  offer(attempt: OfAttempt & { readonly sdp: string }): void
  candidate(candidate: OfAttempt & { readonly candidate: Candidate }): void
  endAttempt(attempt: OfAttempt): void
  /** Moves the agent's sound to this attempt, to go on after what was heard last. A number seen before changes nothing. */
  go(order: RequestInput<'goAttempt'>): void
  /** How many frames each packet of the agent shall repeat. A number seen before changes nothing. */
  redundancy(wish: RequestInput<'askRedundancy'>): void
  /** The caller is away and hears nothing, or is back. */
  hold(wish: RequestInput<'holdCall'>): void
  /** A key that RTP cannot carry. */
  press(key: RequestInput<'pressKey'>): void
  /** The person has typed this; answered by `taken` once the agent has it. A backend without it carries no messages. */
  message?(message: OfCall & { readonly id: string; readonly text: string }): void
  /** Says goodbye; answered by `backend.ended`, unless nobody is there. */
  end(call: OfCall & { readonly reason: string }): void
  /** Asks for fresh ICE servers; answered by `refreshed`, unless nobody is there. */
  refresh(): void
  /** The call lost its sound: the way to the backend may have died too, and is asked at once. */
  doubt(): void
  /** The computer's addresses or routes changed, or it woke up: what is connected may be dead. */
  networkChanged(): void
  /** Lets go of everything without another event. Safe to call twice. */
  close(): void
}

/** Reaches for the backend of one call at an address. Nothing is told before this has returned. */
export type OpenBackend = (
  call: OfCall & { readonly target: Target },
  emit: (event: BackendEvent) => void,
) => Backend
