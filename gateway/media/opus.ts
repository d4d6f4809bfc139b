// Reads what an Opus packet says about itself (RFC 6716 section 3) and writes the framing that multistream needs
// (appendix B). No codec: the sound inside is never decoded.

/** Frame durations in milliseconds by configuration number, RFC 6716 table 2. */
const SILK_MS = [10, 20, 40, 60]
const HYBRID_MS = [10, 20]
const CELT_MS = [2.5, 5, 10, 20]

const frameMs = (config: number): number => {
  if (config < 12) return SILK_MS[config % 4] ?? 20
  if (config < 16) return HYBRID_MS[config % 2] ?? 20
  return CELT_MS[config % 4] ?? 20
}

/** A packet taken apart: its table-of-contents byte and its frames. */
export interface OpusParts {
  readonly toc: number
  readonly frames: readonly Buffer[]
  readonly ms: number
}

/** One frame length as RFC 6716 section 3.2.1 codes it, and how many bytes that took. */
function readLength(data: Buffer, at: number): { length: number; used: number } | null {
  const first = data[at]
  if (first === undefined) return null
  if (first < 252) return { length: first, used: 1 }
  const second = data[at + 1]
  return second === undefined ? null : { length: second * 4 + first, used: 2 }
}

function encodeLength(length: number): Buffer {
  if (length < 252) return Buffer.from([length])
  const low = 252 + (length % 4)
  return Buffer.from([low, (length - low) / 4])
}

/** Code 3: a count byte, optional padding, then equal or individually measured frames. */
function splitCode3(packet: Buffer): Buffer[] | null {
  const header = packet[1]
  if (header === undefined) return null
  const count = header & 0x3f
  let at = 2
  let padding = 0
  if (header & 0x40) {
    let byte = 255
    while (byte === 255) {
      byte = packet[at++] ?? 0
      padding += byte === 255 ? 254 : byte
    }
  }
  const lengths: number[] = []
  if (header & 0x80) {
    for (let i = 0; i < count - 1; i++) {
      const read = readLength(packet, at)
      if (!read) return null
      lengths.push(read.length)
      at += read.used
    }
  }
  const end = packet.length - padding
  const known = lengths.reduce((sum, length) => sum + length, 0)
  if (header & 0x80) lengths.push(end - at - known)
  else lengths.push(...Array.from({ length: count }, () => (end - at) / count))
  return cut(packet, at, lengths)
}

function cut(packet: Buffer, start: number, lengths: readonly number[]): Buffer[] | null {
  const frames: Buffer[] = []
  let at = start
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 0 || at + length > packet.length) return null
    frames.push(packet.subarray(at, at + length))
    at += length
  }
  return frames
}

function splitFrames(packet: Buffer, code: number): Buffer[] | null {
  const body = packet.length - 1
  if (code === 0) return [packet.subarray(1)]
  if (code === 1) return cut(packet, 1, [body / 2, body / 2])
  if (code === 3) return splitCode3(packet)
  const first = readLength(packet, 1)
  return first && cut(packet, 1 + first.used, [first.length, body - first.used - first.length])
}

/** Takes a packet apart; `null` when it is not Opus (RFC 6716 section 3.4 lists what a packet must satisfy). */
export function parseOpus(packet: Buffer): OpusParts | null {
  const toc = packet[0]
  if (toc === undefined) return null
  const frames = splitFrames(packet, toc & 3)
  if (!frames || frames.length === 0 || frames.some(frame => frame.length > 1275)) return null
  const ms = frames.length * frameMs(toc >> 3)
  return ms <= 120 ? { toc, frames, ms } : null
}

/** How long a packet sounds, in milliseconds; `null` when it is not Opus. */
export const opusMs = (packet: Buffer): number | null => parseOpus(packet)?.ms ?? null

/**
 * Whether a packet repeats the sound before it at a lower quality. Only SILK does; its first frame begins with a flag of voice
 * activity for each 20 ms and one of that, channel by channel, each a bit of its own (RFC 6716 sections 4.2.3 and 4.2.4).
 */
export function hasFec({ toc, frames, ms }: OpusParts): boolean {
  const head = frames[0]?.[0]
  if (toc >> 3 >= 16 || head === undefined) return false
  const flags = Math.max(1, ms / frames.length / 20) + 1
  const channels = toc & 4 ? [1, 2] : [1]
  return channels.some(channel => (head & (0x80 >> (channel * flags - 1))) !== 0)
}

/**
 * The same packet in self-delimiting framing (RFC 6716 appendix B), as every stream but the last of a multistream packet
 * needs it. Padding is dropped. Frames are measured individually, which every packet may be.
 */
export function selfDelimit(parts: OpusParts): Buffer {
  const { toc, frames } = parts
  const single = frames[0]
  if (frames.length === 1 && single) {
    return Buffer.concat([Buffer.from([toc & 0xfc]), encodeLength(single.length), single])
  }
  const head = Buffer.from([toc | 3, 0x80 | frames.length])
  return Buffer.concat([head, ...frames.map(frame => encodeLength(frame.length)), ...frames])
}

/** A packet of several frames as packets of one each; anything else stays as it is. Each has its place in milliseconds. */
export function singles(packet: Buffer): readonly { readonly payload: Buffer; readonly atMs: number }[] {
  const parts = parseOpus(packet)
  if (parts === null || parts.frames.length < 2) return [{ payload: packet, atMs: 0 }]
  const { toc, frames, ms } = parts
  return frames.map((frame, n) => ({
    payload: Buffer.concat([Buffer.from([toc & 0xfc]), frame]),
    atMs: (n * ms) / frames.length,
  }))
}

/** A 20 ms packet whose frame has no bytes: the decoder conceals it (RFC 6716 section 3.1: DTX or lost). */
export const EMPTY_20MS = Buffer.from([0xf8])
