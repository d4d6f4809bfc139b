// The line in words: one-word verdicts and what they are due to. Thresholds and tones belong to health.
import type { Path, Quality } from '../../protocol/report'
import { type Rating, type Reason, rate, type Thresholds, type Tone } from '../health'
import { decimal } from './format'
import { pathPhrase } from './paths'

const WORDS = {
  line: 'Good',
  strain: 'Fair',
  break: 'Poor',
  unknown: 'Measuring',
} as const satisfies Record<Tone, string>

/** The verdict over all figures of a stretch. */
export const toneOfQuality = (quality: Quality | null, thresholds?: Thresholds): Tone =>
  quality === null ? 'unknown' : rate(quality, thresholds).tone

export const verdictWord = (tone: Tone): string => WORDS[tone]

const ms = (value: number): string => `${Math.round(value)} ms`
const percent = (value: number): string => `${decimal(value)} %`

/** What is wrong, as a person notices it, and the figure that says so. */
const REASONS = {
  rttMs: { felt: 'Answers come late', shows: value => `the round trip is ${ms(value)}` },
  bufferMs: { felt: 'Answers come late', shows: value => `sound waits ${ms(value)} to be played` },
  jitterMs: { felt: 'Sound arrives unevenly', shows: value => `jitter is ${ms(value)}` },
  lossPct: { felt: 'Sound gets lost', shows: value => `${percent(value)} of the packets do not arrive` },
  concealedPct: { felt: 'Words may blur', shows: value => `${percent(value)} of the sound is filled in` },
} as const satisfies Record<Reason, { felt: string; shows: (value: number) => string }>

/** The figure that a verdict is due to, after the fact. */
const DUE: Readonly<Record<Reason, (value: number) => string>> = {
  rttMs: value => `the round trip was ${ms(value)}`,
  bufferMs: value => `sound waited ${ms(value)} to be played`,
  jitterMs: value => `jitter was ${ms(value)}`,
  lossPct: value => `${percent(value)} of the packets were lost`,
  concealedPct: value => `${percent(value)} of the sound was filled in`,
}

/** `the round trip was 240 ms`, or null where there is nothing to name. */
export function dueTo({ reason }: Rating, quality: Quality): string | null {
  const value = reason === null ? null : quality[reason]
  return reason === null || value === null ? null : DUE[reason](value)
}

/** One sentence under the verdict: what it is due to, or over which path all is well. */
export function verdictLine({ tone, reason }: Rating, quality: Quality, path: Path | null): string {
  const over = path === null ? '' : ` over ${pathPhrase(path)}`
  if (tone === 'line') return `Clear sound${over}.`
  if (tone === 'unknown') return 'The first figures arrive in a second.'
  const value = reason === null ? null : quality[reason]
  if (reason === null || value === null) return `Sound may waver${over}.`
  const { felt, shows } = REASONS[reason]
  return `${felt}: ${shows(value)}.`
}
