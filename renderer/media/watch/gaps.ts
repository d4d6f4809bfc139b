// When sound flows and when it stops, from packet times alone. Pure: what is done with each packet, and when an alarm may be due.

/** 100 ms is five frames: on a line that loses little, so many are not lost in a row. */
export const ALARM_MS = 100
/** However much is lost: by then a path is more likely dead. */
export const ALARM_MAX_MS = 240

/** One attempt as its packets show it. */
export interface Flow {
  readonly state: 'silent' | 'flowing'
  readonly lastAtMs: number
  readonly rtpTimestamp: number
  /** RTP ticks from one packet to the next, where none is missing; null before the second. */
  readonly stepTicks: number | null
  /** The share of packets that did not come, of the last hundred or so: 0..1. */
  readonly lostShare: number
}

export type FlowChange = 'flowing' | 'stalled'
type Next = readonly [Flow, FlowChange | null]

/** One packet of so many tells of the share. */
const MEMORY = 100
/** A longer hole is no loss: the far end had moved away, or the path was gone. */
const HOLE_MAX_MS = 500
/** Once in so many packets an alarm may be chance: half an hour has 90 000. */
const CHANCE = 1e-5
const FRAME_MS = 20

/**
 * How long a silence must last on a line that loses this share at random (0..1), before it is an alarm: as many frames as are lost in a row once in
 * 100 000 (`share ** n = CHANCE`), and one. At 20 % that is 180 ms. With 100 ms there an alarm came every two seconds; and of each fifty one had no packet of the
 * old path left on its way that could have taken it back, for the far end sends where it was told to: a move without need (measured in the lab).
 */
export function alarmMsAt(lostShare: number): number {
  const inARow = lostShare <= 0 ? 0 : Math.ceil(Math.log(CHANCE) / Math.log(Math.min(0.9, lostShare)))
  return Math.min(ALARM_MAX_MS, Math.max(ALARM_MS, (inARow + 1) * FRAME_MS))
}

/** Serial number arithmetic (RFC 1982) on RTP timestamps: how far a is after b. */
const ahead = (a: number, b: number): number => (a - b) | 0

function lossAfter(flow: Flow, rtpTimestamp: number, nowMs: number): Pick<Flow, 'stepTicks' | 'lostShare'> {
  const { stepTicks, lostShare } = flow
  const ticks = ahead(rtpTimestamp, flow.rtpTimestamp)
  if (ticks <= 0 || nowMs - flow.lastAtMs > HOLE_MAX_MS) return { stepTicks, lostShare }
  const step = Math.min(stepTicks ?? ticks, ticks)
  const lost = Math.round(ticks / step) - 1
  const kept = (1 - 1 / MEMORY) ** (lost + 1)
  return { stepTicks: step, lostShare: lostShare * kept + (1 - (1 - 1 / MEMORY) ** lost) * (1 - 1 / MEMORY) }
}

/** @param flow null before the first packet */
export function onPacket(flow: Flow | null, rtpTimestamp: number, nowMs: number): Next {
  const change = flow?.state === 'flowing' ? null : 'flowing'
  const loss = flow === null ? { stepTicks: null, lostShare: 0 } : lossAfter(flow, rtpTimestamp, nowMs)
  return [{ state: 'flowing', lastAtMs: nowMs, rtpTimestamp, ...loss }, change]
}

/** When it is an alarm if no packet comes before; never, while none is expected. */
export const dueMs = ({ state, lastAtMs, lostShare }: Flow): number =>
  state === 'flowing' ? lastAtMs + alarmMsAt(lostShare) : Number.POSITIVE_INFINITY

export function onTick(flow: Flow, nowMs: number): Next {
  return nowMs >= dueMs(flow) ? [{ ...flow, state: 'silent' }, 'stalled'] : [flow, null]
}
