// The rows of the health sheet, from the figures and their last minute. Pure.
import type { Quality } from '../../../protocol/report'
import {
  format,
  type Tone,
  toneOfJitter,
  toneOfLoss,
  toneOfMos,
  toneOfRoundTrip,
  verdictWord,
  words,
} from '../../copy'
import type { Metric } from '../../ui'

const { health: text } = words

interface Figure {
  readonly name: string
  readonly unit: string
  readonly of: (quality: Quality) => number | null
  readonly show: (value: number) => string
  readonly tone: (value: number | null) => Tone
}

const whole = (value: number): string => String(Math.round(value))
/** A codec that sends less in silence is not worse: only nothing at all is. */
const toneOfBitrate = (value: number | null): Tone => (value === 0 ? 'break' : 'line')

const FIGURES: readonly Figure[] = [
  { name: text.mos, unit: text.ofFive, of: q => q.mos, show: v => v.toFixed(1), tone: toneOfMos },
  { name: text.roundTrip, unit: 'ms', of: q => q.rttMs, show: whole, tone: toneOfRoundTrip },
  { name: text.jitter, unit: 'ms', of: q => q.jitterMs, show: whole, tone: toneOfJitter },
  { name: text.loss, unit: '%', of: q => q.lossPct, show: format.decimal, tone: toneOfLoss },
  { name: text.bitrate, unit: 'kb/s', of: q => q.receivedKbps, show: whole, tone: toneOfBitrate },
]

const isNumber = (value: number | null): value is number => value !== null

/** One row each; MOS only once it is known, since not every line can be rated. */
export function metricsOf(quality: Quality | null, history: readonly Quality[]): readonly Metric[] {
  return FIGURES.filter(({ name }) => name !== text.mos || isNumber(quality?.mos ?? null)).map(figure => {
    const value = quality === null ? null : figure.of(quality)
    const tone = figure.tone(value)
    return {
      name: figure.name,
      unit: figure.unit,
      value: value === null ? null : figure.show(value),
      tone,
      word: verdictWord(tone).toLowerCase(),
      history: history.map(figure.of).filter(isNumber),
    }
  })
}
