// How long a call waits for each thing, in milliseconds. One table, so that "a verdict by 8 s" can be added up.

export const LIMITS = {
  /** Signaling open and welcomed. With the two windows below: 2 + 3.5 + 2.5 = 8 s to a verdict. */
  signalingMs: 2_000,
  /** The built-in agent is a process that must start first; no network is involved. */
  testAgentMs: 8_000,
  /** First decision window: from the plan to the agent's first sound. */
  windowMs: 3_500,
  /** The one retry. */
  retryWindowMs: 2_500,
  /** A person or an agent platform may ring; nothing is wrong with the network meanwhile. */
  ringingMs: 20_000,
  /** The device, once access is granted. Asking the person has no limit: the clock stops for people. */
  microphoneMs: 5_000,
  /** Other products give up after 15 to 65 s; a route change takes up to 30 s. */
  recoveryMs: 60_000,
  /** One attempt of a recovery. */
  recoveryAttemptMs: 5_000,
  /** The call settles first, then its standby is built. */
  standbyMs: 1_000,
  /** A standby that failed is tried again after this. */
  standbyAgainMs: 5_000,
  /** How long a silence may last where no standby is there: a stutter heals itself in less. */
  graceMs: 600,
  /** How much longer a doubted path must stay silent before the standby replaces it for good. */
  commitMs: 400,
  /** For the far end to confirm the end. */
  endingMs: 800,
  /** For the agent's last words to leave the jitter buffer, when the agent ends the call. */
  drainMs: 500,
} as const

/** Pause before recovery attempt `tries + 1`: at once, then 0.5, 1, 2 and at most 4 s. */
export const recoveryBackoffMs = (tries: number): number =>
  tries === 0 ? 0 : Math.min(4_000, 500 * 2 ** (tries - 1))
