// One ear: it says when a voice began and ended to a few milliseconds, whatever the stamps and the room are like.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { place, type TrackClock } from '../../renderer/hearing/clock'
import { createEar } from '../../renderer/hearing/ear'
import type { Manner, VoiceChange } from '../../renderer/hearing/voice'
import { blocksOf, type Stretch, samplesOf, silence, speech } from './sound'

const MANNER: Manner = { floorDb: -45, edgeDb: -70, onsetMs: 100, hangoverMs: 200 }

const changesIn = (stretches: readonly Stretch[], startMs = 0, shake?: (block: number) => number) => {
  const ear = createEar(MANNER)
  return blocksOf(samplesOf(stretches), startMs, shake).flatMap(block => ear.hear(block))
}
const timesOf = (changes: readonly VoiceChange[]) =>
  changes.map(({ is, atMs }) => `${is} ${Math.round(atMs)}`)

describe('a voice', () => {
  test('began and ended where it did, though both are told later', () => {
    expect(timesOf(changesIn([silence(500), speech(400), silence(500)]))).toEqual(['began 500', 'ended 900'])
  })
  test('is no click', () => {
    expect(changesIn([silence(200), speech(40), silence(500), speech(90), silence(500)])).toEqual([])
  })
  test('has pauses between its words', () => {
    const words = [silence(200), speech(150), silence(150), speech(200), silence(400)]
    expect(timesOf(changesIn(words))).toEqual(['began 200', 'ended 700'])
  })
  test('stands out of the noise of a room, once the ear is used to it', () => {
    const noise = { db: -38, ms: 3_000 }
    const changes = changesIn([silence(100), { db: -38, ms: 20_000 }, speech(400, -18), noise])
    expect(timesOf(changes.filter(({ atMs }) => atMs > 12_000))).toEqual(['began 20100', 'ended 20500'])
  })
  test('that is let in softly began where it was let in', () => {
    const softly = [silence(1_000), { db: -64, ms: 40 }, { db: -52, ms: 40 }, speech(400), silence(400)]
    expect(timesOf(changesIn(softly))).toEqual(['began 1000', 'ended 1480'])
  })
  test('does not ring on when it has ended at once', () => {
    const ringing = [silence(500), speech(400, -12), { db: -41, ms: 14 }, silence(400)]
    expect(timesOf(changesIn(ringing))).toEqual(['began 500', 'ended 900'])
  })
  test('keeps a consonant at its end that is 20 dB below it', () => {
    const hiss = [silence(500), speech(400, -16), { db: -36, ms: 120 }, silence(400)]
    expect(timesOf(changesIn(hiss))).toEqual(['began 500', 'ended 1020'])
  })
  test('does not begin with the murmur before it', () => {
    const murmur = [silence(1_000), { db: -60, ms: 900 }, speech(400), silence(400)]
    expect(timesOf(changesIn(murmur))).toEqual(['began 1900', 'ended 2300'])
  })
  test('is found within 5 ms wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 900 }),
        fc.integer({ min: 150, max: 900 }),
        fc.integer({ min: -35, max: -6 }),
        (beforeMs, ms, db) => {
          const [began, ended] = changesIn([silence(beforeMs), speech(ms, db), silence(400)])
          expect(Math.abs((began?.atMs ?? 0) - beforeMs)).toBeLessThanOrEqual(5)
          expect(Math.abs((ended?.atMs ?? 0) - beforeMs - ms)).toBeLessThanOrEqual(5)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('stamps', () => {
  test('that shake by 10 ms move nothing by more than 5', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 400, maxLength: 400 }), shakes => {
        const mean = shakes.reduce((sum, one) => sum + one, 0) / shakes.length
        const stretches = [silence(2_000), speech(500), silence(1_500)]
        const [began, ended] = changesIn(stretches, 7_000, block => (shakes[block] ?? 0) - mean)
        expect(Math.abs((began?.atMs ?? 0) - 9_000)).toBeLessThanOrEqual(5)
        expect(Math.abs((ended?.atMs ?? 0) - 9_500)).toBeLessThanOrEqual(5)
      }),
      { numRuns: 20 },
    )
  })
  test('that jump begin the clock anew', () => {
    const [clock, first] = place(null, 1_000, 10)
    const [after, second] = place(clock, 3_000, 10)
    expect([first, second]).toEqual([1_000, 3_000])
    expect(after.stamps).toBe(1)
  })
  test('in twos are spread over the time that they sound', () => {
    let clock: TrackClock | null = null
    let last = 0
    for (let n = 0; n < 600; n += 1) {
      const [next, startMs]: readonly [TrackClock, number] = place(clock, 20 * Math.floor(n / 2), 10)
      clock = next
      if (n > 200) expect(startMs - last).toBeCloseTo(10, 0)
      last = startMs
    }
  })
})

test('the level is of everything since the last question', () => {
  const ear = createEar(MANNER)
  for (const block of blocksOf(samplesOf([speech(50, -30)]))) ear.hear(block)
  expect(ear.level()).toBeCloseTo(0.5, 1)
  expect(ear.level()).toBe(0)
})
