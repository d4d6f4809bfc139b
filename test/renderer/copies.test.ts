// Copies on the way to the agent and from it: what is packed, and that with them each place in the sound is played once, in order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSender } from '../../gateway/call/sender'
import type { OutgoingPacket } from '../../gateway/media/frames'
import { parseOpus } from '../../gateway/media/opus'
import { buildRed, parseRed } from '../../protocol/red'
import { unrepeat } from '../../renderer/media/watch/copies'
import { judge, listenTo, type Order, turnTo } from '../../renderer/media/watch/order'
import { createOutgoing, type Wish } from '../../renderer/media/watch/outgoing'

const FRAME = 960
const OPUS = 111
const sound = (place: number): Uint8Array => Uint8Array.of(place >> 8, place & 0xff, 1)
const placesIn = (packet: Uint8Array): readonly number[] =>
  (parseRed(packet) ?? []).map(({ data }) => ((data[0] ?? 0) << 8) | (data[1] ?? 0))

/** As the engine makes them: each with a copy of the one before, whatever is wanted. */
function encoded(place: number, data = sound(place), mimeType = 'audio/red') {
  const copies = place === 0 ? [] : [{ payloadType: OPUS, offset: FRAME, data: sound(place - 1) }]
  const red = buildRed(copies, { payloadType: OPUS, data })
  return {
    data: (mimeType === 'audio/red' ? red : data).slice().buffer,
    getMetadata: () => ({ rtpTimestamp: place * FRAME, mimeType }),
  }
}

describe('a packet of the microphone', () => {
  test('carries as many copies as are wanted at the moment, and none where none are', () => {
    let wish: Wish = { depth: 0, frameMs: 20 }
    const outgoing = createOutgoing(() => wish)
    const packed = [0, 0, 2, 2, 3, 5, 0, 1].map((depth, place) => {
      wish = { depth, frameMs: 20 }
      return outgoing(encoded(place)).map(({ data }) => placesIn(new Uint8Array(data)))
    })
    expect(packed).toEqual([
      [[0]], [[1]], [[0, 1, 2]], [[1, 2, 3]], [[1, 2, 3, 4]], [[0, 1, 2, 3, 4, 5]], [[6]], [[6, 7]],
    ]) // biome-ignore format: one line
  })

  test('leaves a sound out that is too long ago for the format', () => {
    const outgoing = createOutgoing(() => ({ depth: 2, frameMs: 20 }))
    outgoing(encoded(0))
    expect(outgoing(encoded(20)).map(({ data }) => placesIn(new Uint8Array(data)))).toEqual([[20]])
  })

  test('that is broken, or Opus without RED, goes out as it came', () => {
    const outgoing = createOutgoing(() => ({ depth: 2, frameMs: 20 }))
    const broken = { data: Uint8Array.of(0x80, 1).buffer, getMetadata: () => ({ mimeType: 'audio/red' }) }
    expect(outgoing(broken)).toEqual([broken])
    const [plain] = outgoing(encoded(3, sound(3), 'audio/opus'))
    expect([...new Uint8Array(plain?.data ?? new ArrayBuffer(0))]).toEqual([...sound(3)])
    expect(unrepeat(new Uint8Array(0), 0, null)).toBeNull()
  })

  test('takes three sounds where packets shall be long, at the time of the first, and each stays what it was', () => {
    const size = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 3, maxLength: 3 }),
        fc.constantFrom('audio/red', 'audio/opus'),
        (sizes, type) => {
          const outgoing = createOutgoing(() => ({ depth: 0, frameMs: 60 }))
          const sounds = sizes.map((length, n) => Uint8Array.from([0x78, ...new Array(length).fill(n)]))
          const [a, b, c] = sounds.map((data, n) => outgoing(encoded(n, data, type)))
          expect([a, b, c?.length]).toEqual([[], [], 1])
          expect(c?.[0]?.getMetadata?.().rtpTimestamp).toBe(0)
          const bytes = new Uint8Array(c?.[0]?.data ?? new ArrayBuffer(0))
          const parts = parseOpus(
            Buffer.from(type === 'audio/red' ? (parseRed(bytes)?.at(-1)?.data ?? []) : bytes),
          )
          expect(parts?.ms).toBe(60)
          expect(parts?.frames.map(frame => [...frame])).toEqual(sounds.map(data => [...data.subarray(1)]))
        },
      ),
    )
  })

  test('is sent at once where the next is coded otherwise, or long packets are not wanted any more', () => {
    let wish: Wish = { depth: 0, frameMs: 60 }
    const outgoing = createOutgoing(() => wish)
    expect(outgoing(encoded(0, Uint8Array.of(0x78, 1)))).toHaveLength(0)
    expect(outgoing(encoded(1, Uint8Array.of(0x68, 1)))).toHaveLength(1)
    wish = { depth: 0, frameMs: 20 }
    expect(outgoing(encoded(2, Uint8Array.of(0x68, 1)))).toHaveLength(1)
    expect(outgoing(encoded(3, Uint8Array.of(0x68, 1)))).toHaveLength(1)
  })
})

