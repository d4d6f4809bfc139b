// The health panel: what it says of a line, in words as well as in colour, and what it draws.

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { verdictLine } from '../../renderer/copy'
import { rate, THRESHOLDS } from '../../renderer/health'
import { App, type AppState, eventsOf } from '../../renderer/screens'
import { metricsOf } from '../../renderer/screens/call/metrics'
import { moreOf } from '../../renderer/screens/call/more'
import { checkedLegs, matrixOf } from '../../renderer/screens/model/checks'
import { callSpan } from '../../renderer/screens/model/spans'
import { graphOf, SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { CALLS } from '../fixtures/calls'
import { lineOf } from '../fixtures/lines'
import { CHECKED } from '../fixtures/networks'
import { DIRECT, FAIR, GOOD, POOR, TLS_RELAY, UNMEASURED } from '../fixtures/reports'
import { STATES } from '../fixtures/states'

const stateNamed = (name: string): AppState => {
  const state = STATES[name]
  if (!state) throw new Error(`no fixture ${name}`)
  return state
}
const htmlOf = (state: AppState): string =>
  renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)
const textOf = (state: AppState): string =>
  htmlOf(state)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the verdict says what it is due to', () => {
  test.each([
    [GOOD, 'Clear sound over the TLS relay.'],
    [FAIR, 'Answers come late: the round trip is 240 ms.'],
    [POOR, 'Answers come late: the round trip is 612 ms.'],
    [{ ...GOOD, mos: 3.4, concealedPct: 4.26 }, 'Words may blur: 4.3 % of the sound is filled in.'],
    [{ ...GOOD, mos: 3.6, bufferMs: 320 }, 'Answers come late: sound waits 320 ms to be played.'],
    [{ ...UNMEASURED, jitterMs: 70 }, 'Sound arrives unevenly: jitter is 70 ms.'],
    [{ ...UNMEASURED, lossPct: 3 }, 'Sound gets lost: 3 % of the packets do not arrive.'],
    [UNMEASURED, 'The first figures arrive in a second.'],
  ])('%#', (quality, said) => expect(verdictLine(rate(quality), quality, TLS_RELAY)).toBe(said))
})

describe('the figures', () => {
  test('say in words what their colour says', () => {
    const bad = metricsOf(lineOf(POOR)).map(
      ({ name, value, tone, word }) => `${name} ${value} ${tone} ${word}`,
    )
    expect(bad).toEqual([
      'MOS 2.1 break poor',
      'Round trip 612 break poor',
      'Jitter 71 break poor',
      'Loss 14 break poor',
      'Filled in 9.2 break poor',
      'Bitrate 9 line good',
    ])
    expect(textOf({ ...stateNamed('active'), live: lineOf(POOR) })).toContain('poor 612 ms')
  })
  test('have a minute in forty points behind them, each with its own', () => {
    const [mos, rtt] = metricsOf(lineOf(GOOD))
    expect([mos?.history.length, rtt?.history.length]).toEqual([40, 40])
    expect(mos?.history).not.toEqual(rtt?.history)
  })
  test('are by the thresholds of the policy', () => {
    const app = { ...stateNamed('home').app, thresholds: { responseMs: { aim: 500, budget: 600 } } }
    const state = { ...stateNamed('active'), app } as AppState
    expect(textOf(state)).toContain('0.9 s, budget 0.6 s')
    const tonesOf = (fair: number) =>
      matrixOf(CHECKED.done, { ...THRESHOLDS, rttMs: { fair, poor: 450 } })?.rows[0]?.cells.map(
        ({ tone }) => tone,
      )
    expect(tonesOf(180)).not.toEqual(tonesOf(10))
  })
})

