// The finished call in a sentence: what it says of known calls, and that it never says more than the numbers do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_PROOF } from '../../protocol/plain'
import { type CallEvent, type CallReport, callReportSchema } from '../../protocol/report'
import { aftermathCopy } from '../../renderer/copy'
import { rate, THRESHOLDS, toneOf } from '../../renderer/health'
import { factsOf, graphViewOf } from '../../renderer/screens/model/aftermath'
import { eventsAfter } from '../../renderer/screens/model/events'
import { FAIR, GOOD, POOR, report, secondsOf, TOLD, UNMEASURED } from '../fixtures/reports'

const gap = (gapMs: number, lostMs = 0) => ({ cause: 'silence', gapMs, lostMs })
const back = (gapMs: number, isNewPath = true): CallEvent => ({
  type: 'resumed', atMs: 60_000, cause: 'silence', gapMs, isNewPath,
}) // biome-ignore format: one event

const CASES: readonly (readonly [said: string, call: Partial<CallReport>])[] = [
  ['Good. No interruptions.', {}],
  [
    'Good. Two path changes, 0.3 s of silence in all.',
    { recoveries: [gap(120), gap(160)], events: [back(120), back(160)] },
  ],
  ['Good. One path change, no interruptions.', { events: [{ type: 'moved', atMs: 9_000 }] }],
  [
    'Good. One interruption, 0.7 s of silence in all.',
    { recoveries: [gap(640)], events: [back(640, false)] },
  ],
  // A record from before events were kept: an interruption is all that is known.
  ['Good. One interruption, 0.7 s of silence in all.', { recoveries: [gap(640)] }],
  [
    'Good. One path change, 0.4 s of silence in all. 0.3 s of what you said did not arrive.',
    { recoveries: [gap(400, 250)], events: [back(400)] },
  ],
  ['Fair, the round trip was 240 ms. No interruptions.', { quality: FAIR }],
  ['Poor, the round trip was 612 ms. No interruptions.', { quality: POOR }],
  [
    'Poor, 9.2 % of the sound was filled in. No interruptions.',
    { quality: { ...GOOD, mos: 2.8, concealedPct: 9.2 } },
  ],
  ['The sound was not measured. No interruptions.', { quality: UNMEASURED }],
  ['The agent was never heard. No interruptions.', { heard: { agent: false, microphone: true } }],
  ['Your microphone gave no sound. No interruptions.', { heard: { agent: true, microphone: false } }],
  [
    'Good. No interruptions. For 3.2 s the agent did not hear you.',
    {
      proof: {
        ...NO_PROOF,
        findings: [
          { what: 'caller_unheard', fromMs: 2_900, toMs: 6_100 },
          { what: 'echo', fromMs: 9_000, toMs: 19_000 },
        ],
      },
    },
  ],
  [
    'Good. No interruptions. For the last 250.2 s the agent did not hear you.',
    { proof: { ...NO_PROOF, findings: [{ what: 'caller_unheard', fromMs: 2_900, toMs: null }] } },
  ],
  // A clear line that was not there for a while is no good call.
  ['Fair. One path change, 8.1 s of silence in all.', { recoveries: [gap(8_100)], events: [back(8_100)] }],
  [
    'Poor. One interruption, 22.0 s of silence in all. The sound was gone when the call ended.',
    { events: [{ type: 'paused', atMs: 231_010, cause: 'silence' }] },
  ],
  [
    'Good. At times poor, up to 3 s in all. No interruptions.',
    {
      overTime: {
        everyMs: 1_000,
        points: secondsOf(GOOD, 60).map((point, n) => (n % 25 === 5 ? { ...point, mos: 2 } : point)),
      },
    },
  ],
]

test.each(CASES)('%s', (said, call) => expect(aftermathCopy(report(call))).toBe(said))