/** A packet on the way to the page, as the gateway's own sender made it. */
interface Travelling {
  readonly key: number
  readonly packet: OutgoingPacket
}

const arrive = (order: Order, { key, packet }: Travelling): readonly [Order, readonly number[]] => {
  const { timestamp, go, copies, payload } = packet
  const [verdict, next] = judge(order, { key, timestamp, go }, 0)
  if (verdict !== 'play') return [next, []]
  const blocks = copies.map(copy => ({
    payloadType: OPUS,
    offset: timestamp - copy.timestamp,
    data: copy.payload,
  }))
  const whole = buildRed(blocks, { payloadType: OPUS, data: payload })
  return [next, placesIn(unrepeat(whole, timestamp, order.last) ?? new Uint8Array(0))]
}

describe('the agent with copies', () => {
  const speech = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      payload: Buffer.from(sound(from + n)),
      ms: 20,
      timestamp: (from + n) * FRAME,
    }))
  const sendAll = (
    key: number,
    from: number,
    count: number,
    go: number,
    depth: number,
  ): readonly Travelling[] => {
    const packets: Travelling[] = []
    const sender = createSender(packet => packets.push({ key, packet }))
    for (const frame of speech(from, count)) sender.say([frame], go, depth)
    return packets
  }

  test('is played once and in order over losses, and whole where no more are lost in a row than there are copies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 2, maxLength: 120 }),
        fc.integer({ min: 0, max: 5 }),
        (lost, depth) => {
          let order = listenTo(1)
          const played = sendAll(1, 1, lost.length, 0, depth).flatMap((one, n) => {
            if (lost[n]) return []
            const [next, places] = arrive(order, one)
            order = next
            return places
          })
          expect(played).toEqual([...new Set(played)].sort((a, b) => a - b))
          const runs = lost
            .map(is => (is ? 'x' : '.'))
            .join('')
            .replace(/x+$/, '')
            .replace(/^x+/, '')
          const longest = Math.max(0, ...(runs.match(/x+/g) ?? []).map(run => run.length))
          if (longest <= depth && !lost[0] && !lost.at(-1)) expect(played).toHaveLength(lost.length)
        },
      ),
    )
  })

  test('is played once and in order when it moves to another path, wherever that goes on and whatever is lost of either', () => {
    const moves = fc.record({
      depth: fc.integer({ min: 0, max: 5 }),
      before: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      after: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      again: fc.integer({ min: 0, max: 10 }),
      old: fc.constantFrom('left' as const, 'heard' as const),
    })
    fc.assert(
      fc.property(moves, ({ depth, before, after, again, old }) => {
        let order = listenTo(1)
        const played: number[] = []
        const hear = (one: Travelling): void => {
          const [next, places] = arrive(order, one)
          order = next
          played.push(...places)
        }
        const first = sendAll(1, 1, before.length, 0, depth)
        for (const [n, one] of first.entries()) if (!before[n]) hear(one)
        // What was sent by now and is repeated on the new path may have been played on the old one.
        order = turnTo(order, { key: 2, go: 1 }, old)
        const from = Math.max(1, before.length + 1 - again)
        for (const [n, one] of sendAll(2, from, after.length + again, 1, depth).entries())
          if (!after[n % after.length]) hear(one)
        expect(played).toEqual([...new Set(played)].sort((a, b) => a - b))
      }),
    )
  })

  test('begins an order without copies, and a probe carries none', () => {
    const packets: OutgoingPacket[] = []
    const sender = createSender(packet => packets.push(packet))
    for (const frame of speech(1, 3)) sender.say([frame], 1, 2)
    for (const frame of speech(4, 2)) sender.say([frame], 2, 2)
    sender.leave(9)
    sender.beat()
    expect(packets.map(({ copies }) => copies.length)).toEqual([0, 1, 2, 0, 1, 0])
  })
})
