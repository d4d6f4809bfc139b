// When to try again after a connection was lost. Pure.
// Must not know what is tried.

/** How far a retry has got; the shape that SignalR's retry policies take. */
export interface RetryContext {
  /** Tries since the loss, or since the network changed. */
  readonly retryCount: number
  /** Since the loss. */
  readonly elapsedMs: number
}

const DELAYS_MS = [0, 250, 500, 1_000, 2_000] as const
const DELAY_MAX_MS = 4_000
/** A relay that dies drops all its clients in one moment; they must not all come back in one. */
const JITTER = 0.2

/** How long a lost connection is worth trying for: as long as a gateway holds a call. */
export const GIVE_UP_MS = 90_000

/**
 * The time from one try to the next, in milliseconds, or `null` when it is time to give up: at once, then 0.25, 0.5, 1, 2 and
 * 4 s, each up to a fifth shorter. `random` is in [0, 1).
 */
export function nextRetryDelayInMs(
  { retryCount, elapsedMs }: RetryContext,
  giveUpMs: number = GIVE_UP_MS,
  random: () => number = Math.random,
): number | null {
  const restMs = giveUpMs - elapsedMs
  if (restMs <= 0) return null
  const delayMs = (DELAYS_MS[retryCount] ?? DELAY_MAX_MS) * (1 - JITTER * random())
  return Math.min(delayMs, restMs)
}
