// The line in words: one-word verdicts and what they are due to. Thresholds and tones belong to health.
import type { Path, Quality } from '../../protocol/report'
import { type Rating, type Reason, rate, type Thresholds, type Tone } from '../health'
import { ms, percent } from './format'
import { pathPhrase } from './paths'
import { words } from './words'

const { line: text } = words

/** The verdict over all figures of a stretch. */
export const toneOfQuality = (quality: Quality | null, thresholds?: Thresholds): Tone =>
  quality === null ? 'unknown' : rate(quality, thresholds).tone

export const verdictWord = (tone: Tone): string => words.verdicts[tone]

/** A figure with its unit. */
const FIGURES = {
  rttMs: ms,
  bufferMs: ms,
  jitterMs: ms,
  lossPct: percent,
  concealedPct: percent,
} as const satisfies Record<Reason, (value: number) => string>

/** `the round trip was 240 ms`, or null where there is nothing to name. */
export function dueTo({ reason }: Rating, quality: Quality): string | null {
  const value = reason === null ? null : quality[reason]
  return reason === null || value === null ? null : words.due[reason]({ figure: FIGURES[reason](value) })
}

/** One sentence under the verdict: what it is due to, or over which path all is well. */
export function verdictLine({ tone, reason }: Rating, quality: Quality, path: Path | null): string {
  const over = path === null ? null : { path: pathPhrase(path) }
  if (tone === 'line') return over === null ? text.clear : text.clearOver(over)
  if (tone === 'unknown') return text.measuring
  const value = reason === null ? null : quality[reason]
  if (reason === null || value === null) return over === null ? text.waver : text.waverOver(over)
  return words.reasons[reason]({ figure: FIGURES[reason](value) })
}
