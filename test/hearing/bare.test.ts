// The bare microphone: where a voice began that echo cancellation held down, and whether the device gives anything.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBareEar, type Gives } from '../../renderer/hearing/bare'
import { blocksOf, type Stretch, samplesOf, silence, speech } from './sound'

/** What echo cancellation and noise suppression delay the sent track by. */
const TREATED_MS = 10

/** Where the bare ear finds the beginning of what the sent track told at `toldMs`, both in the sent track's stamps. */
function beginningIn(stretches: readonly Stretch[], toldMs: number): number {
  const ear = createBareEar()
  for (const block of blocksOf(samplesOf(stretches))) ear.hear(block)
  return ear.beginningOf(toldMs + TREATED_MS, TREATED_MS) - TREATED_MS
}
/** The agent from the speaker, as the microphone hears it: syllables. */
const echo = (ms: number, db: number): readonly Stretch[] =>
  Array.from({ length: Math.ceil(ms / 200) }, () => [
    { db, ms: 120 },
    { db: db - 14, ms: 80 },
  ]).flat()

describe('a beginning that was held down', () => {
  test('is found over the echo of the agent, to 5 ms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 400, max: 700 }),
        fc.integer({ min: -60, max: -34 }),
        fc.integer({ min: -22, max: -6 }),
        (heldMs, beforeMs, echoDb, voiceDb) => {
          const before = [...echo(1_000, echoDb), { db: echoDb, ms: beforeMs }]
          const beganMs = 1_000 + beforeMs
          const found = beginningIn([...before, speech(400, voiceDb), silence(100)], beganMs + heldMs)
          expect(Math.abs(found - beganMs)).toBeLessThanOrEqual(5)
        },
      ),
      { numRuns: 100 },
    )
  })
  test('is found in a still room, with a microphone that is turned down', () => {
    expect(beginningIn([silence(1_200), speech(400, -50)], 1_260)).toBeCloseTo(1_200, -1)
  })
  test('has the waves of a deep voice in it, and no click before it', () => {
    const waves = Array.from({ length: 12 }, () => [speech(4, -12), { db: -60, ms: 8 }]).flat()
    const click = [speech(3, -10), silence(60)]
    expect(beginningIn([silence(1_137), ...click, ...waves, speech(300)], 1_270)).toBeCloseTo(1_200, -1)
  })

  test.each([
    ['an echo is as loud as the voice', [...echo(1_200, -20), speech(400, -20)], 1_260],
    ['it has been loud for longer than any beginning is held down', [silence(1_000), speech(800)], 1_300],
    ['too little was heard before', [silence(100), speech(400)], 160],
    ['nothing is loud there', [silence(2_000)], 1_500],
    ['it has not been heard so far', [silence(1_000), speech(400)], 1_500],
  ] satisfies [string, readonly Stretch[], number][])(
    'is left where it was told, where %s',
    (_, sound, toldMs) => {
      expect(beginningIn(sound, toldMs)).toBe(toldMs)
    },
  )

  test('is never later than told, nor earlier by more than 150 ms, whatever sounds', () => {
    const stretch = fc.record({ db: fc.integer({ min: -90, max: 0 }), ms: fc.integer({ min: 2, max: 300 }) })
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 20 }),
        fc.integer({ min: 0, max: 4_000 }),
        (sound, toldMs) => {
          const found = beginningIn(sound, toldMs)
          expect(found).toBeLessThanOrEqual(toldMs)
          expect(found).toBeGreaterThanOrEqual(toldMs - 150)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('what the microphone gives', () => {
  const toldOf = (stretches: readonly Stretch[]): readonly (readonly [number, Gives])[] => {
    const ear = createBareEar()
    const exact = samplesOf(stretches).map(sample => (Math.abs(sample) < 1e-5 ? 0 : sample))
    return blocksOf(exact).flatMap((block): [number, Gives][] => {
      const gives = ear.hear(block)
      return gives === null ? [] : [[block.stampMs, gives]]
    })
  }
  test('is nothing after 0.3 s of digital silence, and sound at once', () => {
    expect(toldOf([silence(600), speech(100, -70), silence(600)])).toEqual([
      [300, 'nothing'],
      [600, 'sound'],
      [990, 'nothing'],
    ])
  })
  test('is sound where it is no more than the smallest step of 16 bits, now and then', () => {
    const ear = createBareEar()
    const told: Gives[] = []
    for (const block of blocksOf(new Float32Array(48_000))) {
      const samples = block.samples.slice()
      samples[7] = 2 ** -15
      told.push(ear.hear({ ...block, samples }))
    }
    expect(told.filter(gives => gives !== null)).toEqual(['sound'])
  })
  test('is not known of another track', () => {
    const ear = createBareEar()
    const [first] = blocksOf(samplesOf([speech(10)]))
    expect(first && ear.hear(first)).toBe('sound')
    ear.restart()
    expect(first && ear.hear(first)).toBe('sound')
  })
})
