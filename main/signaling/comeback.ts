// How hard a line tries to take its session up again: the pause between two tries, and how long a greeting is waited for.
// Counts what came of the tries so far; must not know connections, nor how a try is made.
import type { Failure } from '../../protocol/failure'
import { GREET_MAX_MS, REST_OF_CHANGE_MS, STEADY_MS } from './line-times'
import { nextRetryDelayInMs } from './retry'

export interface Comeback {
  /** The first connection took this long. */
  tookToOpen(ms: number): void
  /** `another`: piece of a change that is told already. */
  networkChanged(): 'first' | 'another'
  /** A connection that had lived this long was lost. */
  lost(livedMs: number): void
  /** A try ended, or the connection did. */
  failed(reason: Failure): void
  said(): Failure | null
  /** A try opened, and waits for its greeting. */
  opened(): void
  welcomed(): void
  /** How long this try waits for its greeting: longer each time that none came. */
  greetMs(firstMs: number): number
  /** Until the next try. @param elapsedMs since the loss @param waitMs how long whoever was asked wants to be left alone */
  pauseMs(elapsedMs: number, waitMs: number): number
}

export function createComeback(of: () => 'call' | 'nobody'): Comeback {
  let setUpMs = 0
  let retryCount = 0
  let unwelcomed = 0
  let changedAtMs = Number.NEGATIVE_INFINITY
  let said: Failure | null = null
  const isChange = (): boolean => performance.now() - changedAtMs < REST_OF_CHANGE_MS
  return {
    tookToOpen: ms => {
      setUpMs = ms
    },
    networkChanged: () => {
      const piece = isChange() ? 'another' : 'first'
      retryCount = 0
      changedAtMs = performance.now()
      return piece
    },
    lost: livedMs => {
      if (livedMs > STEADY_MS[of()]) retryCount = 0
    },
    failed: reason => {
      said = reason
    },
    said: () => said,
    opened: () => {
      unwelcomed += 1
    },
    welcomed: () => {
      unwelcomed = 0
    },
    greetMs: firstMs => Math.min(firstMs * 2 ** unwelcomed, GREET_MAX_MS),
    pauseMs: (elapsedMs, waitMs) => {
      const after = isChange() ? 'change' : 'loss'
      const context = {
        retryCount,
        elapsedMs,
        of: of(),
        setUpMs,
        said: said?.name ?? null,
        after,
        waitMs,
      } as const
      retryCount += 1
      return nextRetryDelayInMs(context)
    },
  }
}
