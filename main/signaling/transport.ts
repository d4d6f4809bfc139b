// What carries signaling frames as texts, whichever way they travel. Owns the shape only.
// A transport knows nothing of frames, calls or retries.
import type { Failure } from '../../protocol/failure'

/** Where to connect: a `ws:` or `wss:` address, and the access token that goes into the Authorization header. */
export interface Address {
  readonly url: string
  readonly token?: string
}
/** A gateway, by its first address. */
export interface Target extends Address {
  /** Where else it is reached, in order. */
  readonly others?: readonly Address[]
}

/**
 * What a transport tells. `opened` comes at most once and first; `closed` at most once and last.
 * Nothing comes before the factory has returned, and nothing after `close()`.
 */
export type TransportEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'received'; readonly text: string }
  | { readonly type: 'closed'; readonly failure: Failure }

export interface Transport {
  /** Sends one text, in order. Ignored before `opened` and after the end. */
  send(text: string): void
  /** Ends the connection without another event. Safe to call twice. */
  close(): void
}

export type OpenTransport = (target: Address, emit: (event: TransportEvent) => void) => Transport

/** Holds the promise of `TransportEvent`: passes on nothing after the last word. */
export function onceClosed(emit: (event: TransportEvent) => void) {
  let over = false
  return {
    over: () => over,
    emit: (event: TransportEvent) => {
      if (over) return
      over = event.type === 'closed'
      emit(event)
    },
    /** Silences the transport. */
    end: () => {
      over = true
    },
  }
}

/** A transport that only says why it could not be. */
export const refused =
  (failure: Failure): OpenTransport =>
  (_target, emit) => {
    const mouth = onceClosed(emit)
    queueMicrotask(() => mouth.emit({ type: 'closed', failure }))
    return { send: () => {}, close: mouth.end }
  }
