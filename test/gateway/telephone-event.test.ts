// Keys out of an RTP stream (RFC 4733): each once, whatever is lost, repeated or late.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createUnpacker } from '../../gateway/media/red'
import { createKeyListener, parseTelephoneEvent } from '../../gateway/media/telephone-event'

const KEYS = '0123456789*#ABCD'
const payloadOf = (event: number, duration: number, isEnd = false): Uint8Array =>
  Uint8Array.of(event, (isEnd ? 0x80 : 0) | 10, duration >> 8, duration & 0xff)

/** A key as Chromium sends it: a packet each 20 ms, and the end three times. */
const packetsOf = (key: string, timestamp: number) => {
  const event = KEYS.indexOf(key)
  return [
    ...[960, 1_920, 2_880, 3_840].map(duration => ({ timestamp, payload: payloadOf(event, duration) })),
    ...[1, 2, 3].map(() => ({ timestamp, payload: payloadOf(event, 4_800, true) })),
  ]
}

describe('keys', () => {
  test('each is told once, in order, as long as one packet of it arrives, at the end of the clock too', () => {
    const lost = fc.record({ key: fc.constantFrom(...KEYS), kept: fc.integer({ min: 1, max: 127 }) })
    fc.assert(
      fc.property(fc.array(lost, { maxLength: 20 }), fc.nat({ max: 0xffff_ffff }), (keys, start) => {
        const { hear } = createKeyListener()
        const told = keys.flatMap(({ key, kept }, n) =>
          packetsOf(key, (start + n * 8_160) >>> 0)
            .filter((_, at) => (kept >> at) % 2 === 1)
            .map(hear)
            .filter(digit => digit !== null),
        )
        expect(told.join('')).toBe(keys.map(({ key }) => key).join(''))
      }),
    )
  })

  test('the same key twice is two keys', () => {
    const { hear } = createKeyListener()
    const told = [...packetsOf('7', 0), ...packetsOf('7', 8_160)].map(hear)
    expect(told.filter(digit => digit !== null)).toEqual(['7', '7'])
  })

  test('one that outlasts its 16 bits goes on, and is one', () => {
    const { hear } = createKeyListener()
    expect(hear({ timestamp: 0, payload: payloadOf(1, 0xffff) })).toBe('1')
    expect(hear({ timestamp: 0xffff, payload: payloadOf(1, 960) })).toBeNull()
    expect(hear({ timestamp: 0x1fffe, payload: payloadOf(1, 960) })).toBe('1')
  })

  test('a late packet of a key before tells nothing', () => {
    const { hear } = createKeyListener()
    const [early] = packetsOf('1', 0)
    hear({ timestamp: 0, payload: payloadOf(1, 960) })
    hear({ timestamp: 8_160, payload: payloadOf(2, 960) })
    expect(early && hear(early)).toBeNull()
  })

  test('whatever else comes is no key, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), payload => {
        const heard = parseTelephoneEvent(payload)
        expect(heard === null).toBe(payload.length === 0 || payload.length % 4 !== 0)
        const told = createKeyListener().hear({ timestamp: 1, payload })
        expect(told).toBe(heard === null ? null : (KEYS[heard.event] ?? null))
      }),
    )
  })
})

test('a copy that would be of a key’s packet is none: no sound is heard twice', () => {
  const opus = 111
  const sound = (seq: number, timestamp: number) => ({ seq, timestamp, marker: false, audioLevelDbov: null })
  const red = (copy: number, own: number, offset: number) =>
    Buffer.from([0x80 | opus, (offset >> 6) & 0xff, ((offset & 0x3f) << 2) & 0xff, 1, opus, copy, own])
  const unpacker = createUnpacker()
  expect(unpacker.unpack({ ...sound(10, 960), payload: red(1, 2, 960) }, { opus })).toHaveLength(2)
  unpacker.skip({ ...sound(11, 1_920), payload: Buffer.alloc(4) })
  // Its copy is of number 10, and is counted as 11.
  const heard = unpacker.unpack({ ...sound(12, 6_720), payload: red(2, 3, 5_760) }, { opus })
  expect(heard.map(({ seq, payload }) => [seq, payload[0]])).toEqual([[12, 3]])
})