describe('the span', () => {
  const line = { path: TLS_RELAY, rttMs: 76, legsMs: null, agentMs: null, tone: 'line' as const }
  const labels = (over: Partial<Parameters<typeof callSpan>[0]>) =>
    callSpan({ ...line, ...over }).spans.map(({ state, label }) => [state, label].filter(Boolean).join(' '))
  test('has the time of each leg where it is known, and invents none', () => {
    expect(labels({})).toEqual(['open TLS 443', 'open'])
    expect(labels({ legsMs: [24] })).toEqual(['open about 24 ms', 'open about 52 ms'])
    expect(labels({ legsMs: [90] })).toEqual(['open TLS 443', 'open'])
    expect(labels({ path: DIRECT })).toEqual(['open 76 ms'])
    const proxied = { ...TLS_RELAY, viaProxy: true }
    expect(labels({ path: proxied, legsMs: [3, 11] })).toEqual([
      'open about 3 ms',
      'open about 11 ms',
      'open about 62 ms',
    ])
    expect(labels({ path: proxied, tone: 'strain' })).toEqual(['strained TLS 443', 'strained', 'strained'])
  })
  test('knows the way to the relay from the last check, but not through a proxy', () => {
    // An allocation of 152 ms over TLS takes four round trips.
    expect(checkedLegs(TLS_RELAY, CHECKED.done)).toEqual([38])
    expect(checkedLegs({ ...TLS_RELAY, viaProxy: true }, CHECKED.done)).toBeNull()
    expect(checkedLegs({ ...TLS_RELAY, region: 'sa-east' }, CHECKED.done)).toBeNull()
    expect(checkedLegs(TLS_RELAY, CHECKED.none)).toBeNull()
  })
})

describe('events', () => {
  test('leave out what nobody heard: alarms, and standbys that wait', () => {
    const [first] = CALLS.active.attempts
    if (first === undefined) throw new Error('a call without an attempt')
    const standby = { ...first, n: 3, cause: 'standby' } as const
    const call = { ...CALLS.active, alarms: 4, attempts: [...CALLS.active.attempts, standby] }
    const texts = (of: AppState['call']) =>
      (of.phase === 'idle' ? [] : eventsOf(of, [])).map(({ text }) => text)
    expect(texts(call)).toEqual(texts(CALLS.active))
  })
  test('carry the clock on the wall', () => {
    expect(eventsOf(CALLS.active, []).every(({ time }) => /^\d\d:\d\d:\d\d$/.test(time))).toBe(true)
  })
})

describe('the quality graph', () => {
  const at = (seconds: readonly number[]) =>
    seconds.map(second => ({ atMs: 1_000 * second, value: 4, tone: second === 3 ? 'strain' : 'line' }))
  test('leaves a hole where nothing was measured, and marks it', () => {
    const { areas, holes } = graphOf(at([0, 1, 2, 8, 9]), 1_000, 10_000)
    expect([areas.length, holes]).toEqual([2, ['M200 86H800']])
  })
  test('is one whole line in the colours of its stretches', () => {
    const { strokes } = graphOf(at([1, 2, 3, 4]), 1_000, 4_000)
    expect(strokes.map(({ tone }) => tone)).toEqual(['line', 'strain', 'line'])
    // Each begins where the one before ends.
    expect(strokes[1]?.d.startsWith('M500 ')).toBe(true)
  })
  test.each([[8_000], [75_000], [252_000], [3_600_000], [40_000_000]])(
    'of %i ms has a few round times',
    lengthMs => {
      const { times } = graphOf([], 1_000, lengthMs)
      expect(times.length).toBeGreaterThan(1)
      expect(times.length).toBeLessThanOrEqual(7)
      for (const { percent } of times) expect(percent).toBeLessThanOrEqual(96)
    },
  )
})

describe('more figures', () => {
  const values = (over: Partial<ReturnType<typeof lineOf>>) =>
    Object.fromEntries(moreOf({ ...lineOf(GOOD), ...over }))
  test('name the relay, the way there, the wait, the levels and what was relayed', () => {
    const relayed = { relayBytes: 1_210_000, relayCost: { amount: 0.0124, currency: 'EUR' } }
    expect(values({ relayed })).toMatchObject({
      Relay: TLS_RELAY.server,
      Region: 'eu-central',
      'Way there': 'no proxy',
      'Your sound': '−14 dB',
      Relayed: '1.2 MB, 0.01 EUR',
    })
    expect(values({ path: { ...TLS_RELAY, viaProxy: true } })).toMatchObject({
      'Way there': 'through the proxy',
    })
  })
  test('leave out what was not measured', () => {
    const nothing = { relayBytes: 0, relayCost: null }
    expect(
      values({ path: DIRECT, quality: UNMEASURED, relayed: nothing, levels: { agent: null, microphone: 0 } }),
    ).toEqual({ 'Your sound': 'silent' })
  })
})
