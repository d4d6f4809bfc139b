// RED packets: whatever is built is read again, and whatever comes is read or refused, never thrown at.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRed, LENGTH_MAX, OFFSET_MAX, PACKET_BYTES_MAX, parseRed } from '../../protocol/red'

const payloadType = fc.integer({ min: 0, max: 127 })
const sound = fc.uint8Array({ minLength: 1, maxLength: 300 })
const copy = fc.record({ payloadType, offset: fc.integer({ min: 1, max: OFFSET_MAX }), data: sound })

describe('a RED packet', () => {
  test('is read as it was built, less the oldest copies where it would be too large', () => {
    fc.assert(
      fc.property(fc.array(copy, { maxLength: 8 }), payloadType, sound, (copies, type, data) => {
        const packet = buildRed(copies, { payloadType: type, data })
        const read = parseRed(packet)?.map(block => ({ ...block, data: [...block.data] })) ?? []
        const expected = [...copies, { payloadType: type, offset: 0, data }]
        const wanted = expected.map(block => ({ ...block, data: [...block.data] }))
        expect(read).toEqual(wanted.slice(wanted.length - read.length))
        expect(packet.length).toBeLessThanOrEqual(PACKET_BYTES_MAX)
        const [left] = expected.slice(0, -1).slice(0, expected.length - read.length)
        if (left !== undefined)
          expect(packet.length + 4 + (expected.at(-1 - read.length)?.data.length ?? 0)).toBeGreaterThan(
            PACKET_BYTES_MAX,
          )
      }),
    )
  })

  test('holds no copy that the format cannot tell', () => {
    const own = { payloadType: 111, data: Uint8Array.of(1) }
    const data = Uint8Array.of(2)
    const odd = [
      { payloadType: 111, offset: OFFSET_MAX + 1, data },
      { payloadType: 111, offset: 0, data },
      { payloadType: 111, offset: -960, data },
      { payloadType: 111, offset: 960, data: new Uint8Array(0) },
      { payloadType: 111, offset: 960, data: new Uint8Array(LENGTH_MAX + 1) },
    ]
    expect([...buildRed(odd, own)]).toEqual([111, 1])
  })

  test('without copies costs one byte', () => {
    expect([...buildRed([], { payloadType: 111, data: Uint8Array.of(7, 8) })]).toEqual([111, 7, 8])
  })

  test('of any bytes is read within them, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
        const blocks = parseRed(bytes)
        if (blocks === null) return
        const length = blocks.reduce((sum, { data }) => sum + data.length, 0)
        expect(length + 4 * (blocks.length - 1) + 1).toBe(bytes.length)
      }),
    )
  })

  test('as Chromium 130 sends it is understood', () => {
    // The second packet of a call: 46 bytes of the sound before it, 960 samples earlier, then its own.
    const head = [239, 15, 0, 46, 111]
    const blocks = parseRed(Uint8Array.from([...head, ...new Array(46).fill(1), ...new Array(69).fill(2)]))
    expect(blocks?.map(({ payloadType, offset, data }) => [payloadType, offset, data.length])).toEqual([
      [111, 960, 46],
      [111, 0, 69],
    ])
  })
})
