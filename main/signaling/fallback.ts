// Two ways to one gateway: the second is tried when the first does not carry, and then its word counts.
// Knows transports by their shape; no addresses, no frames.
import { type OpenTransport, onceClosed, type Transport, type TransportEvent } from './transport'

/**
 * A WebSocket that some proxy swallowed neither opens nor fails, or opens and carries nothing, and one that failed says nothing of
 * why. So after `patienceMs` without opening, after as long without a word once it is open, or at its failure, `second` is asked: it
 * gets through, or it names the cause. What was said until then is said again. `carried` tells which way it was, at its first word.
 */
export const withFallback =
  (
    first: OpenTransport,
    second: OpenTransport,
    patienceMs: number,
    carried: (way: 'first' | 'second') => void = () => undefined,
  ): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    const said: string[] = []
    let stage: 'first' | 'silent' | 'settled' | 'second' = 'first'
    let current: Transport | null = null
    let timer: NodeJS.Timeout | undefined

    const settle = (way: 'first' | 'second') => {
      stage = 'settled'
      clearTimeout(timer)
      said.length = 0
      carried(way)
    }
    const onSecond = (announced: boolean) => (event: TransportEvent) => {
      if (event.type === 'received' && stage === 'second') settle('second')
      if (event.type !== 'opened' || !announced) return mouth.emit(event)
      for (const text of said) current?.send(text)
    }
    const fallBack = () => {
      const announced = stage === 'silent'
      stage = 'second'
      clearTimeout(timer)
      current?.close()
      current = second(target, onSecond(announced))
    }
    const onFirst = (event: TransportEvent) => {
      if (stage === 'second' || mouth.over()) return
      if (event.type === 'closed' && stage === 'first') return fallBack()
      if (event.type === 'opened') {
        stage = 'silent'
        timer?.refresh()
      } else if (stage === 'silent') settle('first')
      mouth.emit(event)
    }
    timer = setTimeout(fallBack, patienceMs)
    current = first(target, event => onFirst(event))
    return {
      send: text => {
        if (stage === 'silent' || stage === 'second') said.push(text)
        current?.send(text)
      },
      close: () => {
        mouth.end()
        clearTimeout(timer)
        current?.close()
      },
    }
  }
