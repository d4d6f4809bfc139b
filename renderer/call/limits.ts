// How long a call waits for each thing, in milliseconds. One table, so that "a verdict by 8 s" can be added up.

export const LIMITS = {
  /** Signaling open and welcomed. With the two windows below: 2 + 3.5 + 2.5 = 8 s to a verdict. */
  signalingMs: 2_000,
  /** The built-in agent is a process that must start first; no network is involved. */
  testAgentMs: 8_000,
  /** A person, asked for a proxy's password: main gives them 10 s less. Then signaling has its time anew. */
  askingMs: 180_000,
  /** First decision window: from the plan to the agent's first sound. */
  windowMs: 3_500,
  /** The one retry. */
  retryWindowMs: 2_500,
  /** A person or an agent platform may ring; nothing is wrong with the network meanwhile. */
  ringingMs: 20_000,
  /** The device, once access is granted. Asking the person has no limit: the clock stops for people. */
  microphoneMs: 5_000,
  /** A blackout of a minute is survived, and what comes after it takes a moment. Other products give up after 15 to 65 s. */
  recoveryMs: 65_000,
  /** One attempt of a recovery where the backend carries no two of them: the next one ends it. */
  recoveryAttemptMs: 5_000,
  /** The call settles first, then its standby is built. */
  standbyMs: 1_000,
  /** A standby that is not connected after this is given up. */
  standbyBuildMs: 10_000,
  /** A standby that failed is tried again after this. */
  standbyAgainMs: 5_000,
  /** How long a silence may last where no standby is there: a stutter heals itself in less. */
  graceMs: 600,
  /** How much longer a doubted path must stay silent before the standby replaces it for good. */
  commitMs: 400,
  /** After the first sound of a handover: what the old path's jitter buffer still holds is played first. */
  handoverMs: 40,
  /** A rotation that found no sound is tried again after this. */
  rotationAgainMs: 5_000,
  /** For the far end to confirm the end. */
  endingMs: 800,
  /** For main to find out what a failure of the network really was. It began to look when the first window failed. */
  explainingMs: 1_500,
  /** For the agent's last words to leave the jitter buffer, when the agent ends the call. */
  drainMs: 500,
} as const

/**
 * From one attempt of a recovery to the next, which is made beside it: 0.5, 1, 2 and always 4 s. `tries` counts from 1. An
 * attempt ends when the one after the next begins, so they have 1.5, 3, 6 and 8 s: a relay 240 ms away takes 2.5 s.
 */
export const recoveryPaceMs = (tries: number): number => Math.min(4_000, 500 * 2 ** Math.max(0, tries - 1))

/** `goes` of a page that was replaced: it may have said some that it did not live to publish. */
export const GOES_UNPUBLISHED = 1_000
