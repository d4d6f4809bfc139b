// The verdict over all figures, and which of them it is due to. Pure; words belong to copy.
import type { Quality } from '../../protocol/report'
import { type Held, hold, NOT_HELD } from './hold'
import { mos } from './mos'
import { isWorse, RATED, type RatedFigure, type Thresholds, type Tone, tonesOf, worst } from './thresholds'

/** What a verdict is due to. `bufferMs`: sound that waits long before it is played. */
export type Reason = Exclude<RatedFigure, 'mos'> | 'bufferMs'

export interface Rating {
  readonly tone: Tone
  /** Null where all is well, or nothing known. */
  readonly reason: Reason | null
}

/** What MOS would gain most without: what had to be filled in, the way there and back, or the wait in the buffer. */
function costOf({ concealedPct, rttMs, bufferMs }: Quality): Reason {
  const now = { concealedPct: concealedPct ?? 0, rttMs: rttMs ?? 0, jitterBufferMs: bufferMs ?? 0 }
  const without = [
    ['concealedPct', mos({ ...now, concealedPct: 0 })],
    ['rttMs', mos({ ...now, rttMs: 0 })],
    ['bufferMs', mos({ ...now, jitterBufferMs: 0 })],
  ] as const
  return without.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/**
 * MOS decides where it is known, and the round trip beside it, because a late answer disturbs a talk more than MOS, made for
 * listening, says. Loss and jitter decide only where there is no MOS: repaired, nobody hears them.
 */
export function rate(quality: Quality, thresholds?: Thresholds): Rating {
  const tones = tonesOf(quality, thresholds)
  const deciding: readonly RatedFigure[] =
    tones.mos === 'unknown' ? RATED.filter(figure => figure !== 'mos') : ['rttMs', 'mos']
  const tone = worst(deciding.map(figure => tones[figure]))
  if (tone === 'line' || tone === 'unknown') return { tone, reason: null }
  const due = deciding.find(figure => tones[figure] === tone)
  return { tone, reason: due === undefined || due === 'mos' ? costOf(quality) : due }
}

/** Everything on the panel that has a colour, held steady. */
export interface Warnings {
  readonly verdict: Held
  readonly reason: Reason | null
  readonly figures: { readonly [F in RatedFigure]: Held }
}

export const NO_WARNINGS: Warnings = {
  verdict: NOT_HELD,
  reason: null,
  figures: {
    mos: NOT_HELD,
    rttMs: NOT_HELD,
    jitterMs: NOT_HELD,
    lossPct: NOT_HELD,
    concealedPct: NOT_HELD,
  },
}

/** After one more second. The reason stays as long as its warning does, and gives way to that of a worse one. */
export function warn(before: Warnings, quality: Quality, thresholds?: Thresholds): Warnings {
  const { tone, reason } = rate(quality, thresholds)
  const verdict = hold(before.verdict, tone)
  const tones = tonesOf(quality, thresholds)
  const isCalm = !isWorse(verdict.tone, 'line')
  return {
    verdict,
    reason: isCalm ? null : (reason ?? before.reason),
    figures: {
      mos: hold(before.figures.mos, tones.mos),
      rttMs: hold(before.figures.rttMs, tones.rttMs),
      jitterMs: hold(before.figures.jitterMs, tones.jitterMs),
      lossPct: hold(before.figures.lossPct, tones.lossPct),
      concealedPct: hold(before.figures.concealedPct, tones.concealedPct),
    },
  }
}
