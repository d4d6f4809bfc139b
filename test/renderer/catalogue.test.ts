// The catalogue of messages: every one is ICU that can be said, and a word is read in the language of the day.
import { afterEach, describe, expect, test } from 'vitest'
import { translation } from '../../renderer/copy/icu'
import { ENGLISH, languageTag, speak } from '../../renderer/copy/language'
import { english, words } from '../../renderer/copy/words'

type Leaf = readonly [path: string, english: string, said: unknown]

/** Every message by its path, as it is written and as it is used. */
function leaves(written: unknown, used: unknown, path = ''): readonly Leaf[] {
  if (typeof written === 'string') return [[path, written, used]]
  if (typeof written !== 'object' || written === null) return []
  return Object.entries(written).flatMap(([key, part]) =>
    leaves(part, (used as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  )
}

const ALL = leaves(english, words)
/** What a message may ask for: a number where it counts, else a name. */
const valuesOf = (text: string, count: number): Record<string, string | number> =>
  Object.fromEntries(
    [...text.matchAll(/\{(\w+)([,}])/g)].map(([, name = '', end]) => [
      name,
      end === ',' ? count : `<${name}>`,
    ]),
  )

afterEach(() => speak(ENGLISH))

describe('the English words', () => {
  test('are messages: text, or a function that says all of its parameters', () => {
    expect(ALL.length).toBeGreaterThan(700)
    for (const [path, text, used] of ALL) {
      if (!text.includes('{')) expect(used, path).toBe(text)
      else
        for (const count of [1, 2, 30]) {
          const values = valuesOf(text, count)
          const said = (used as (values: unknown) => string)(values)
          for (const value of Object.values(values))
            if (typeof value === 'string') expect(said, path).toContain(value)
          expect(said, path).not.toMatch(/[{}]|plural|undefined/)
        }
    }
  })

  test('count as people do', () => {
    expect(words.history.count({ count: 1 })).toBe('1 call')
    expect(words.history.count({ count: 1204 })).toBe('1,204 calls')
    expect(words.aftermath.pathChanges({ count: 2 })).toBe('Two path changes')
    expect(words.aftermath.pathChanges({ count: 12 })).toBe('12 path changes')
  })
})

describe('another language', () => {
  const german = { history: { count: '{count, plural, one {# Anruf} other {# Anrufe}}' }, undo: 'Rückgängig' }

  test('is read at every use, by whoever took a branch before', () => {
    const { history: taken } = words
    speak({ tag: 'de', catalogue: german })
    expect(words.undo).toBe('Rückgängig')
    expect(taken.count({ count: 1204 })).toBe('1.204 Anrufe')
    expect(languageTag()).toBe('de')
    speak(ENGLISH)
    expect(words.undo).toBe('Undo')
  })

  test('is held to the English keys and parameters by the compiler', () => {
    const few = { a: 'Call', b: '{count} found' } as const
    const fits = translation<typeof few>()
    expect(fits({ a: 'Anrufen', b: '{count} gefunden' }).a).toBe('Anrufen')
    // @ts-expect-error a key is missing
    fits({ a: 'Anrufen' })
    // @ts-expect-error a key too many
    fits({ a: 'Anrufen', b: '{count}', c: '' })
    // @ts-expect-error a parameter is missing
    fits({ a: 'Anrufen', b: 'gefunden' })
    // @ts-expect-error a parameter too many
    fits({ a: '{who} anrufen', b: '{count}' })
  })
})
