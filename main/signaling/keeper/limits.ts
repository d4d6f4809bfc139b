// How long things are kept ready while nobody calls, in milliseconds. One table.

export const KEEP = {
  /** A connected line costs the gateway a peer: nobody at the computer for this long, and it goes. */
  lineIdleMs: 120_000,
  /** Or the window without focus for this long. */
  lineAwayMs: 60_000,
  /** A line is made anew after this, because a gateway takes one that no call took for 2.5 min for forgotten. */
  lineLifeMs: 120_000,
  /** Warm signaling and a pooled peer cost a connection and an allocation, so they stay longer. */
  idleMs: 600_000,
  awayMs: 300_000,
  /** Credentials are replaced this long before they expire: an attempt may allocate up to 30 s after its plan. */
  marginMs: 60_000,
  /** However soon they expire, a peer lives this long: short-lived credentials must not make it spin. */
  lifeMinMs: 30_000,
  /** Fresh servers that did not come are asked for again after this. */
  askAgainMs: 10_000,
  /** After a gateway had no room for a line. */
  fullMs: 600_000,
  /** What broke is tried again after this, doubled with each time in a row. */
  backoffMs: 5_000,
  backoffMaxMs: 300_000,
  /** What lived this long was sound: the next break begins the pauses anew. */
  soundMs: 60_000,
} as const

/** @param breaks how often in a row, from 1 */
export const backoffMs = (breaks: number): number =>
  Math.min(KEEP.backoffMaxMs, KEEP.backoffMs * 2 ** (breaks - 1))
