// Several sounds of 20 ms in one packet (Opus, RFC 6716 section 3.2.5), so that a narrow line carries fewer headers. Pure.

/** A frame's length as RFC 6716 section 3.2.1 writes it. */
function measureOf({ length }: Uint8Array): readonly number[] {
  if (length < 252) return [length]
  const low = 252 + (length % 4)
  return [low, (length - low) / 4]
}

/** The bits of the first byte that say how a frame is coded; the others say how many there are. */
const codingOf = (packet: Uint8Array): number => (packet[0] ?? 0) & 0xfc
const isSingle = (packet: Uint8Array): boolean => packet.length > 1 && ((packet[0] ?? 0) & 3) === 0

/** Whether these can be one packet: each a single frame, all coded alike. */
export const canJoin = (packets: readonly Uint8Array[]): boolean =>
  packets.every(packet => isSingle(packet) && codingOf(packet) === codingOf(packets[0] ?? packet))

/** One packet of all of them. They must be able to be joined. */
export function join(packets: readonly Uint8Array[]): Uint8Array {
  const frames = packets.map(packet => packet.subarray(1))
  const head = [codingOf(packets[0] ?? new Uint8Array(0)) | 3, 0x80 | frames.length]
  return Uint8Array.from([
    ...head,
    ...frames.slice(0, -1).flatMap(measureOf),
    ...frames.flatMap(frame => [...frame]),
  ])
}
