// Several openings of which one becomes the connection: the first that opens, and the others are closed.
// Knows transports by their shape; not when a try begins, nor what its failure means.
import type { Failure } from '../../protocol/failure'
import { type OpenTransport, onceClosed, type Transport, type TransportEvent } from './transport'

export interface Race {
  /** Begins one more try. `opened`: it is the connection now. `failed`: it is out; the others go on. */
  begin(
    open: OpenTransport,
    target: Parameters<OpenTransport>[0],
    on: { readonly opened?: () => void; readonly failed: (reason: Failure) => void },
  ): void
  /** Closes all tries under way. */
  drop(): void
  /** None of them opened: that is the last word. */
  fail(reason: Failure): void
  /** How many are under way. */
  running(): number
  /** Whether it was closed, or has said its last word. */
  over(): boolean
  /** The whole as one transport. `stop` ends what would begin more tries. */
  transport(stop: () => void): Transport
}

/** Opens a race that tells what the transport of its winner tells. */
export function createRace(emit: (event: TransportEvent) => void): Race {
  const mouth = onceClosed(emit)
  const tries = new Set<Transport>()
  let winner: Transport | null = null
  const drop = (): void => {
    for (const one of tries) one.close()
    tries.clear()
  }
  return {
    begin: (open, target, { opened = () => undefined, failed }) => {
      const one: Transport = open(target, event => {
        if (winner === one) return mouth.emit(event)
        if (!tries.delete(one)) return
        if (event.type === 'closed') return failed(event.failure)
        winner = one
        drop()
        opened()
        mouth.emit(event)
      })
      tries.add(one)
    },
    drop,
    fail: reason => {
      drop()
      mouth.emit({ type: 'closed', failure: reason })
    },
    running: () => tries.size,
    over: mouth.over,
    transport: stop => ({
      send: text => winner?.send(text),
      close: () => {
        mouth.end()
        stop()
        drop()
        winner?.close()
      },
    }),
  }
}
