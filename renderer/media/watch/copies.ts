// Copies in the packets of both directions (RED, RFC 2198): which go out with the microphone's, which of the agent's are news.
// Pure. Must not know streams, the order of paths, or why so many copies are wanted.
import { buildRed, parseRed, REDUNDANCY_MAX, type RedBlock } from '../../../protocol/red'

/** A sound of the microphone as it was encoded. */
export interface Sound {
  readonly timestamp: number
  readonly payloadType: number
  readonly data: Uint8Array
}

/** What one peer sent last, oldest first. */
export type Sent = readonly Sound[]

/** Serial number arithmetic (RFC 1982) on RTP timestamps: how far a is after b. */
const ahead = (a: number, b: number): number => (a - b) | 0

/** A sound with copies of so many before it, and what was sent by then. */
export function pack(
  sent: Sent,
  sound: Sound,
  depth: number,
): { readonly packet: Uint8Array<ArrayBuffer>; readonly sent: Sent } {
  const copies = sent
    .slice(sent.length - Math.min(depth, sent.length))
    .map(({ timestamp, ...copy }): RedBlock => ({ ...copy, offset: ahead(sound.timestamp, timestamp) }))
  // The engine takes its buffer back when the packet leaves.
  const kept = { ...sound, data: sound.data.slice() }
  return { packet: buildRed(copies, sound), sent: [...sent, kept].slice(-REDUNDANCY_MAX) }
}

/** A packet of the agent without the copies of what was played by then. Null: it is not RED. */
export function unrepeat(
  payload: Uint8Array,
  timestamp: number,
  played: number | null,
): Uint8Array<ArrayBuffer> | null {
  const blocks = parseRed(payload)
  const own = blocks?.at(-1)
  if (blocks === null || own === undefined) return null
  const copies = blocks.slice(0, -1)
  const needed = copies.filter(({ offset }) => played === null || ahead(timestamp - offset, played) > 0)
  return buildRed(needed, own)
}
