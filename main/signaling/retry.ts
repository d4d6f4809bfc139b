// When to try again after a connection was lost. Pure.
// Must not know what is tried.
import type { FailureName } from '../../protocol/catalogue'
import { TRIES_MAX } from './hedge'

/** How far the retrying has got. */
export interface RetryContext {
  /** Tries since the last steady connection, or since the network changed. */
  readonly retryCount: number
  /** Since the loss. */
  readonly elapsedMs: number
  /** `call`: somebody is talking over this session. */
  readonly of: 'call' | 'nobody'
  /** How long this line took to open when it was well. */
  readonly setUpMs: number
  /** What the last try that ended said. */
  readonly said: FailureName | null
  /** `change`: this computer's network changed, and no other client's with it. */
  readonly after: 'loss' | 'change'
  /** How long whoever was asked wants to be left alone. */
  readonly waitMs: number
}

/** A gateway that restarts drops all its clients in one moment; they must not all come back in one. */
const JITTER = { call: 0.2, nobody: 0.5 } as const
/** Nor be there again in one, once it is back: with these a thousand make some seventy handshakes in 50 ms at most. */
const FIRST_OF_NOBODY_MS = 1_500

/**
 * With 50 ms of round trip a try needs 200 ms to be welcomed (TCP, TLS, stream and post; 300 where the post needs a connection
 * of its own), so that tries this far apart have a session back within 500 ms of its path. Each costs one SYN while the path is dead, and a gateway has at most
 * a few dozen calls to hear from at once.
 */
const CALL_MS = 180
/** Ten tries in flight (hedge.ts) must outlast a set-up by far, or a slow path would never be taken up. */
const SET_UP_SHARE = 4
/** Nobody knows how slow the path is that comes after the loss: every sixth ten has twice the time. */
const PATIENT_EVERY = 6
const PATIENT_FACTOR = 2
/** After a minute a blackout is no stutter any more, and 800 ms are soon enough. */
const CALL_STEADY_MS = 60_000
const CALL_LATE_MS = 500

/** Without a call nothing is urgent. */
const NOBODY_MS = [0, 1_000, 2_000] as const
const NOBODY_MAX_MS = 4_000

/** Only a gateway, or a proxy, that is reached says these: asking faster does not change its mind. */
const REFUSALS = new Set<FailureName | null>([
  'signaling_unauthorised',
  'signaling_overloaded',
  'signaling_certificate',
  'proxy_authentication',
])
const REFUSED_MS = 1_000

/** How long a lost connection is worth trying for: as long as a gateway holds a call. */
export const GIVE_UP_MS = 90_000

function unjittered({ retryCount, elapsedMs, of, setUpMs, said }: RetryContext): number {
  if (of === 'nobody') return NOBODY_MS[retryCount] ?? NOBODY_MAX_MS
  if (retryCount === 0) return 0
  if (REFUSALS.has(said)) return REFUSED_MS
  const patient = Math.floor(retryCount / TRIES_MAX) % PATIENT_EVERY === PATIENT_EVERY - 1
  const eachMs = elapsedMs < CALL_STEADY_MS ? CALL_MS * (patient ? PATIENT_FACTOR : 1) : CALL_LATE_MS
  return Math.max(eachMs, setUpMs / SET_UP_SHARE)
}

/**
 * The time from one try to the next, in milliseconds. With a call, or after a change of this computer's network, the first is made
 * at once; each pause is up to a fifth shorter (half, without a call), and none ends sooner than was asked for. `random` is in [0, 1).
 */
export function nextRetryDelayInMs(context: RetryContext, random: () => number = Math.random): number {
  const { of, retryCount, after, waitMs } = context
  const isFirst = of === 'nobody' && retryCount === 0 && after === 'loss'
  const pauseMs = isFirst ? FIRST_OF_NOBODY_MS * random() : unjittered(context) * (1 - JITTER[of] * random())
  return Math.max(waitMs, pauseMs)
}
