// Puts packets on a grid of 20 ms slots, so that two parties are recorded on one clock. Pure.
// The caller's packets are placed by their own timestamps: network jitter does not shake the recording.
import { FRAME_MS, SAMPLES_PER_MS } from '../media/frames'

/** How far behind the present a slot is written: packets later than this are lost to the recording. */
export const LAG_SLOTS = 10
/** Where a packet that comes without delay is put, ahead of the present: room for jitter to both sides. */
export const LEAD_SLOTS = 3
/** A packet further from its place than this means that the clocks have drifted or the stream has jumped. */
const STRAY_SLOTS = 8

/** Where one stream's timestamps lie on the grid. */
export interface Anchor {
  readonly timestamp: number
  readonly slot: number
}

/** Signed difference on the 32-bit circle of RTP timestamps. */
const since = (timestamp: number, origin: number): number => (timestamp - origin) | 0

/**
 * The slot of a packet, and the anchor for the next one. The first packet of a stream, and one that strays, starts a new
 * anchor at the present.
 */
export function place(
  anchor: Anchor | null,
  timestamp: number,
  nowSlot: number,
): { readonly anchor: Anchor; readonly slot: number } {
  const fresh = { timestamp, slot: nowSlot + LEAD_SLOTS }
  if (!anchor) return { anchor: fresh, slot: fresh.slot }
  const slot = anchor.slot + Math.round(since(timestamp, anchor.timestamp) / (FRAME_MS * SAMPLES_PER_MS))
  if (Math.abs(slot - fresh.slot) > STRAY_SLOTS) return { anchor: fresh, slot: fresh.slot }
  return { anchor, slot }
}
