// Where a figure stops being good, and where it becomes poor: one table for the panel, the verdict, the report and the network page.
// Knows figures and the policy that may move them; no words, no screen. Values: design language, "Verdict thresholds".
import type { Policy } from '../../protocol/policy'
import type { Quality } from '../../protocol/report'

/** The state of the line: open, strained or broken; `unknown` where nothing was measured. */
export type Tone = 'line' | 'strain' | 'break' | 'unknown'

/** From unknown to worst. */
const RANK: readonly Tone[] = ['unknown', 'line', 'strain', 'break']
export const isWorse = (one: Tone, other: Tone): boolean => RANK.indexOf(one) > RANK.indexOf(other)
export const worst = (tones: readonly Tone[]): Tone =>
  tones.reduce((sofar, tone) => (isWorse(tone, sofar) ? tone : sofar), 'unknown')

/** The figures that are rated one by one. */
export const RATED = ['mos', 'rttMs', 'jitterMs', 'lossPct', 'concealedPct'] as const
export type RatedFigure = (typeof RATED)[number]

/** A figure is fair beyond the one and poor beyond the other; at the limit itself it is still the better of the two. */
interface Limits {
  readonly fair: number
  readonly poor: number
}

export type Thresholds = { readonly [F in RatedFigure]: Limits } & {
  /** The agent's answer: people talk at ease up to `aim` (800 ms); beyond `budget` it is late. */
  readonly responseMs: { readonly aim: number; readonly budget: number }
}

export const THRESHOLDS: Thresholds = {
  mos: { fair: 3.8, poor: 3 },
  rttMs: { fair: 180, poor: 450 },
  jitterMs: { fair: 30, poor: 60 },
  lossPct: { fair: 1.5, poor: 5 },
  // What loss becomes where nothing repairs it, and so rated as loss is.
  concealedPct: { fair: 1.5, poor: 5 },
  responseMs: { aim: 800, budget: 1_400 },
}

/** The table as the organisation wants it: its figures in place of ours. */
export const thresholdsOf = (policy: Policy['thresholds'] | undefined): Thresholds => {
  const own = Object.entries(policy ?? {}).filter(([, limits]) => limits !== undefined)
  return { ...THRESHOLDS, ...Object.fromEntries(own) }
}

/** How one figure is to be called now. */
export function toneOf(figure: RatedFigure, value: number | null, thresholds: Thresholds = THRESHOLDS): Tone {
  if (value === null) return 'unknown'
  const { fair, poor } = thresholds[figure]
  const beyond = (limit: number): boolean => (figure === 'mos' ? value < limit : value > limit)
  if (beyond(poor)) return 'break'
  return beyond(fair) ? 'strain' : 'line'
}

export const tonesOf = (
  quality: Pick<Quality, RatedFigure>,
  thresholds?: Thresholds,
): { readonly [F in RatedFigure]: Tone } => ({
  mos: toneOf('mos', quality.mos, thresholds),
  rttMs: toneOf('rttMs', quality.rttMs, thresholds),
  jitterMs: toneOf('jitterMs', quality.jitterMs, thresholds),
  lossPct: toneOf('lossPct', quality.lossPct, thresholds),
  concealedPct: toneOf('concealedPct', quality.concealedPct, thresholds),
})
