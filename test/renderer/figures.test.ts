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

/** ITU-T G.107: the mapping of its Annex B, and the impairment by absolute delay (Idd), with the default R of 93.2 and no other. */
const mosOfR = (r: number): number => 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)
function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0
  const x = Math.log2(delayMs / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

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
  ])('maps R %i to %f, as G.107 Annex B has it', (r, table) => {
    // A delay below 150 ms that costs exactly this much of R, if there is one; above, the steeper part.
    const delayMs = 100 - r <= 4.5 ? (100 - r) / 0.03 : (100 - r + 15) / 0.13
    expect(mosOfR(r)).toBeCloseTo(table, 1)
    expect(mos({ concealedPct: 0, rttMs: 2 * (delayMs - 20), jitterBufferMs: 0 })).toBeCloseTo(mosOfR(r), 6)
  })

  test('is near G.107 itself: at most 0.1 above, and stricter with long delays', () => {
    for (let delayMs = 20; delayMs <= 500; delayMs += 5) {
      const ours = mos({ concealedPct: 0, rttMs: 2 * (delayMs - 20), jitterBufferMs: 0 })
      const theirs = mosOfR(93.2 - delayImpairment(delayMs))
      expect(ours - theirs).toBeLessThanOrEqual(0.1)
      expect(theirs - ours).toBeLessThanOrEqual(0.7)
    }
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
