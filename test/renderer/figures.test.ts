// The figures: MOS against the standard it simplifies, warnings that do not flicker, the line over time, totals over several peers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_POINTS, POINTS_MAX } from '../../protocol/plain'
import { policySchema } from '../../protocol/policy'
import type { OverTime, Point } from '../../protocol/report'
import {
  CLEAR_AFTER,
  grouped,
  type Held,
  hold,
  isWorse,
  minuteOf,
  mos,
  NOT_HELD,
  RAISE_AFTER,
  rate,
  THRESHOLDS,
  type Tone,
  thresholdsOf,
  toneOf,
  withPoint,
} from '../../renderer/health'
import { FAIR, GOOD, POOR, secondsOf, UNMEASURED } from '../fixtures/reports'

const inputs = fc.record({
  concealedPct: fc.double({ min: 0, max: 100, noNaN: true }),
  rttMs: fc.double({ min: 0, max: 20_000, noNaN: true }),
  jitterBufferMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
})

/** The E-model once more, in another form than the app's: the sixth roots by logarithms, Annex B as a polynomial. */
const root6 = (value: number): number => Math.exp(Math.log(value) / 6)
const mosOfR = (r: number): number => 1 + 0.035 * r - 0.042 * r + 0.00112 * r ** 2 - 7e-6 * r ** 3
function rOf(mouthToEarMs: number, concealedPct = 0): number {
  const octaves = Math.max(0, Math.log(mouthToEarMs / 100) / Math.log(2))
  const delay = 25 * root6(1 + octaves ** 6) - 75 * root6(1 + octaves ** 6 / 729) + 50
  return 93.2 - delay - 95 / (1 + 20 / Math.max(1e-12, concealedPct))
}
/** Half of the round trip, and a frame of 20 ms. */
const scoreAfter = (mouthToEarMs: number, concealedPct = 0): number =>
  mos({ concealedPct, rttMs: 2 * (mouthToEarMs - 20), jitterBufferMs: 0 })

describe('MOS', () => {
  test('is within 1 and 5, and never better for more of anything bad', () => {
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        const score = mos(one)
        expect(score).toBeGreaterThanOrEqual(1)
        expect(score).toBeLessThanOrEqual(5)
        for (const key of ['concealedPct', 'rttMs', 'jitterBufferMs'] as const) {
          const more = { ...one, [key]: Math.max(one[key], other[key]) }
          expect(mos(more)).toBeLessThanOrEqual(score + 1e-9)
        }
      }),
    )
  })

  test('has no hole: a small step in any input is a small step in the score', () => {
    fc.assert(
      fc.property(inputs, input => {
        const steps = { concealedPct: 0.01, rttMs: 0.1, jitterBufferMs: 0.1 }
        for (const key of ['concealedPct', 'rttMs', 'jitterBufferMs'] as const)
          expect(Math.abs(mos({ ...input, [key]: input[key] + steps[key] }) - mos(input))).toBeLessThan(0.003)
      }),
    )
  })

  test.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('maps R %i to %f, as the table of G.107 Annex B has it', (r, table) => {
    // What must be made up for exactly this R, where nothing is late.
    const impairment = 93.2 - r
    expect(scoreAfter(40, (20 * impairment) / (95 - impairment))).toBeCloseTo(table, 1)
  })

  test('is G.107 at every delay and every loss', () => {
    const delays = fc.double({ min: 20, max: 10_000, noNaN: true })
    const losses = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(delays, losses, (delayMs, concealedPct) => {
        expect(scoreAfter(delayMs, concealedPct)).toBeCloseTo(
          Math.max(1, mosOfR(Math.max(0, rOf(delayMs, concealedPct)))),
          5,
        )
      }),
    )
  })

  test('is 4.41 on a perfect line, costs nothing up to 100 ms, and falls to 3 where 600 ms pass', () => {
    expect([20, 100, 300, 600, 1_200].map(ms => scoreAfter(ms).toFixed(2))).toEqual([
      '4.41',
      '4.41',
      '3.96',
      '2.99',
      '2.46',
    ])
  })
})

