// How much of one direction gets lost, and how many copies that asks for. Pure; the direction may be either.

/** One direction, second by second. */
export interface Lane {
  readonly depth: number
  /** Share of packets lost lately, 0..1; while nothing is lost it stays what it was, as the loss that may come back. */
  readonly loss: number
  /** Packets in a row that all arrived. */
  readonly clean: number
  /** Packets that `loss` is the average of. */
  readonly span: number
  /** How often copies were given up too early, and what passed since: each time it takes longer. */
  readonly strikes: number
  readonly calm: number
}

/**
 * From which share of loss on how many copies: up at the one figure, and down again only below the other. With in-band FEC of Opus
 * one copy leaves 4 of 1000 sounds at 10 % loss, two leave as many at 20 % (docs/ladder.md).
 */
const DEPTHS = [
  { depth: 1, from: 0.015, until: 0.008 },
  { depth: 2, from: 0.06, until: 0.04 },
  { depth: 3, from: 0.25, until: 0.18 },
] as const
export const DEPTH_MAX = 3

/** Packets over which loss is averaged: five seconds of 20 ms. */
const MEMORY = 250
/** A line that still lost as before would stay clean for so long with this chance: then it is believed. */
const DOUBT = 0.01
/** And one packet of a second says nothing. */
const CLEAN_MIN = 45
/** Copies that are needed again within so many packets (20 s) were given up too early. */
const TOO_EARLY = 1_000
export const QUIET_LANE: Lane = { depth: 0, loss: 0, clean: 0, span: MEMORY, strikes: 0, calm: TOO_EARLY }
const STRIKES_MAX = 4
/** One loss alone is bad luck. */
const LOST_MIN = 2

const wanted = (loss: number, depth: number): number =>
  DEPTHS.reduce(
    (sofar, step) => (loss >= (step.depth <= depth ? step.until : step.from) ? step.depth : sofar),
    0,
  )

/** Whether it has been clean for too long to be the line that it was. */
const isClean = ({ loss, clean, strikes }: Lane): boolean =>
  clean >= CLEAN_MIN * 2 ** strikes && (1 - loss) ** clean < DOUBT ** (2 ** strikes)

/** After so many more packets, of which so many were lost. */
export function lose(lane: Lane, lost: number, total: number): Lane {
  if (total <= 0) return lane
  const calm = Math.min(TOO_EARLY, lane.calm + total)
  const clean = lane.clean + total
  if (lost <= 0) {
    const next = { ...lane, clean, calm }
    if (lane.depth === 0) return { ...next, loss: lane.loss * Math.exp(-total / MEMORY) }
    return isClean(next) ? { ...QUIET_LANE, calm: 0, strikes: lane.strikes } : next
  }
  // At the foot the first bad second begins a new average, which for so long is that of all since.
  const isNew = lane.depth === 0 && lost >= LOST_MIN
  const passed = lane.depth === 0 ? total : clean
  const span = isNew ? passed : Math.min(MEMORY, lane.span + passed)
  const loss = Math.max(
    0,
    lane.loss + (isNew ? 1 : Math.min(1, passed / span)) * (Math.min(1, lost / passed) - lane.loss),
  )
  const depth = wanted(loss, lane.depth)
  const isBack = lane.depth === 0 && depth > 0
  const strikes = isBack ? (calm < TOO_EARLY ? Math.min(STRIKES_MAX, lane.strikes + 1) : 0) : lane.strikes
  return { depth, loss, clean: 0, span, strikes, calm: depth === 0 ? calm : 0 }
}
