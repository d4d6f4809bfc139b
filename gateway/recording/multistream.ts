// Two mono Opus streams as one Ogg Opus stream without a codec (RFC 7845): left the caller, right the agent.
// Pure: headers and packets as bytes.
import { EMPTY_20MS, type OpusParts, parseOpus, selfDelimit } from '../media/opus'

/** Samples a decoder drops at the start: libopus' own delay, 6.5 ms at 48 kHz. */
export const PRE_SKIP = 312
export const SLOT_SAMPLES = 960
const VENDOR = 'viaduct gateway'

/**
 * RFC 7845 section 5.1: mapping family 1, two channels made of two uncoupled streams (5.1.1: stream count 2, coupled 0,
 * channels mapped 0 and 1).
 */
export function opusHead(): Buffer {
  const head = Buffer.alloc(23)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(2, 9)
  head.writeUInt16LE(PRE_SKIP, 10)
  head.writeUInt32LE(48_000, 12)
  head.writeInt16LE(0, 16)
  head.set([1, 2, 0, 0, 1], 18)
  return head
}

const measured = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** RFC 7845 section 5.2: the vendor and `NAME=value` comments. */
export function opusTags(comments: readonly string[]): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(comments.length)
  return Buffer.concat([
    Buffer.from('OpusTags', 'latin1'),
    measured(VENDOR),
    count,
    ...comments.map(measured),
  ])
}

/** A packet that fits a slot; `null` for anything else (both streams of a packet must last equally long). */
export function fits(payload: Buffer): OpusParts | null {
  const parts = parseOpus(payload)
  return parts?.ms === 20 ? parts : null
}

/** What stands for a missing packet: a frame without bytes, in the mode of the packet before, so that the decoder does not switch. */
export function emptyAfter(previous: OpusParts | null): OpusParts {
  const toc = previous?.frames.length === 1 ? previous.toc & 0xfc : (EMPTY_20MS[0] ?? 0)
  return { toc, frames: [Buffer.alloc(0)], ms: 20 }
}

/** One packet of a single stream again, in ordinary framing. */
function ordinary(parts: OpusParts): Buffer {
  const single = parts.frames[0]
  if (parts.frames.length === 1 && single) return Buffer.concat([Buffer.from([parts.toc & 0xfc]), single])
  // Code 3 with measured frames says any number of frames of any length; the last one needs no measure.
  const delimited = selfDelimit(parts)
  const last = parts.frames.at(-1)?.length ?? 0
  const sizes = parts.frames.slice(0, -1).reduce((sum, frame) => sum + (frame.length < 252 ? 1 : 2), 2)
  return Buffer.concat([delimited.subarray(0, sizes), delimited.subarray(sizes + (last < 252 ? 1 : 2))])
}

/** Both streams of one slot: all but the last are self-delimited (RFC 7845 section 3, RFC 6716 appendix B). */
export const joinStreams = (caller: OpusParts, agent: OpusParts): Buffer =>
  Buffer.concat([selfDelimit(caller), ordinary(agent)])
