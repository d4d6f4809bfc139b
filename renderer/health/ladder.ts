// The loss ladder: from readings to what is done against a bad line, by path. Pure; who does it is the media room's business.
// Time is the readings' own, one a second: nothing here waits for a timer.
import type { LadderStep } from '../../protocol/report'
import { DEPTH_MAX, type Lane, lose, QUIET_LANE } from './lane'

/** What one reading says of the line. Packets are those since the reading before. */
export interface Footing {
  /** Null before any sound. */
  readonly protocol: 'udp' | 'tcp' | 'tls' | null
  /** Both ends speak RED on this path. */
  readonly canRepeat: boolean
  readonly seconds: number
  readonly inbound: { readonly lost: number; readonly total: number }
  /** As the far end reports of ours; null: no report since the reading before. */
  readonly outbound: { readonly lost: number; readonly total: number } | null
  readonly rttMs: number | null
  readonly jitterMs: number | null
  readonly concealedPct: number | null
}

export const FOOT: LadderStep = {
  redundancyOut: 0,
  redundancyIn: 0,
  bitrateKbps: null,
  frameMs: 20,
  jitterTargetMs: null,
  isHalfDuplexAdvised: false,
}

export interface Ladder {
  readonly step: LadderStep
  readonly out: Lane
  readonly in: Lane
  /** Seconds since the line last stalled, on TCP; since it was last full; and for how long words have been missing, or not. */
  readonly sinceStallS: number
  readonly full: { readonly forS: number; readonly sinceS: number }
  readonly rttMinMs: number | null
  readonly missing: { readonly forS: number; readonly sinceS: number }
}

const LONG_AGO = 3_600
export const AT_THE_FOOT: Ladder = {
  step: FOOT,
  out: QUIET_LANE,
  in: QUIET_LANE,
  sinceStallS: LONG_AGO,
  full: { forS: 0, sinceS: LONG_AGO },
  rttMinMs: null,
  missing: { forS: 0, sinceS: LONG_AGO },
}

/** Opus at so many copies: what keeps a packet under 2.8 and 4 times its usual size. In-band FEC needs 24 kb/s. */
const BITRATES: readonly (number | null)[] = [null, null, 28, 24]
/** Copies come late: so long sound waits to be played, that they are not too late. */
const COPIES_WAIT_MS: readonly (number | null)[] = [null, null, 80, 100]
/** A segment that is lost twice comes after TCP's shortest timeout, 200 ms on Linux, and a round trip: measured, 260 ms. */
const STALL_WAIT_MS = 280
/** A line that stalled goes on stalling, a long one every half a minute at 3 %: so long nothing is taken back. */
const STALL_HOLD_S = 60
const STALL_JITTER_MS = 25
/** A queue so long that the line is full, and what is sent on one that stays full. */
const QUEUE_MS = 150
const FULL_AFTER_S = 2
const FULL_HOLD_S = 15
const NARROW = { bitrateKbps: 16, frameMs: 60 } as const
/** So much made up that people talk past each other. */
const MISSING_PCT = 12
const MISSING_AFTER_S = 3
const MISSING_HOLD_S = 8

interface Spell {
  readonly forS: number
  readonly sinceS: number
}
/** How long something has been so without a break, and how long ago it last was for long enough. */
const spell = ({ forS, sinceS }: Spell, isSo: boolean, seconds: number, afterS: number): Spell => {
  const now = isSo ? forS + seconds : 0
  return { forS: now, sinceS: now >= afterS ? 0 : Math.min(LONG_AGO, sinceS + seconds) }
}

function stepOf(ladder: Omit<Ladder, 'step'>, { protocol, canRepeat }: Footing): LadderStep {
  const isFull = ladder.full.sinceS < FULL_HOLD_S
  const isHalfDuplexAdvised = ladder.missing.sinceS < MISSING_HOLD_S
  if (protocol !== 'udp' || !canRepeat || isFull) {
    const waits = protocol !== 'udp' && ladder.sinceStallS < STALL_HOLD_S
    return {
      ...FOOT,
      ...(isFull ? NARROW : {}),
      jitterTargetMs: waits ? STALL_WAIT_MS : null,
      isHalfDuplexAdvised,
    }
  }
  const { depth: redundancyOut } = ladder.out
  const { depth: redundancyIn } = ladder.in
  return {
    ...FOOT,
    redundancyOut,
    redundancyIn,
    bitrateKbps: BITRATES[redundancyOut] ?? null,
    jitterTargetMs: COPIES_WAIT_MS[redundancyIn] ?? null,
    isHalfDuplexAdvised,
  }
}

/** One reading further. */
export function climb(ladder: Ladder, footing: Footing): Ladder {
  const { seconds, rttMs, protocol } = footing
  const { inbound, outbound, concealedPct, jitterMs } = footing
  const rttMinMs = rttMs === null ? ladder.rttMinMs : Math.min(rttMs, ladder.rttMinMs ?? rttMs)
  const queueMs = (rttMs ?? 0) - (rttMinMs ?? 0)
  const isUdp = protocol === 'udp'
  const isStalled = !isUdp && ((concealedPct ?? 0) > 0.5 || (jitterMs ?? 0) > STALL_JITTER_MS)
  const next = {
    // On TCP nothing is lost that a copy could bring back, and a new path knows nothing of the old one's losses.
    in: isUdp ? lose(ladder.in, inbound.lost, inbound.total) : QUIET_LANE,
    out:
      isUdp && outbound !== null
        ? lose(ladder.out, outbound.lost, outbound.total)
        : isUdp
          ? ladder.out
          : QUIET_LANE,
    sinceStallS: isStalled ? 0 : Math.min(LONG_AGO, ladder.sinceStallS + seconds),
    full: spell(ladder.full, queueMs > QUEUE_MS, seconds, FULL_AFTER_S),
    rttMinMs,
    missing: spell(ladder.missing, (concealedPct ?? 0) > MISSING_PCT, seconds, MISSING_AFTER_S),
  }
  return { ...next, step: stepOf(next, footing) }
}

/** The sound moved to another path: one that is longer is not full for that. */
export const elsewhere = (ladder: Ladder): Ladder => ({ ...ladder, rttMinMs: null })

const weightOf = (step: LadderStep): number =>
  step.redundancyOut +
  step.redundancyIn +
  (step.frameMs > 20 ? DEPTH_MAX : 0) +
  (step.jitterTargetMs === null ? 0 : 1) +
  (step.isHalfDuplexAdvised ? 3 * DEPTH_MAX : 0)

/** Null: the step is the same. */
export function wayOf(before: LadderStep, after: LadderStep): 'up' | 'down' | null {
  const isSame = Object.entries(after).every(([key, value]) => before[key as keyof LadderStep] === value)
  if (isSame) return null
  return weightOf(after) >= weightOf(before) ? 'up' : 'down'
}
