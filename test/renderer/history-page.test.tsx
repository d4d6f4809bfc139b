// The history's page: what a row says, where it lies, and what stands there when there is none.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { THRESHOLDS } from '../../renderer/health'
import { App, titleOf } from '../../renderer/screens'
import { rowAt } from '../../renderer/screens/hooks/use-windowed-rows'
import { barsOf, DAY_PX, layOut, outcomeOf, ROW_PX, rowOf, whenOf } from '../../renderer/screens/model/past'
import { SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { DIRECT, FAIR, GOOD, POOR, report, UNMEASURED } from '../fixtures/reports'
import { STATES } from '../fixtures/states'

const htmlOf = (name: string): string => {
  const state = STATES[name]
  if (!state) throw new Error(`no fixture ${name}`)
  return renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)
}

const SHOWN = {
  history: [
    'aria-selected="true"',
    'IT Helpdesk Agent',
    'Call again',
    'You ended the call',
    'kept for 90 days',
  ],
  'history-failed': ['VD-R01 relay_no_path', 'Your network blocked the call.'],
  'history-cut-off': ['VD-X04 app_gone', 'Viaduct stopped during the call.', 'The call was cut off'],
  'history-gone': ['The details cannot be read'],
  'history-found': ['value="travel"', '1 found'],
  'history-no-match': ['No call matches “invoices”', 'Show all calls'],
  'history-clearing': ['aria-label="Search calls"', 'No call matches “invoices”'],
  'history-loading': ['aria-label="Loading calls"'],
  'history-broken': ['Your calls cannot be read', 'Try again'],
  'history-empty': ['No calls yet'],
  'history-off': ['History is off', 'Managed by your organisation'],
  'home-no-history': ['History is off'],
} as const satisfies Record<string, readonly string[]>

test.each(Object.entries(SHOWN))('%s shows what there is', (name, said) => {
  const html = htmlOf(name)
  for (const words of said) expect(html).toContain(words)
})

test('a list that is not there offers nothing to erase, and its search no erasing of all', () => {
  expect(htmlOf('history')).toContain('Erase all')
  for (const name of [
    'history-found',
    'history-no-match',
    'history-loading',
    'history-broken',
    'history-off',
  ])
    expect(htmlOf(name)).not.toContain('Erase all')
  expect(htmlOf('history-empty')).not.toContain('Erase')
})

test('ten thousand calls put only the visible rows on the page', () => {
  expect(htmlOf('history-thousands').split('role="option"').length).toBeLessThan(40)
})

test('a call that lives has the window to itself', () => {
  const { active, history } = STATES
  if (!active || !history) throw new Error('no fixtures')
  expect(titleOf({ ...active, place: 'history' }).title).toBe('In call')
  expect(titleOf(history).title).toBe('History')
  expect(htmlOf('active')).toContain('History, after the call')
})

describe('a row', () => {
  const ended = (over: Parameters<typeof report>[0]) => report({ durationMs: 252_000, ...over })

  test('has as many bars as the call was good', () => {
    const bars = (over: Parameters<typeof report>[0]) => barsOf(ended(over), THRESHOLDS)
    expect(bars({ quality: { ...GOOD, mos: 4.35 } })).toBe(4)
    expect(bars({ quality: { ...GOOD, mos: 4 } })).toBe(3)
    expect(bars({ quality: FAIR })).toBe(2)
    expect(bars({ quality: POOR })).toBe(1)
    expect(bars({ quality: UNMEASURED })).toBe(0)
    expect(bars({ durationMs: 0 })).toBe(0)
  })

  test('says over what and how long, or why not', () => {
    const failure = {
      code: 'VD-R01',
      name: 'relay_no_path',
      layer: 'relay',
      message: '',
      detail: null,
    } as const
    expect(outcomeOf(ended({}))).toEqual({ text: 'TLS relay, 4 min 12 s', bad: false })
    expect(outcomeOf(ended({ path: DIRECT }))).toEqual({ text: 'Direct, 4 min 12 s', bad: false })
    expect(outcomeOf(ended({ path: null }))).toEqual({ text: '4 min 12 s', bad: false })
    expect(outcomeOf(ended({ outcome: 'failed', failure }))).toEqual({
      text: 'TLS relay, 4 min 12 s, cut off',
      bad: true,
    })
    const none = { outcome: 'failed', durationMs: 0, path: null } as const
    expect(outcomeOf(ended({ ...none, failure }))).toEqual({ text: 'Could not connect, relay', bad: true })
    expect(outcomeOf(ended(none))).toEqual({ text: 'Cancelled', bad: false })
  })

  test('is read out with its day and the word for its bars', () => {
    const noon = new Date(2026, 10, 24, 12).getTime()
    const call = ended({ startedAt: new Date(2026, 10, 23, 10, 42).toISOString(), quality: FAIR })
    const { day, time, text, quality } = rowOf(call, 'HR Agent', THRESHOLDS, noon)
    expect([day, time, text, quality]).toEqual([
      'Yesterday',
      '10:42',
      'TLS relay, 4 min 12 s',
      'Quality: fair',
    ])
    expect(whenOf(call, noon)).toBe('Yesterday, 10:42 to 10:46')
    expect(whenOf({ ...call, durationMs: 0 }, noon)).toBe('Yesterday, 10:42')
  })
})

describe('rows lie under their days', () => {
  const at = (day: number, hour: number) => report({ startedAt: new Date(2026, 10, day, hour).toISOString() })
  const nowMs = new Date(2026, 10, 24, 12).getTime()
  const calls = [at(24, 11), at(24, 9), at(23, 23), at(18, 1)]

  test('the first of each day below its head', () => {
    const { dayOf, topOf } = layOut(calls, nowMs)
    expect(calls.map((_, n) => dayOf(n))).toEqual(['Today', null, 'Yesterday', '18 November'])
    const first = DAY_PX + ROW_PX
    expect([0, 1, 2, 3, 4].map(topOf)).toEqual([
      0,
      first,
      first + ROW_PX,
      2 * first + ROW_PX,
      3 * first + ROW_PX,
    ])
    expect(layOut([], nowMs).topOf(0)).toBe(0)
  })

  test('and the row at a height is found', () => {
    const { topOf } = layOut(calls, nowMs)
    const found = [0, DAY_PX, DAY_PX + ROW_PX - 1, DAY_PX + ROW_PX, 10_000].map(y => rowAt(4, topOf, y))
    expect(found).toEqual([0, 0, 0, 1, 4])
    expect(rowAt(0, topOf, 50)).toBe(0)
  })
})
