// Several tries at one way in, each begun before the last has answered: a SYN that was lost says nothing for seconds.
// The first that opens is the connection, the others are dropped. Knows transports by their shape; no frames, no session.
import type { Failure } from '../../protocol/failure'
import { createRace } from './race'
import type { OpenTransport } from './transport'

export interface HedgeDeps {
  readonly open: OpenTransport
  /** Milliseconds until the next try, asked as one begins, and when one was told to come back later. */
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
    const race = createRace(emit)
    let begun = 0
    let timer: NodeJS.Timeout | undefined

    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(begin, pauseMs())
    }
    const begin = async () => {
      if (begun === TRIES_MAX) begun = 0
      if (begun === 0) race.drop()
      if (begun === 0) await forget().catch(() => {})
      if (race.over()) return
      begun += 1
      race.begin(open, target, {
        opened: () => clearTimeout(timer),
        failed: reason => {
          failed(reason)
          if (reason.retryAfterMs !== undefined) wait()
        },
      })
      wait()
    }

    wait()
    return race.transport(() => clearTimeout(timer))
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
    const race = createRace(emit)
    let timer: NodeJS.Timeout | undefined

    const stop = () => clearTimeout(timer)
    const begin = (open: OpenTransport) => {
      const failed: typeof race.fail = reason => {
        stop()
        race.fail(reason)
      }
      race.begin(open, target, { opened: stop, failed })
      timer = setTimeout(begin, INSIST_MS, next)
    }

    begin(first)
    return race.transport(stop)
  }