describe('whatever a call was', () => {
  const ms = fc.integer({ min: 0, max: 20_000 })
  const event = fc.oneof(
    fc.record({ type: fc.constant('moved' as const), atMs: ms }),
    fc.record({ type: fc.constant('paused' as const), atMs: ms, cause: fc.constant('silence') }),
    fc.record({
      type: fc.constant('resumed' as const),
      atMs: ms,
      cause: fc.constant('silence'),
      gapMs: ms,
      isNewPath: fc.boolean(),
    }),
  )
  const maybe = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }), { nil: null })
  const calls = fc
    .record({
      mos: fc.option(fc.double({ min: 1, max: 4.5, noNaN: true }), { nil: null }),
      rttMs: maybe(2_000),
      concealedPct: maybe(100),
      lossPct: maybe(100),
      events: fc.array(event, { maxLength: 6 }),
      durationMs: fc.integer({ min: 1, max: 600_000 }),
      heard: fc.record({ agent: fc.boolean(), microphone: fc.boolean() }),
      lostMs: fc.integer({ min: 0, max: 500 }),
    })
    .map(({ events, durationMs, heard, lostMs, ...quality }) =>
      report({
        quality: { ...UNMEASURED, ...quality },
        events,
        durationMs,
        heard,
        recoveries: events.flatMap(one => (one.type === 'resumed' ? [gap(one.gapMs, lostMs)] : [])),
      }),
    )

  test('the sentence is one, and claims no more than the numbers', () => {
    fc.assert(
      fc.property(calls, call => {
        const said = aftermathCopy(call)
        const silentMs = call.recoveries.reduce((sum, { gapMs }) => sum + gapMs, 0)
        const saidSilence = Number(/([\d.]+) s of silence/.exec(said)?.[1] ?? 0) * 1_000
        const isHeard = call.heard.agent && call.heard.microphone
        expect(said).not.toMatch(/undefined|null|NaN|Infinity/)
        expect(said).toMatch(/^[A-Z].*\.$/)
        if (/^Good/.test(said)) {
          expect(isHeard && rate(call.quality).tone === 'line').toBe(true)
          expect(toneOf('concealedPct', (100 * silentMs) / call.durationMs)).toBe('line')
        }
        if (/^Fair/.test(said)) expect(rate(call.quality).tone).not.toBe('break')
        if (said.includes('no interruptions') || said.includes('No interruptions'))
          expect(call.events.some(({ type }) => type === 'resumed')).toBe(false)
        // Silence is never said to be shorter than it was.
        expect(saidSilence).toBeGreaterThanOrEqual(silentMs - 1e-6)
        if (call.recoveries.some(({ lostMs }) => lostMs > 0)) expect(said).toContain('did not arrive')
        if (!call.heard.agent) expect(said).toContain('never heard')
      }),
    )
  })
})

describe('the finished call', () => {
  test('is told from its report alone, by its own time', () => {
    expect(eventsAfter(TOLD).map(({ time, text }) => `${time} ${text}`)).toEqual([
      '00:00 Connected over the TLS relay',
      '00:00 Recording on, by viaduct-gateway',
      '01:49 Path changed, 0.2 s gap',
      '02:34 Network changed',
      '02:38 Sound paused',
      '02:47 Path changed, 8.1 s gap',
      '04:12 You ended the call',
    ])
  })
  test('shows what was measured and nothing else', () => {
    const labels = (call: CallReport) => factsOf(call).map(([label]) => label)
    expect(labels(TOLD)).toEqual([
      'Quality',
      'Duration',
      'Path',
      'Round trip',
      'Agent response',
      'Stops when interrupted',
      'Relayed',
    ])
    expect(labels(report({ quality: UNMEASURED, path: null, relayBytes: 0 }))).toEqual(['Duration'])
  })
  test('names a cost only where there is a price, and never rounds it to nothing', () => {
    const relayed = (relayCost: CallReport['relayCost']) => factsOf(report({ relayCost })).at(-1)?.[1]
    expect(relayed(null)).toBe('1.2 MB')
    expect(relayed({ amount: 0.00048, currency: 'EUR' })).toBe('1.2 MB, below 0.01 EUR')
    expect(relayed({ amount: 1.234, currency: 'USD' })).toBe('1.2 MB, 1.23 USD')
  })
  test('has a graph once there are two seconds to draw', () => {
    expect(graphViewOf(report({}), THRESHOLDS)).toBeNull()
    expect(graphViewOf(TOLD, THRESHOLDS)?.label).toBe(
      'Quality over the call: between 1.7 and 4.3 of 5, lowest at 02:37',
    )
  })
  test('of an older version of the app is still read', () => {
    const now = report({})
    const { overTime: _, events: __, relayCost: ___, redundancy: ____, ...old } = now
    const { bufferMs: _____, ...quality } = old.quality
    const read = callReportSchema.parse({ ...old, quality })
    expect(read).toEqual({ ...now, quality: { ...quality, bufferMs: null } })
    expect(aftermathCopy(read)).toBe('Good. No interruptions.')
  })
})
