// One-word verdicts and the thresholds behind them, so that colour and words agree everywhere.
// Thresholds: design language, "Verdict thresholds".
import type { Path, Quality } from '../../protocol/report'
import { pathPhrase } from './paths'

/** The state of the line: open, strained or broken; `unknown` where nothing was measured. */
export type Tone = 'line' | 'strain' | 'break' | 'unknown'

const rising = (fairAbove: number, poorAbove: number) => (value: number | null) =>
  toneOf(
    value,
    v => v > fairAbove,
    v => v > poorAbove,
  )
const falling = (fairBelow: number, poorBelow: number) => (value: number | null) =>
  toneOf(
    value,
    v => v < fairBelow,
    v => v < poorBelow,
  )

function toneOf(value: number | null, fair: (v: number) => boolean, poor: (v: number) => boolean): Tone {
  if (value === null) return 'unknown'
  if (poor(value)) return 'break'
  return fair(value) ? 'strain' : 'line'
}

export const toneOfMos = falling(3.8, 3.0)
export const toneOfRoundTrip = rising(180, 450)
export const toneOfJitter = rising(30, 60)
export const toneOfLoss = rising(1.5, 5)

/** The agent's answer is late above this. Milliseconds. */
export const RESPONSE_BUDGET_MS = 1_400

const WORDS = {
  line: 'Good',
  strain: 'Fair',
  break: 'Poor',
  unknown: 'Measuring',
} as const satisfies Record<Tone, string>
const RANK: readonly Tone[] = ['unknown', 'line', 'strain', 'break']

/** The verdict over all figures: MOS decides where it is known, else the worst of the others. */
export function toneOfQuality(quality: Quality | null): Tone {
  if (quality === null) return 'unknown'
  if (quality.mos !== null) return toneOfMos(quality.mos)
  const tones = [toneOfRoundTrip(quality.rttMs), toneOfJitter(quality.jitterMs), toneOfLoss(quality.lossPct)]
  return tones.reduce((worst, tone) => (RANK.indexOf(tone) > RANK.indexOf(worst) ? tone : worst), 'unknown')
}

export const verdictWord = (tone: Tone): string => WORDS[tone]

/** One sentence under the verdict. */
export function verdictLine(tone: Tone, path: Path | null): string {
  const over = path === null ? '' : ` over ${pathPhrase(path)}`
  if (tone === 'line') return `Clear sound${over}.`
  if (tone === 'strain') return `Sound may waver${over}.`
  if (tone === 'break') return `Words may get lost${over}.`
  return 'The first figures arrive in a second.'
}
