// One call that is over, from its report alone: the verdict in a sentence, figures, quality over its time, turns, events.
// Pure: the screen of a finished call and the history show it under heads of their own.
import type { CallReport } from '../../../protocol/report'
import { aftermathCopy, format, words } from '../../copy'
import type { Thresholds } from '../../health'
import { EventList, QualityGraph } from '../../ui'
import { Responses } from '../call/responses'
import { factsOf, graphViewOf, typicalResponse } from '../model/aftermath'
import { eventsAfter } from '../model/events'

const { ended: text } = words

interface CallStoryProps {
  readonly report: CallReport
  readonly thresholds: Thresholds
}

function Graph({ report, thresholds }: CallStoryProps) {
  const view = graphViewOf(report, thresholds)
  return (
    <figure className="over-time">
      <figcaption className="sec">
        {text.overTime} <span className="n">{text.scale}</span>
      </figcaption>
      {view ? <QualityGraph {...view} clock={format.timer} /> : <p className="later">{text.notMeasured}</p>}
    </figure>
  )
}

function Turns({ report, thresholds }: CallStoryProps) {
  const typical = typicalResponse(report)
  return (
    <Responses
      turns={report.responses}
      thresholds={thresholds}
      waiting={false}
      summary={typical === undefined ? '' : text.typical({ time: format.waitInSeconds(typical) })}
      none={text.noResponses}
    />
  )
}

/** For a call that connected; of any other there is nothing to tell here. */
export function CallStory({ report, thresholds }: CallStoryProps) {
  return (
    <>
      <p className="judged">{aftermathCopy(report, thresholds)}</p>
      <dl className="facts">
        {factsOf(report).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Graph report={report} thresholds={thresholds} />
      <div className="after-split">
        <Turns report={report} thresholds={thresholds} />
        <div className="hp">
          <h2>{text.events}</h2>
          <EventList events={eventsAfter(report)} />
        </div>
      </div>
    </>
  )
}
