// What of the caller's sound arrived, and how: by itself, as a copy, from the next packet's in-band FEC, or not at all. Pure counting;
// nothing is decoded. What arrives in no way is what a decoder here would have to make up.
import type { HeardPacket } from '../media/frames'
import { hasFec, parseOpus } from '../media/opus'

/** A sound that has not come by then would be too late to be played: as the recording waits (recording/timeline). */
const LATE = 10

export interface Heard {
  /** Sounds that were sent, by their numbers. */
  readonly sent: number
  readonly own: number
  readonly copies: number
  /** Opus repeats the sound before at a lower quality (RFC 6716 section 2.1.7), and libwebrtc decodes it. */
  readonly fec: number
  readonly missing: number
}

const NONE: Heard = { sent: 0, own: 0, copies: 0, fec: 0, missing: 0 }

export interface Tally {
  take(attempt: number, packet: HeardPacket): void
  /** All that was sent by now, as far as it is known. */
  sum(): Heard
}

/** Serial number arithmetic (RFC 1982): how far a is after b on a circle of 65536. */
const ahead = (a: number, b: number): number => (((a - b) & 0xffff) ^ 0x8000) - 0x8000

interface Lane {
  readonly came: Map<number, { readonly as: 'own' | 'copies'; readonly bringsFec: boolean }>
  /** The next number that is not judged yet. */
  next: number
  highest: number
}

export function createTally(): Tally {
  let sum = NONE
  const lanes = new Map<number, Lane>()

  const judge = (lane: Lane, until: number): void => {
    while (ahead(until, lane.next) > 0) {
      const { came, next } = lane
      const how = came.get(next)?.as ?? (came.get((next + 1) & 0xffff)?.bringsFec ? 'fec' : 'missing')
      sum = { ...sum, sent: sum.sent + 1, [how]: sum[how] + 1 }
      came.delete((next - 1) & 0xffff)
      lane.next = (next + 1) & 0xffff
    }
  }

  return {
    take(attempt, { seq, payload, isCopy }) {
      const lane = lanes.get(attempt) ?? { came: new Map(), next: seq, highest: seq }
      lanes.set(attempt, lane)
      if (ahead(seq, lane.next) < 0) return
      const parts = parseOpus(payload)
      lane.came.set(seq, { as: isCopy ? 'copies' : 'own', bringsFec: parts !== null && hasFec(parts) })
      if (ahead(seq, lane.highest) > 0) lane.highest = seq
      judge(lane, (lane.highest - LATE) & 0xffff)
    },
    sum() {
      for (const lane of lanes.values()) judge(lane, (lane.highest + 1) & 0xffff)
      return sum
    },
  }
}
