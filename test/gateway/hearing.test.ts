// What the gateway says that it hears of a caller: three words, each said once, whatever comes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createListening, NOTHING_MS } from '../../gateway/call/hearing'
import { type HeardPacket, SILENCE } from '../../gateway/media/frames'

const packet = (audioLevelDbov: number | null, payload = SILENCE.payload): HeardPacket => ({
  payload, seq: 0, timestamp: 0, marker: false, audioLevelDbov,
}) // biome-ignore format: one packet

test('nothing after a second without a packet, counted from when sound could come', () => {
  const listening = createListening()
  expect(listening.beat(5_000)).toBeNull()
  listening.begin(5_000)
  expect(listening.beat(5_000 + NOTHING_MS - 1)).toBeNull()
  expect(listening.beat(5_000 + NOTHING_MS)).toBe('nothing')
  expect(listening.beat(9_000)).toBeNull()
})

test('silence is packets without a level, sound stays the word through pauses', () => {
  const listening = createListening()
  listening.begin(0)
  expect(listening.heard(packet(127), 20)).toBe('silence')
  expect(listening.heard(packet(70), 40)).toBeNull()
  expect(listening.heard(packet(30), 60)).toBe('sound')
  expect(listening.heard(packet(127), 80)).toBeNull()
  expect(listening.beat(80 + NOTHING_MS)).toBe('nothing')
  expect(listening.heard(packet(127), 3_000)).toBe('silence')
})

test('a caller that tells no levels is judged by its packets: three bytes of Opus are silence', () => {
  const listening = createListening()
  expect(listening.heard(packet(null), 0)).toBe('silence')
  expect(listening.heard(packet(null, Buffer.alloc(60)), 20)).toBe('sound')
})

test('no word is said twice in a row, and nothing is never said within a second of a packet', () => {
  const steps = fc.array(
    fc.record({ ms: fc.integer({ min: 0, max: 1_500 }), level: fc.option(fc.integer({ min: 0, max: 127 })) }),
    { maxLength: 80 },
  )
  fc.assert(
    fc.property(steps, all => {
      const listening = createListening()
      listening.begin(0)
      let [now, last, said] = [0, 0, '']
      for (const { ms, level } of all) {
        now += ms
        const word = level === null ? listening.beat(now) : listening.heard(packet(level), now)
        if (word === 'nothing') expect(now - last).toBeGreaterThanOrEqual(NOTHING_MS)
        if (word !== null) expect(word).not.toBe(said)
        if (level !== null) last = now
        said = word ?? said
      }
    }),
  )
})
