// The caller's sound in one stream, from whichever attempt delivers it. The client feeds one attempt at a time, so packets
// are taken as they come, and an attempt that has been left is not listened to any more. Must not know what is said.
import type { HeardPacket } from '../media/frames'

/** A `go` and the sound that follows it may overtake each other: after this much silence another attempt is believed. */
export const QUIET_MS = 60
/** Room below the first number of another attempt, for packets of it that come late. */
const ROOM = 16

const u16 = (value: number) => value & 0xffff
/** Serial number arithmetic (RFC 1982): whether a comes after b on a circle of 65536. */
const isAfter = (a: number, b: number): boolean => a !== b && u16(a - b) < 0x8000

/** Whose packets are taken at present, and how their sequence numbers continue those of the attempt before. */
interface Talker {
  readonly attempt: number
  readonly offset: number
  readonly lastSeq: number
  readonly lastAtMs: number
}

export interface Ear {
  /** The packet, numbered in one sequence over all attempts; `null` when it is not to be heard. */
  hear(attempt: number, live: number | null, packet: HeardPacket): HeardPacket | null
}

/** Makes the ear of one call. `now`: monotonic milliseconds. */
export function createEar(now: () => number): Ear {
  let talker: Talker | null = null
  const believes = (attempt: number, live: number | null): boolean => {
    if (attempt === live || attempt === talker?.attempt) return true
    return talker !== null && now() - talker.lastAtMs > QUIET_MS
  }
  return {
    hear(attempt, live, packet) {
      if (!believes(attempt, live)) return null
      const same = talker?.attempt === attempt ? talker : null
      const offset = same?.offset ?? (talker ? talker.lastSeq + 1 + ROOM - packet.seq : 0)
      const seq = u16(packet.seq + offset)
      const lastSeq = same && !isAfter(seq, same.lastSeq) ? same.lastSeq : seq
      talker = { attempt, offset, lastSeq, lastAtMs: now() }
      return { ...packet, seq }
    },
  }
}
