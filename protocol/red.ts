// Redundant audio as it travels (RFC 2198): a packet's own sound after copies of the sounds before it. Pure; both ends use it.
// Must not know codecs, depths or who sends.

/** A sound in a packet, `offset` samples before the packet's own timestamp. */
export interface RedBlock {
  readonly payloadType: number
  readonly offset: number
  readonly data: Uint8Array
}

/** 14 bits of offset and 10 bits of length (RFC 2198 section 3). */
export const OFFSET_MAX = 0x3fff
export const LENGTH_MAX = 0x3ff
/** How many sounds before it a packet repeats at most: further back, a copy would come after its sound was played. */
export const REDUNDANCY_MAX = 5
/** A packet larger than this may be cut in two on the way: what libwebrtc allows its own. */
export const PACKET_BYTES_MAX = 1200

const HEADER_BYTES = 4
const MORE = 0x80

type Header = Omit<RedBlock, 'data'> & { readonly length: number | null; readonly bytes: number }

function headerAt(payload: Uint8Array, at: number): Header | null {
  const [first, b = 0, c = 0, d = 0] = payload.subarray(at, at + HEADER_BYTES)
  if (first === undefined) return null
  if ((first & MORE) === 0) return { payloadType: first, offset: 0, length: null, bytes: 1 }
  if (at + HEADER_BYTES > payload.length) return null
  const [offset, length] = [(b << 6) | (c >> 2), ((c & 3) << 8) | d]
  return { payloadType: first & 0x7f, offset, length, bytes: HEADER_BYTES }
}

/** Takes a packet apart: its own sound last, the others in the order in which they stand. Null: this is not RED. */
export function parseRed(payload: Uint8Array): readonly [...RedBlock[], RedBlock] | null {
  const headers: Header[] = []
  let at = 0
  let last: Header | null = null
  while (last === null) {
    const header = headerAt(payload, at)
    if (header === null) return null
    at += header.bytes
    if (header.length === null) last = header
    else headers.push(header)
  }
  const copies: RedBlock[] = []
  for (const { payloadType, offset, length } of headers) {
    const end = at + (length ?? 0)
    if (end > payload.length) return null
    copies.push({ payloadType, offset, data: payload.subarray(at, end) })
    at = end
  }
  return [...copies, { payloadType: last.payloadType, offset: 0, data: payload.subarray(at) }]
}

const headerOf = ({ payloadType, offset, data: { length } }: RedBlock): readonly number[] => [
  MORE | payloadType,
  offset >> 6,
  ((offset & 0x3f) << 2) | (length >> 8),
  length & 0xff,
]

const fits = ({ offset, data }: RedBlock): boolean =>
  offset > 0 && offset <= OFFSET_MAX && data.length > 0 && data.length <= LENGTH_MAX

/**
 * A packet of this sound and of the copies, oldest first. Copies that the format cannot hold are left out, and the oldest
 * where the packet would become too large.
 */
export function buildRed(
  copies: readonly RedBlock[],
  own: Omit<RedBlock, 'offset'>,
): Uint8Array<ArrayBuffer> {
  const kept: RedBlock[] = []
  let size = 1 + own.data.length
  for (const copy of copies.toReversed()) {
    size += HEADER_BYTES + copy.data.length
    if (size > PACKET_BYTES_MAX) break
    if (fits(copy)) kept.unshift(copy)
    else size -= HEADER_BYTES + copy.data.length
  }
  const head = [...kept.flatMap(headerOf), own.payloadType]
  const parts = [...kept.map(({ data }) => data), own.data]
  const packet = new Uint8Array(head.length + parts.reduce((sum, part) => sum + part.length, 0))
  packet.set(head)
  let at = head.length
  for (const part of parts) {
    packet.set(part, at)
    at += part.length
  }
  return packet
}
