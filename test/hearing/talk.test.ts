// Turns and interruptions from two voices, in whatever order their changes are told.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Made, onVoice, type Side, type Talk, talkFrom } from '../../renderer/hearing/talk'

type Told = readonly [side: 'you' | 'agent', is: 'began' | 'ended', atMs: number]
const SIDE: Readonly<Record<Told[0], Side>> = { you: 'microphone', agent: 'agent' }

function madeOf(told: readonly Told[]): readonly Made[] {
  let talk: Talk = talkFrom(0)
  return told.flatMap(([side, is, atMs]) => {
    const [next, made] = onVoice(talk, SIDE[side], { is, atMs })
    talk = next
    return made === null ? [] : [made]
  })
}
const GREETED: readonly Told[] = [['agent', 'began', 300], ['agent', 'ended', 2_000]] // biome-ignore format: one line
const greeted = (...told: readonly Told[]) => madeOf([...GREETED, ...told])

describe('an answer', () => {
  test('is from the end of your speech to the beginning of the agent’s', () => {
    expect(greeted(['you', 'began', 3_000], ['you', 'ended', 4_000], ['agent', 'began', 4_800])).toEqual([
      { type: 'answer', atMs: 4_800, waitMs: 800 },
    ])
  })
  test('may come before the end of your speech is told', () => {
    expect(greeted(['you', 'began', 3_000], ['agent', 'began', 4_060], ['you', 'ended', 4_000])).toEqual([
      { type: 'answer', atMs: 4_060, waitMs: 60 },
    ])
  })
  test('is counted from the last that you said', () => {
    const pauses: readonly Told[] = [
      ['you', 'began', 3_000], ['you', 'ended', 3_500], ['you', 'began', 3_900], ['you', 'ended', 4_400],
      ['agent', 'began', 5_000],
    ] // biome-ignore format: a dialogue
    expect(greeted(...pauses)).toEqual([{ type: 'answer', atMs: 5_000, waitMs: 600 }])
  })
  test('is given once: what the agent says on is none', () => {
    const sentences: readonly Told[] = [
      ['you', 'began', 3_000], ['you', 'ended', 4_000], ['agent', 'began', 4_500], ['agent', 'ended', 6_000],
      ['agent', 'began', 6_500],
    ] // biome-ignore format: a dialogue
    expect(greeted(...sentences)).toHaveLength(1)
  })
  test.each([
    ['a greeting', [['you', 'began', 100], ['you', 'ended', 500], ['agent', 'began', 700]]],
    ['a word that comes while you still speak', [...GREETED, ['you', 'began', 3_000], ['agent', 'began', 3_400], ['agent', 'ended', 3_700], ['you', 'ended', 5_000]]],
    ['to a click', [...GREETED, ['you', 'began', 3_000], ['you', 'ended', 3_100], ['agent', 'began', 4_000]]],
    ['after half a minute', [...GREETED, ['you', 'began', 3_000], ['you', 'ended', 4_000], ['agent', 'began', 35_000]]],
  ] satisfies [string, Told[]][])('is not %s', (_, told) => {
    expect(madeOf(told)).toEqual([])
  }) // biome-ignore format: a table
})

describe('an interruption', () => {
  const over: readonly Told[] = [['agent', 'began', 3_000], ['you', 'began', 4_000]] // biome-ignore format: one line
  test('is from where you began to where the agent’s sound ended, and is answered as any turn', () => {
    expect(
      greeted(...over, ['agent', 'ended', 4_400], ['you', 'ended', 5_000], ['agent', 'began', 5_700]),
    ).toEqual([
      { type: 'interruption', atMs: 4_000, stopMs: 400 },
      { type: 'answer', atMs: 5_700, waitMs: 700 },
    ])
  })
  test('is none where the agent had ended before', () => {
    expect(greeted(['agent', 'began', 3_000], ['you', 'began', 4_100], ['agent', 'ended', 4_000])).toEqual([])
  })
  test('is none where the agent speaks on, and a murmur is no turn', () => {
    const murmur: readonly Told[] = [...over, ['you', 'ended', 4_300], ['agent', 'ended', 9_000], ['agent', 'began', 9_400]] // biome-ignore format: one line
    expect(greeted(...murmur)).toEqual([])
  })
})

test('no order of changes makes a time that is negative or beyond its bound', () => {
  const told = fc.tuple(
    fc.constantFrom<Told[0]>('you', 'agent'),
    fc.constantFrom<Told[1]>('began', 'ended'),
    fc.integer({ min: 0, max: 60_000 }),
  )
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), changes => {
      for (const made of madeOf(changes)) {
        const ms = made.type === 'answer' ? made.waitMs : made.stopMs
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(made.type === 'answer' ? 30_000 : 2_000)
      }
    }),
    { numRuns: 500 },
  )
})
