// How long a session lives on: without a word from its client, and without its client. A call keeps it, and so does its sound.
// Knows no frames and no transport.
import type { Limits } from '../limits'
import type { Desk } from './desk'

export interface Life {
  /** The client said something. */
  heard(): void
  /** The client's connection is gone. */
  left(): void
  /** The client is there again, over another connection. */
  back(): void
  stop(): void
}

/** @param end told once when the session shall end, and why */
export function createLife(
  { sessionIdleMs, holdMs }: Pick<Limits, 'sessionIdleMs' | 'holdMs'>,
  desk: Pick<Desk, 'calls' | 'quietMs'>,
  end: (why: string) => void,
): Life {
  const onIdle = (): void => {
    // A call keeps its session, however little the two have to say.
    if (desk.calls() > 0) idle.refresh()
    else end('closed, idle')
  }
  const idle = setTimeout(onIdle, sessionIdleMs)
  let holding: NodeJS.Timeout | undefined
  const hold = (ms: number): void => {
    clearTimeout(holding)
    holding = setTimeout(onHeld, ms)
  }
  /** A caller who is still heard keeps the session: only signaling lost its way. */
  const onHeld = (): void => {
    const restMs = holdMs - desk.quietMs()
    if (restMs > 0) hold(restMs)
    else end('closed, nobody came back')
  }
  return {
    heard: () => void idle.refresh(),
    left: () => hold(holdMs),
    back: () => {
      clearTimeout(holding)
      idle.refresh()
    },
    stop: () => {
      clearTimeout(idle)
      clearTimeout(holding)
    },
  }
}