describe('thresholds', () => {
  test.each([
    ['mos', 3.8, 'line'],
    ['mos', 3.79, 'strain'],
    ['mos', 2.99, 'break'],
    ['rttMs', 180, 'line'],
    ['rttMs', 181, 'strain'],
    ['rttMs', 451, 'break'],
    ['jitterMs', 60, 'strain'],
    ['lossPct', 5.1, 'break'],
    ['concealedPct', 1.5, 'line'],
  ] as const)('%s of %f is %s', (figure, value, tone) => expect(toneOf(figure, value)).toBe(tone))

  test('a policy moves those it names, and no others', () => {
    const thresholds = thresholdsOf({ rttMs: { fair: 300, poor: 600 } })
    expect([toneOf('rttMs', 250), toneOf('rttMs', 250, thresholds)]).toEqual(['strain', 'line'])
    expect({ ...thresholds, rttMs: THRESHOLDS.rttMs }).toEqual(THRESHOLDS)
    expect(thresholdsOf(undefined)).toEqual(THRESHOLDS)
  })

  const policyWith = (thresholds: unknown) => policySchema.safeParse({ version: 1, thresholds }).success
  test.each([
    [{ rttMs: { fair: 300, poor: 600 } }, true],
    [{ mos: { fair: 4, poor: 3.5 }, responseMs: { aim: 600, budget: 1_000 } }, true],
    [{ rttMs: { fair: 600, poor: 300 } }, false],
    [{ mos: { fair: 3, poor: 3.5 } }, false],
    [{ rttMs: { fair: 300 } }, false],
    [{ rttMs: { fair: 0, poor: 300 } }, false],
    [{ lossPct: { fair: 5, poor: 101 } }, false],
    [{ roundTrip: { fair: 300, poor: 600 } }, false],
    [{ responseMs: { aim: 1_400, budget: 800 } }, false],
  ])('a policy with %j: %s', (thresholds, isTaken) => expect(policyWith(thresholds)).toBe(isTaken))
})

describe('the verdict', () => {
  test('is due to the figure that costs most', () => {
    expect(rate(GOOD)).toEqual({ tone: 'line', reason: null })
    expect(rate(FAIR)).toEqual({ tone: 'strain', reason: 'rttMs' })
    expect(rate({ ...GOOD, mos: 2.4, concealedPct: 12 })).toEqual({ tone: 'break', reason: 'concealedPct' })
    expect(rate({ ...GOOD, mos: 3.5, bufferMs: 320 })).toEqual({ tone: 'strain', reason: 'bufferMs' })
    expect(rate({ ...UNMEASURED, lossPct: 9 })).toEqual({ tone: 'break', reason: 'lossPct' })
    expect(rate(UNMEASURED)).toEqual({ tone: 'unknown', reason: null })
  })
  test('does not mind loss that nobody hears', () => {
    expect(rate({ ...GOOD, lossPct: 20, concealedPct: 0.4, mos: 4.2 }).tone).toBe('line')
  })
  test('minds a late answer that MOS, made for listening, does not', () => {
    expect(rate({ ...GOOD, rttMs: 470, mos: 3.81 })).toEqual({ tone: 'break', reason: 'rttMs' })
    expect(rate(POOR).tone).toBe('break')
  })
})

const TONES: readonly Tone[] = ['line', 'strain', 'break', 'unknown']
const heldOver = (tones: readonly Tone[]): readonly Held[] => {
  const all: Held[] = []
  for (const tone of tones) all.push(hold(all.at(-1) ?? NOT_HELD, tone))
  return all
}
const shownOver = (tones: readonly Tone[]): readonly Tone[] => heldOver(tones).map(({ tone }) => tone)
const times = (count: number, tone: Tone): readonly Tone[] => Array.from({ length: count }, () => tone)

