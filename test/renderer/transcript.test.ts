// Lines as rows and as text: what stands and what may change, marks in their places, and nothing twice however often it is told.
import { describe, expect, test } from 'vitest'
import type { Line } from '../../protocol/conversation'
import { rowOf, rowsOf, transcriptText } from '../../renderer/screens/model/transcript'
import { NO_WORDS, withLine } from '../../renderer/store/lines'

const caption = (id: number, text: string, more: object = {}): Line => ({
  kind: 'caption', id, who: 'agent', text, isFinal: true, atMs: id * 1_000, ...more,
}) // biome-ignore format: one value
const said = (callId: string, line: Line) => ({ type: 'line.said', callId, line }) as const

describe('rows', () => {
  test('an unfinished caption has what stands and what may change; a finished one is another row', () => {
    const live = rowOf(caption(1, 'Hello there', { isFinal: false, settled: 5 }))
    expect(live).toMatchObject({ text: 'Hello', soon: ' there', isLive: true, who: 'agent' })
    const done = rowOf(caption(1, 'Hello there'))
    expect(done).toMatchObject({ text: 'Hello there', soon: '', isLive: false })
    expect(done.key).not.toBe(live.key)
  })

  test('a caption that settles more than it says is shown whole', () => {
    expect(rowOf(caption(1, 'Hi', { isFinal: false, settled: 99 }))).toMatchObject({ text: 'Hi', soon: '' })
  })

  test('say that one was cut, that a message waits, and that it was lost', () => {
    const notes = [
      caption(1, 'Hel', { interrupted: true }),
      ...(['sent', 'taken', 'lost'] as const).map(
        (state): Line => ({ kind: 'message', id: `message-${state}`, text: 'x', state, atMs: 0 }),
      ),
    ].map(line => {
      const row = rowOf(line)
      return row.at === 'turn' ? [row.note, row.isTrouble] : null
    })
    expect(notes).toEqual([
      ['interrupted', false],
      ['Not delivered yet', false],
      [null, false],
      ['Not delivered', true],
    ])
  })

  test('a pause of the sound stands between what was said before and after it', () => {
    const call = { dialedAtMs: Date.UTC(2026, 10, 24, 10), activeAtMs: Date.UTC(2026, 10, 24, 10) + 500 }
    const rows = rowsOf(
      [caption(1, 'one'), caption(2, 'two'), caption(3, 'three')],
      [
        { type: 'paused', atMs: 2_600, cause: 'silence' },
        { type: 'resumed', atMs: 9_000, cause: 'silence', gapMs: 6_400, isNewPath: true },
      ],
      call,
    )
    expect(rows.map(row => (row.at === 'mark' ? row.tone : row.text))).toEqual([
      'one',
      'two',
      'strain',
      'three',
      'plain',
    ])
  })
})

describe('the conversation of the page', () => {
  test('has a line once, however often it is told, and begins anew with another call', () => {
    const facts = [
      said('call-0001', caption(1, 'a', { isFinal: false })),
      said('call-0001', caption(2, 'b')),
      said('call-0001', caption(1, 'a b')),
      said('call-0001', caption(1, 'a b')),
    ]
    const one = facts.reduce(withLine, NO_WORDS)
    expect(one.lines.map(line => line.kind === 'caption' && line.text)).toEqual(['a b', 'b'])
    expect(withLine(one, said('call-0002', caption(1, 'c'))).lines).toHaveLength(1)
  })
})

test('as text it has times, speakers and marks', () => {
  const lines: readonly Line[] = [
    caption(5, 'Hello', { interrupted: true }),
    { kind: 'message', id: 'message-0001', text: 'Here', state: 'lost', atMs: 61_000 },
    { kind: 'tool', id: 1, label: 'Tickets', state: 'failed', atMs: 62_000 },
  ]
  expect(transcriptText(lines)).toBe(
    '[00:05] Agent: Hello [interrupted]\n[01:01] You: Here [Not delivered]\n[01:02] (Tickets did not work)\n',
  )
})
