// When relay credentials are old enough to be replaced under a running call. Pure.

/** Not sooner, whatever a gateway says: each rotation is a connection. */
const ROTATE_MIN_MS = 10_000
/** Calls that began together need not ask together. */
const JITTER = 0.1

/** Half of what is left of credentials at `nowMs` (Unix milliseconds), up to a tenth less; null: they do not expire. */
export function rotateAtMs(
  expiresAtMs: number | null,
  nowMs: number,
  random: () => number = Math.random,
): number | null {
  if (expiresAtMs === null) return null
  const half = ((expiresAtMs - nowMs) / 2) * (1 - JITTER * random())
  return nowMs + Math.max(ROTATE_MIN_MS, half)
}
