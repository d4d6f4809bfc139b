// Several tries at one way in, each begun before the last has answered: a SYN that was lost says nothing for seconds.
// The first that opens is the connection, the others are dropped. Knows transports by their shape; no frames, no session.
import type { Failure } from '../../protocol/failure'
import { type OpenTransport, onceClosed, type Transport, type TransportEvent } from './transport'

export interface HedgeDeps {
  readonly open: OpenTransport
  /** Milliseconds until the next try, asked as one begins. */
  readonly pauseMs: () => number
  /** Closes what the network stack keeps for reuse, and what it is still connecting. */
  readonly forget: () => Promise<void>
  /** A try failed before it opened. The others go on. */
  readonly failed: (reason: Failure) => void
}

/**
 * This many tries, then all are dropped and forgotten and the count begins anew. Chromium connects six sockets of a kind to one
 * host, keeps connecting those whose requests were aborted, and sends no other SYN meanwhile (measured on Electron 33: gaps of
 * more than a second). Event streams take turns between two kinds, and a post needs room in one of them.
 */
export const TRIES_MAX = 10

/** Makes the opener. It opens with the first try that does and fails with that one; until then it never fails. */
export const hedged =
  ({ open, pauseMs, forget, failed }: HedgeDeps): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    const tries = new Set<Transport>()
    let begun = 0
    let winner: Transport | null = null
    let timer: NodeJS.Timeout | undefined

    const drop = (kept: Transport | null) => {
      for (const one of tries) if (one !== kept) one.close()
      tries.clear()
      begun = 0
    }
    const take = (one: Transport, event: TransportEvent) => {
      if (winner === one) return mouth.emit(event)
      if (!tries.has(one)) return
      if (event.type === 'closed') {
        tries.delete(one)
        failed(event.failure)
      } else {
        winner = one
        clearTimeout(timer)
        drop(one)
        mouth.emit(event)
      }
    }
    const begin = async () => {
      if (begun === TRIES_MAX) drop(null)
      if (begun === 0) await forget().catch(() => {})
      if (mouth.over()) return
      begun += 1
      const one: Transport = open(target, event => take(one, event))
      tries.add(one)
      timer = setTimeout(begin, pauseMs())
    }

    timer = setTimeout(begin, pauseMs())
    return {
      send: text => winner?.send(text),
      close: () => {
        mouth.end()
        clearTimeout(timer)
        drop(null)
        winner?.close()
      },
    }
  }

/**
 * A SYN that was lost is sent again after a second, then after two more (RFC 6298 section 2.1), and a dial has two for its signaling.
 * A line of 64 kbit/s takes 0.8 s to open, and cannot afford two at a time (measured in the lab).
 */
export const INSIST_MS = 1_100

/**
 * An opening that does not trust one SYN: another try beside it each time that nothing came of the last. The first that opens is the
 * connection; the first that fails says why there is none, for a dial wants its answer.
 */
export const insisting =
  (first: OpenTransport, next: OpenTransport): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    const tries = new Set<Transport>()
    let timer: NodeJS.Timeout | undefined
    let winner: Transport | null = null

    const settle = (one: Transport | null) => {
      clearTimeout(timer)
      for (const other of tries) if (other !== one) other.close()
      tries.clear()
      winner = one
    }
    const begin = (open: OpenTransport) => {
      const one: Transport = open(target, event => {
        if (tries.has(one)) settle(one)
        if (winner === one) mouth.emit(event)
      })
      tries.add(one)
      timer = setTimeout(begin, INSIST_MS, next)
    }

    begin(first)
    return {
      send: text => winner?.send(text),
      close: () => {
        mouth.end()
        const open = winner
        settle(null)
        open?.close()
      },
    }
  }
