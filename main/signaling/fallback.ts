// Two ways to one gateway: the second is tried when the first does not open, and then its word counts.
// Knows transports by their shape; no addresses, no frames.
import { type OpenTransport, onceClosed, type Transport } from './transport'

/**
 * A WebSocket that some proxy swallowed neither opens nor fails, and one that failed says nothing of why. So after
 * `patienceMs` without opening, or at its failure, `second` is asked: it gets through, or it names the cause.
 */
export const withFallback =
  (first: OpenTransport, second: OpenTransport, patienceMs: number): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    let stage: 'first' | 'settled' | 'second' = 'first'
    let current: Transport | null = null

    const fallBack = () => {
      stage = 'second'
      clearTimeout(timer)
      current?.close()
      current = second(target, mouth.emit)
    }
    const timer = setTimeout(fallBack, patienceMs)
    current = first(target, event => {
      if (stage === 'second') return
      if (event.type === 'closed' && stage === 'first') return fallBack()
      if (event.type === 'opened') {
        stage = 'settled'
        clearTimeout(timer)
      }
      mouth.emit(event)
    })
    return {
      send: text => current?.send(text),
      close: () => {
        mouth.end()
        clearTimeout(timer)
        stage = 'second'
        current?.close()
      },
    }
  }
