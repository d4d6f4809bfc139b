// Gets sounds that were lost on the way from the copies that later packets carry (RFC 2198). One unpacker is one attempt.
// Must not know SDP, werift or what is done with the sound.
import { parseRed } from '../../protocol/red'
import type { HeardPacket } from './frames'

/** How many numbers back a sound is remembered: further than any copy reaches. What is further away is another stream. */
const MEMORY = 64

const u16 = (value: number): number => value & 0xffff
/** Serial number arithmetic (RFC 1982): how far a is after b. */
const ahead = (a: number, b: number): number => (u16(a - b) ^ 0x8000) - 0x8000

export interface Unpacker {
  /**
   * The sounds of a packet that were not heard before, oldest first; none of one that is not RED, or not of that codec.
   * The n-th copy before a packet's own sound is that of the n-th packet before it: both senders that we know copy whole packets,
   * each of them, without a gap.
   */
  unpack(packet: HeardPacket, codec: { readonly opus: number }): readonly HeardPacket[]
  /** A packet that is no sound has used its number: no later copy is of it, however the copies are counted. */
  skip(packet: HeardPacket): void
  /** A packet without copies: itself, unless a copy of it was heard before. */
  pass(packet: HeardPacket): readonly HeardPacket[]
}

export function createUnpacker(): Unpacker {
  const heard = new Set<number>()
  let highest: number | null = null

  const isNews = (packet: HeardPacket): boolean => {
    const { seq } = packet
    if (heard.has(seq)) return false
    heard.add(seq)
    const isBehind = highest !== null && ahead(seq, highest) < 0 && ahead(seq, highest) > -MEMORY
    const top = isBehind && highest !== null ? highest : seq
    highest = top
    for (const old of heard) if (Math.abs(ahead(old, top)) >= MEMORY) heard.delete(old)
    return true
  }

  return {
    unpack(packet, { opus }) {
      const blocks = parseRed(packet.payload)
      if (blocks === null || blocks.some(({ payloadType }) => payloadType !== opus)) return []
      const last = blocks.length - 1
      return blocks
        .map(({ data, offset }, index): HeardPacket => {
          const payload = Buffer.from(data.buffer, data.byteOffset, data.length)
          if (index === last) return { ...packet, payload }
          const [seq, timestamp] = [u16(packet.seq - last + index), (packet.timestamp - offset) >>> 0]
          return { ...packet, payload, seq, timestamp, marker: false, isCopy: true }
        })
        .filter(isNews)
    },
    skip: packet => void isNews(packet),
    pass: packet => [packet].filter(isNews),
  }
}
