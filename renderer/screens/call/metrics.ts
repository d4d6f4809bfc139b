// The rows of the health sheet, from the figures and their last minute. Pure.
import type { Point, Quality } from '../../../protocol/report'
import { format, verdictWord, words } from '../../copy'
import type { RatedFigure, Tone } from '../../health'
import type { Metric } from '../../ui'
import type { LiveFigures } from '../props'

const { health: text } = words

interface Figure {
  readonly name: 'mos' | 'roundTrip' | 'jitter' | 'loss' | 'concealed' | 'bitrate'
  readonly unit: 'ofFive' | 'ms' | '%' | 'kb/s'
  readonly of: (quality: Quality) => number | null
  /** The same in a point of the last minute. */
  readonly point: Exclude<keyof Point, 'atMs'>
  readonly show: (value: number) => string
  readonly rated: RatedFigure | null
}

const whole = (value: number): string => String(Math.round(value))

const FIGURES: readonly Figure[] = [
  { name: 'mos', unit: 'ofFive', of: q => q.mos, point: 'mos', show: format.score, rated: 'mos' },
  { name: 'roundTrip', unit: 'ms', of: q => q.rttMs, point: 'rttMs', show: whole, rated: 'rttMs' },
  { name: 'jitter', unit: 'ms', of: q => q.jitterMs, point: 'jitterMs', show: whole, rated: 'jitterMs' },
  {
    name: 'loss',
    unit: '%',
    of: q => q.lossPct,
    point: 'lossPct',
    show: format.decimal,
    rated: 'lossPct',
  },
  {
    name: 'concealed',
    unit: '%',
    of: q => q.concealedPct,
    point: 'concealedPct',
    show: format.decimal,
    rated: 'concealedPct',
  },
  { name: 'bitrate', unit: 'kb/s', of: q => q.receivedKbps, point: 'kbps', show: whole, rated: null },
]

const isNumber = (value: number | null): value is number => value !== null

/** A codec that sends less in silence is not worse: only nothing at all is. */
const toneOfBitrate = (kbps: number | null): Tone => (kbps === 0 ? 'break' : 'line')

/** One row each; MOS only once it is known, since not every line can be rated. */
export function metricsOf(live: LiveFigures | null): readonly Metric[] {
  const isKnown = (live?.quality.mos ?? null) !== null
  return FIGURES.filter(({ rated }) => rated !== 'mos' || isKnown).map(figure => {
    const value = live === null ? null : figure.of(live.quality)
    const tone = figure.rated === null ? toneOfBitrate(value) : (live?.tones[figure.rated] ?? 'unknown')
    return {
      name: text[figure.name],
      unit: figure.unit === 'ofFive' ? text.ofFive : figure.unit,
      value: value === null ? null : figure.show(value),
      tone,
      word: format.inside(verdictWord(tone)),
      history: (live?.minute ?? []).map(point => point[figure.point]).filter(isNumber),
    }
  })
}
