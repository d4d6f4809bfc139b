// Every bound of a gateway in one value: nothing a peer does can grow without one of these.
// Knows numbers only; the modules that hold a bound name it when they refuse.
import { FRAME_BYTES_MAX } from '../protocol/signaling'

/** Bounds of one gateway. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Calls at the same time, over all sessions. */
  readonly callsMax: number
  /** Signaling sessions at the same time, those that wait for their client included. */
  readonly sessionsMax: number
  readonly frameBytesMax: number
  /** Frames that may arrive before the one that is due (posts of one client can overtake each other). */
  readonly earlyFramesMax: number
  /** How long a missing frame may stay missing. */
  readonly holeMs: number
  /** A session without any call and without any frame is closed after this long. */
  readonly sessionIdleMs: number
  /** A session whose client is neither connected nor heard is kept this long, and so are its calls. */
  readonly holdMs: number
  /** From a connection's opening to its `hello`. */
  readonly helloMs: number
  /** Frames of a session that its client has not confirmed, kept for replay. */
  readonly outboxFramesMax: number
  readonly outboxBytesMax: number
  /** What a client may leave unread before it is dropped. */
  readonly unreadBytesMax: number
  /** Attempts of one call that are open at the same time. */
  readonly attemptsMax: number
  /** Lines at the same time, over all sessions. A line is a connection before any call. */
  readonly linesMax: number
  readonly linesPerSessionMax: number
  /** While more than this share of `callsMax` is in use, no line is opened: calls come first. */
  readonly lineCallsShareMax: number
  /** A line that is not connected ends after this long. */
  readonly lineConnectMs: number
  /** A line that no call took ends this long after its opening. Clients let go of theirs after 2 min. */
  readonly lineIdleMs: number
  readonly callMs: number
  /** A call none of whose attempts is connected ends after this long. */
  readonly unconnectedMs: number
  /** When whoever finds no room is asked to come back. */
  readonly retryAfterMs: number
  /** A shutdown waits no longer than this for agents to say goodbye. */
  readonly goodbyeMs: number
}

export const DEFAULT_LIMITS: Limits = {
  callsMax: 50,
  sessionsMax: 200,
  frameBytesMax: FRAME_BYTES_MAX,
  earlyFramesMax: 64,
  holeMs: 10_000,
  sessionIdleMs: 10 * 60_000,
  holdMs: 90_000,
  helloMs: 10_000,
  outboxFramesMax: 512,
  outboxBytesMax: 1024 * 1024,
  unreadBytesMax: 4 * 1024 * 1024,
  attemptsMax: 4,
  linesMax: 500,
  linesPerSessionMax: 2,
  lineCallsShareMax: 0.8,
  lineConnectMs: 15_000,
  lineIdleMs: 150_000,
  callMs: 60 * 60_000,
  unconnectedMs: 90_000,
  retryAfterMs: 5_000,
  goodbyeMs: 3_000,
}