describe('a warning', () => {
  test('is raised by three bad seconds in a row and cleared by six good ones', () => {
    const story = shownOver([...times(2, 'line'), ...times(3, 'break'), ...times(6, 'line')])
    expect(story).toEqual([...times(4, 'line'), ...times(6, 'break'), 'line'])
  })
  test('is raised to what was there all the time, and cleared to no better than that', () => {
    expect(shownOver(['line', 'break', 'strain', 'break']).at(-1)).toBe('strain')
    const cleared = [...times(3, 'line'), 'strain', 'line', 'line'] as const
    expect(shownOver([...times(3, 'break'), ...cleared]).at(-1)).toBe('strain')
  })
  test('is not raised by seconds that come one by one', () => {
    const flicker = Array.from({ length: 60 }, (_, n): Tone => (n % 3 === 0 ? 'line' : 'break'))
    expect(new Set(shownOver(flicker))).toEqual(new Set(['line']))
  })

  test('never changes faster than its rule, and never without the seconds that the rule asks for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TONES), { maxLength: 120 }), tones => {
        const shown = shownOver(tones)
        let since = 0
        shown.forEach((tone, at) => {
          const before = shown[at - 1] ?? 'unknown'
          if (tone === before) return
          const isRaised = before === 'unknown' ? tone !== 'line' : isWorse(tone, before)
          const needed = before === 'unknown' && !isRaised ? 1 : isRaised ? RAISE_AFTER : CLEAR_AFTER
          // So many measured seconds since the last change, every one of them on the new side.
          const run = tones.slice(since, at + 1).filter(now => now !== 'unknown')
          expect(run.length).toBeGreaterThanOrEqual(needed)
          for (const now of run.slice(-needed))
            expect(isRaised ? isWorse(now, before) : now === 'line' || isWorse(before, now)).toBe(true)
          since = at + 1
        })
      }),
    )
  })
})

const pointsOf = (seconds: number): readonly Point[] => secondsOf(GOOD, seconds)
const over = (points: readonly Point[]): OverTime =>
  points.reduce<OverTime>((series, point) => withPoint(series, point), NO_POINTS)

describe('the line over time', () => {
  test('has a point a second while there is room, and then half as many', () => {
    expect(over(pointsOf(600))).toMatchObject({ everyMs: 1_000, points: { length: 600 } })
    expect(over(pointsOf(601))).toMatchObject({ everyMs: 2_000, points: { length: 301 } })
    expect(over(pointsOf(10_000)).everyMs).toBe(32_000)
  })

  test('never grows beyond its bound, and is what grouping all seconds at once would give', () => {
    const gaps = fc.array(fc.integer({ min: 400, max: 30_000 }), { maxLength: 1_500 })
    fc.assert(
      fc.property(gaps, waits => {
        let atMs = 0
        const points = waits.map((ms, n) => {
          atMs += ms
          return { ...(pointsOf(1)[0] as Point), atMs, mos: 1 + ((n * 7) % 35) / 10 }
        })
        const series = over(points)
        expect(series.points.length).toBeLessThanOrEqual(POINTS_MAX)
        expect(series.points).toEqual(grouped(points, series.everyMs))
      }),
      { numRuns: 30 },
    )
  })

  test('keeps the worst second of a stretch', () => {
    const points = pointsOf(1_300).map(point => (point.atMs === 777_000 ? { ...point, mos: 1.3 } : point))
    expect(Math.min(...over(points).points.map(({ mos: score }) => score ?? 5))).toBe(1.3)
  })

  test('leaves a hole where nothing was measured', () => {
    const points = pointsOf(60).filter(({ atMs }) => atMs < 20_000 || atMs > 40_000)
    expect(over(points).points).toHaveLength(39)
  })

  test('is forty points for the last minute', () => {
    expect(minuteOf(pointsOf(300))).toHaveLength(40)
    expect(minuteOf(pointsOf(3))).toHaveLength(2)
  })
})
