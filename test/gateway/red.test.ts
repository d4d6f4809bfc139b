// What the gateway gets out of the caller's RED, and what it makes of offers with it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTally } from '../../gateway/call/tally'
import type { HeardPacket } from '../../gateway/media/frames'
import { hasFec, parseOpus } from '../../gateway/media/opus'
import { createUnpacker } from '../../gateway/media/red'
import { hideRed, showRed } from '../../gateway/media/red-sdp'
import { buildRed } from '../../protocol/red'

const OPUS = 111
const FRAME = 960
const START = 0xfff0

/** The sound of a place in the stream: its first byte is that of 20 ms of CELT, the rest is the place. */
const soundOf = (place: number): Uint8Array => Uint8Array.of(0xf8, place >> 8, place & 0xff)
const placeOf = ({ payload }: HeardPacket): number => ((payload[1] ?? 0) << 8) | (payload[2] ?? 0)

/** The packet of a place, with copies of so many before it. */
function packetOf(place: number, depth: number): HeardPacket {
  const copies = Array.from({ length: Math.min(depth, place) }, (_, n) => Math.min(depth, place) - n).map(
    back => ({
      payloadType: OPUS,
      offset: back * FRAME,
      data: soundOf(place - back),
    }),
  )
  return {
    payload: Buffer.from(buildRed(copies, { payloadType: OPUS, data: soundOf(place) })),
    seq: (START + place) & 0xffff,
    timestamp: (place * FRAME) >>> 0,
    marker: false,
    audioLevelDbov: 30,
  }
}

describe('an unpacker', () => {
  test('gives each sound once that came in any way, with its own number and time, over losses, copies and a changing depth', () => {
    const packets = fc.array(
      fc.record({
        isLost: fc.boolean(),
        depth: fc.integer({ min: 0, max: 5 }),
        times: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 1, maxLength: 200 },
    )
    fc.assert(
      fc.property(packets, sent => {
        const unpacker = createUnpacker()
        const reachable = new Set<number>()
        const heard = sent.flatMap(({ isLost, depth, times }, place) => {
          if (isLost) return []
          for (let back = 0; back <= Math.min(depth, place); back += 1) reachable.add(place - back)
          return Array.from({ length: times }).flatMap(() =>
            unpacker.unpack(packetOf(place, depth), { opus: OPUS }),
          )
        })
        expect(new Set(heard.map(placeOf))).toEqual(reachable)
        expect(heard).toHaveLength(reachable.size)
        for (const packet of heard) {
          expect(packet.seq).toBe((START + placeOf(packet)) & 0xffff)
          expect(packet.timestamp).toBe(placeOf(packet) * FRAME)
        }
      }),
    )
  })

  test('tells a copy from a sound that came itself, and takes the level of the packet that brought it', () => {
    const heard = createUnpacker().unpack(packetOf(4, 2), { opus: OPUS })
    expect(heard.map(packet => [placeOf(packet), packet.isCopy ?? false, packet.audioLevelDbov])).toEqual([
      [2, true, 30],
      [3, true, 30],
      [4, false, 30],
    ])
  })

  test('takes packets without RED among those with it, and a stream that begins anew', () => {
    const unpacker = createUnpacker()
    const plain = (place: number): HeardPacket => ({
      ...packetOf(place, 0),
      payload: Buffer.from(soundOf(place)),
    })
    const heard = [
      ...unpacker.pass(plain(1)),
      ...unpacker.unpack(packetOf(2, 1), { opus: OPUS }),
      ...unpacker.pass(plain(3)),
      ...unpacker.pass({ ...plain(4), seq: 30_000 }),
      ...unpacker.pass({ ...plain(5), seq: 30_001 }),
    ]
    expect(heard.map(placeOf)).toEqual([1, 2, 3, 4, 5])
  })

  test('of any bytes hears nothing worse than nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const heard = createUnpacker().unpack(
          { ...packetOf(0, 0), payload: Buffer.from(bytes) },
          { opus: OPUS },
        )
        for (const { payload } of heard) expect(payload.length).toBeLessThan(Math.max(1, bytes.length))
      }),
    )
  })
})

describe('the tally of a direction', () => {
  const own = (seq: number, payload: readonly number[] = [0xf8, 1, 1]): HeardPacket => ({
    ...packetOf(0, 0),
    seq: seq & 0xffff,
    payload: Buffer.from(payload),
  })
  /** SILK of 20 ms with the flag of in-band FEC, and without. */
  const WITH_FEC = [0x08, 0x40, 1]
  const WITHOUT_FEC = [0x08, 0x80, 1]

  test('counts what came itself, as a copy, by FEC and not at all, around the end of the numbers', () => {
    const tally = createTally()
    for (const packet of [
      own(65_534),
      { ...own(65_535), isCopy: true as const },
      own(0),
      own(2, WITH_FEC),
      own(4, WITHOUT_FEC),
    ])
      tally.take(1, packet)
    expect(tally.sum()).toEqual({ sent: 7, own: 4, copies: 1, fec: 1, missing: 1 })
  })

  test('keeps attempts apart, and asks nothing of the time between them', () => {
    const tally = createTally()
    for (const seq of [10, 11, 12]) tally.take(1, own(seq))
    for (const seq of [5_000, 5_001]) tally.take(2, own(seq))
    expect(tally.sum()).toMatchObject({ sent: 5, missing: 0 })
  })

  test('knows in-band FEC by its flag, which moves with the length of a packet, and that CELT has none', () => {
    const has = (bytes: readonly number[]): boolean => {
      const parts = parseOpus(Buffer.from(bytes))
      return parts !== null && hasFec(parts)
    }
    expect([WITH_FEC, WITHOUT_FEC, [0x18, 0x10, 1], [0x18, 0x40, 1], [0xf8, 0xff, 0xfe]].map(has)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
  })
})

describe('an offer', () => {
  const offer = (types: string): string =>
    `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${types}\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n`

  test('with RED is carried past werift under another name, and answered by its own', () => {
    const hidden = hideRed(offer('111 63'))
    expect(hidden.sdp).toContain('a=rtpmap:63 x-red/48000/2')
    expect(showRed(hidden.sdp, hidden)).toBe(offer('111 63'))
  })

  test('that prefers RED is answered so, for what comes first is what is sent', () => {
    const hidden = hideRed(offer('63 111'))
    expect(hidden.red).toEqual({ payloadType: 63, isPreferred: true })
    expect(showRed(offer('111 63 9').replace('red/', 'x-red/'), hidden)).toBe(offer('63 111 9'))
  })

  test('without RED stays as it is, both ways', () => {
    const plain = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n'
    expect(hideRed(plain)).toEqual({ sdp: plain, red: null })
    expect(showRed(plain, hideRed(plain))).toBe(plain)
  })
})
