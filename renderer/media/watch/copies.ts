// Copies in the packets of both directions (RED, RFC 2198): which go out with the microphone's, which of the agent's are news.
// Pure. Must not know streams, the order of paths, or why so many copies are wanted.
import { buildRed, parseRed, REDUNDANCY_MAX, type RedBlock } from '../../../protocol/red'

/** A sound of the microphone as it was encoded. */
interface Sound {
  readonly timestamp: number
  readonly payloadType: number
  readonly data: Uint8Array
}

/** What one peer sent last, oldest first. */
export type Sent = readonly Sound[]

/** Serial number arithmetic (RFC 1982) on RTP timestamps: how far a is after b. */
const ahead = (a: number, b: number): number => (a - b) | 0

/**
 * The packet that goes out in place of the encoder's, which repeats one sound of its own accord, and what was sent by then.
 * Null: it is not RED, and to be left as it is.
 */
export function repack(
  sent: Sent,
  payload: Uint8Array,
  timestamp: number,
  depth: number,
): { readonly packet: Uint8Array<ArrayBuffer>; readonly sent: Sent } | null {
  const blocks = parseRed(payload)
  const own = blocks?.at(-1)
  if (own === undefined) return null
  const copies = sent.slice(sent.length - Math.min(depth, sent.length))
  const packet = buildRed(
    copies.map(({ timestamp: at, ...sound }): RedBlock => ({ ...sound, offset: ahead(timestamp, at) })),
    own,
  )
  // The engine takes its buffer back when the packet leaves.
  const sound = { timestamp, payloadType: own.payloadType, data: own.data.slice() }
  return { packet, sent: [...sent, sound].slice(-REDUNDANCY_MAX) }
}

/** A packet of the agent without the copies of what was played by then, and their bytes. Null: it is not RED. */
export function unrepeat(
  payload: Uint8Array,
  timestamp: number,
  played: number | null,
): { readonly packet: Uint8Array<ArrayBuffer>; readonly copies: number; readonly needed: number } | null {
  const blocks = parseRed(payload)
  const own = blocks?.at(-1)
  if (blocks === null || own === undefined) return null
  const copies = blocks.slice(0, -1)
  const needed = copies.filter(({ offset }) => played === null || ahead(timestamp - offset, played) > 0)
  return { packet: buildRed(needed, own), copies: copies.length, needed: needed.length }
}
