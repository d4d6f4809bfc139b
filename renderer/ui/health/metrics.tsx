// Figures of the line: the verdict, one row each, response times, events. Owns looks; thresholds belong to copy.
import type { ReactNode } from 'react'
import { Dot, type DotTone } from '../basics/marks'
import { Sparkline } from './sparkline'

export const Verdict = ({ tone, word, children }: { tone: DotTone; word: string; children: ReactNode }) => (
  <div className="hp">
    <div className="verdict" role="status">
      <Dot tone={tone} halo />
      <span className="w">{word}</span>
    </div>
    <p className="verdict-sub">{children}</p>
  </div>
)

export interface Metric {
  readonly name: string
  readonly value: string | null
  readonly unit: string
  readonly tone: DotTone
  /** Stands before the value where the tone is not good, so that colour is not alone. */
  readonly word: string
  readonly history: readonly number[]
}

export const MetricRow = ({ name, value, unit, tone, word, history }: Metric) => (
  <div className={`metric ${tone}`}>
    <dt className="k">{name}</dt>
    <dd className="v">
      <Sparkline values={history} />
      <span className="figure">
        {(tone === 'strain' || tone === 'break') && <span className="word">{word}</span>}
        {value ?? <span className="na">–</span>}
        {value !== null && <span className="u">{unit}</span>}
      </span>
    </dd>
  </div>
)

export interface HealthEvent {
  readonly id: string
  readonly time: string
  readonly text: string
  readonly tone: DotTone
}

export const EventList = ({ events }: { events: readonly HealthEvent[] }) => (
  <ol className="events">
    {events.map(({ id, time, text, tone }) => (
      <li className="ev" key={id}>
        <span className="t">{time}</span>
        <i className={`m ${tone}`} aria-hidden="true" />
        <span className="x" title={text}>
          {text}
        </span>
      </li>
    ))}
  </ol>
)
