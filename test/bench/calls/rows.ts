// Figures, aims and how they read. Pure.

import type { Sample } from '../../lab/callers/window'
import { quantile } from '../../lab/figures'

/** One figure. `ours` and `plain` are medians in the metric's unit; `ratio` is ours to plain. */
export interface Row {
  readonly metric: string
  readonly ours: number | null
  readonly plain: number | null
  readonly ratio: number | null
  /** How many of ours. */
  readonly n: number
  /** The largest ratio that is good; null: measured, not judged. */
  readonly aim: number | null
  readonly ok: boolean | null
}

const median = (samples: readonly Sample[]): number | null =>
  quantile(
    samples.map(({ ms }) => ms),
    0.5,
  )

/** The row of two contestants. A judged one is bad when any call of ours carried no sound, however fast the rest was. */
export function rowOf(
  metric: string,
  ours: readonly Sample[],
  plain: readonly Sample[],
  aim: number | null,
): Row {
  const [own, other] = [median(ours), median(plain)]
  const ratio = own === null || other === null || other === 0 ? null : own / other
  const good = ratio !== null && aim !== null && ratio <= aim && ours.every(({ sounded }) => sounded)
  return { metric, ours: own, plain: other, ratio, n: ours.length, aim, ok: aim === null ? null : good }
}

/** A figure that could not be taken: it fails, and its reason stands in its name. */
export const missing = (metric: string, why: string): Row => ({
  metric: `${metric}: ${why}`,
  ours: null,
  plain: null,
  ratio: null,
  n: 0,
  aim: null,
  ok: false,
})

const figure = (value: number | null, digits: number): string =>
  value === null ? '-' : value.toFixed(digits)
/** Ratios far below 1 say more as "times faster". */
const ratioText = (ratio: number): string => (ratio < 0.05 ? `1/${(1 / ratio).toFixed(0)}` : ratio.toFixed(2))
const maybeRatio = (ratio: number | null): string => (ratio === null ? '-' : ratioText(ratio))
const VERDICTS = new Map([
  [true, 'ok'],
  [false, 'FAILED'],
  [null, ''],
])

const cells = ({ metric, ours, plain, ratio, n, aim, ok }: Row): readonly string[] => {
  const digits = ours !== null && ours < 10 ? 2 : 0
  const bound = aim === null ? '' : `<= ${ratioText(aim)}`
  const verdict = VERDICTS.get(ok) ?? ''
  return [metric, figure(ours, digits), figure(plain, digits), maybeRatio(ratio), `${n}`, bound, verdict]
}

const HEAD = ['metric', 'ours', 'plain', 'ratio', 'n', 'aim', '']
const line = (values: readonly string[]): string => `| ${values.join(' | ')} |`

/** As a Markdown table. */
export const table = (rows: readonly Row[]): string =>
  [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(row => line(cells(row)))].join('\n')

/** 'N passed, N failed': what is not judged is neither. */
export function summaryOf(rows: readonly Row[]): string {
  const count = (ok: boolean) => rows.filter(row => row.ok === ok).length
  return `${count(true)} passed, ${count(false)} failed`
}
