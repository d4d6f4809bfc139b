// Text from the other end: whatever it is, what is shown holds nothing that moves, hides or forges other text.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isPassing,
  LINES_MAX,
  lineSchema,
  NOTE_CHARS_MAX,
  readable,
  SAID_CHARS_MAX,
} from '../../protocol/conversation'
import { frameText, parseClientFrame, parseGatewayFrame } from '../../protocol/signaling'

const callId = 'call-0001'
const wire = (message: object): string => frameText(1, 0, JSON.stringify(message))
const caption = (text: string) =>
  parseGatewayFrame(wire({ type: 'caption', callId, id: 1, who: 'agent', text, isFinal: true, atMs: 0 }))

/** Inclusive: controls but the end of a line, direction marks and overrides, other line ends, halves of characters. */
const FORBIDDEN: readonly (readonly [from: number, to: number])[] = [
  [0, 9], [11, 31], [0x7f, 0x9f], [0x200e, 0x200f], [0x2028, 0x202e], [0x2066, 0x2069], [0xd800, 0xdfff],
] // biome-ignore format: one list

const isClean = (text: string): boolean =>
  [...text]
    .map(character => character.codePointAt(0) ?? 0)
    .every(code => FORBIDDEN.every(([from, to]) => code < from || code > to))

describe('text from elsewhere', () => {
  test('is cleaned at the border, and not changed when it is parsed again', () => {
    const parts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u0000',
        '\ud800',
        '\r\n',
        '\u2028',
        'a\u0301\u0301\u0301\u0301\u0301\u0301',
        '👩\u200d👧',
      ),
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), list => {
        const once = readable(list.join(''))
        expect(isClean(once)).toBe(true)
        expect(readable(once)).toBe(once)
        expect(once).not.toMatch(/\n{3}/)
      }),
    )
  })

  test('keeps words of every script, emoji and line ends', () => {
    for (const text of ['Grüße, 山田さん', 'می‌خواهم', 'e\u0301té', '👩‍👩‍👧', 'one\ntwo', 'कर्मण्येवाधिकारस्ते'])
      expect(readable(text)).toBe(text)
    expect(readable('one\r\ntwo\u2028three\n\n\n\nfour\tfive')).toBe('one\ntwo\nthree\n\nfour five')
  })

  test('an override cannot turn a caption round', () => {
    const parsed = caption('safe \u202egnihtemos\u202c \u0007done')
    expect(parsed).toMatchObject({ kind: 'frame', frame: { message: { text: 'safe gnihtemos done' } } })
  })

  test('too much of it is garbage, and its own words are in no reason', () => {
    const parsed = caption('x'.repeat(SAID_CHARS_MAX + 1))
    expect(parsed).toEqual({ kind: 'garbage', why: 'bad caption' })
    expect(caption('x'.repeat(SAID_CHARS_MAX))).toMatchObject({ kind: 'frame' })
    const rating = { type: 'call.rating', callId, stars: 5, note: 'x'.repeat(NOTE_CHARS_MAX + 1) }
    expect(parseClientFrame(wire(rating)).kind).toBe('garbage')
  })

  test('a message of nothing is none', () => {
    const message = (text: string) => wire({ type: 'call.message', callId, id: 'message-0001', text })
    expect(parseClientFrame(message('\u202e \u0000\n')).kind).toBe('garbage')
    expect(parseClientFrame(message(' hello ')).kind).toBe('frame')
  })

  test('names stay on one line', () => {
    const line = lineSchema.parse({ kind: 'tool', id: 1, label: 'Look\n\nup', state: 'done', atMs: 0 })
    expect(line).toMatchObject({ label: 'Look up' })
  })
})

test('stars are one to five, whole', () => {
  const rate = (stars: number) =>
    parseClientFrame(wire({ type: 'call.rating', callId, stars, note: '' })).kind
  expect([0, 1, 5, 6, 2.5].map(rate)).toEqual(['garbage', 'frame', 'frame', 'garbage', 'garbage'])
})

test('only an unfinished caption passes', () => {
  expect(isPassing({ type: 'caption', isFinal: false })).toBe(true)
  expect(isPassing({ type: 'caption', isFinal: true })).toBe(false)
  expect(isPassing({ type: 'agent.message' })).toBe(false)
  expect(LINES_MAX).toBeGreaterThan(900)
})
