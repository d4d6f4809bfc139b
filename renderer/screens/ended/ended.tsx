// The call is over and nothing failed: how it was, in a sentence, in figures and over its time; call again or close.
import type { CallReport } from '../../../protocol/report'
import { aftermathCopy, endCopy, format, phaseCopy, words } from '../../copy'
import { type Thresholds, thresholdsOf } from '../../health'
import { Button, EventList, QualityGraph, Voiceprint } from '../../ui'
import { Responses } from '../call/responses'
import { useHotkeys } from '../hooks/use-hotkeys'
import { factsOf, graphViewOf, typicalResponse } from '../model/aftermath'
import { eventsAfter } from '../model/events'
import { type CallIn, nameOf } from '../model/screen'
import type { AppActions, AppState } from '../props'

interface EndedProps {
  readonly state: AppState
  readonly call: CallIn<'ended'>
  readonly actions: AppActions
  readonly mac: boolean
}

const { ended: text } = words

interface ActsProps {
  readonly onAgain: () => void
  readonly onClose: () => void
}

const Acts = ({ onAgain, onClose }: ActsProps) => (
  <div className="acts">
    <Button tone="call" size="lg" icon="phone" hint="R" onClick={onAgain}>
      {text.callAgain}
    </Button>
    <Button size="lg" hint="Esc" onClick={onClose}>
      {text.close}
    </Button>
  </div>
)

/** The call never connected, or its report is still on its way. */
function Plain({ state, call, ...acts }: Pick<EndedProps, 'state' | 'call'> & ActsProps) {
  const agent = nameOf(state.agents, call.agentId)
  const length = call.activeAtMs === null ? null : format.duration(call.endedAtMs - call.activeAtMs)
  return (
    <div className="ended">
      <Voiceprint id={call.agentId} size={88} />
      <h1 className="display">{length === null ? text.neverConnected : phaseCopy.ended.title}</h1>
      <p className="lead">{endCopy(call.end.by, agent, length)}</p>
      <Acts {...acts} />
    </div>
  )
}

interface AfterProps {
  readonly report: CallReport
  readonly thresholds: Thresholds
}

function Graph({ report, thresholds }: AfterProps) {
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

function Turns({ report, thresholds }: AfterProps) {
  const typical = typicalResponse(report)
  return (
    <Responses
      responsesMs={report.responses.map(({ ms }) => ms)}
      thresholds={thresholds}
      waiting={false}
      summary={typical === undefined ? '' : text.typical(format.waitInSeconds(typical))}
      none={text.noResponses}
    />
  )
}

function After({
  state,
  call,
  report,
  ...acts
}: Pick<EndedProps, 'state' | 'call'> & { report: CallReport } & ActsProps) {
  const thresholds = thresholdsOf(state.app?.thresholds)
  const agent = nameOf(state.agents, call.agentId)
  return (
    <div className="after">
      <header className="after-head">
        <Voiceprint id={call.agentId} size={56} />
        <div className="grow">
          <h1>{phaseCopy.ended.title}</h1>
          <p>{endCopy(call.end.by, agent, format.duration(report.durationMs))}</p>
        </div>
        <Acts {...acts} />
      </header>
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
    </div>
  )
}

export function EndedCall({ state, call, actions, mac }: EndedProps) {
  const onAgain = () => actions.dial(call.agentId)
  useHotkeys('ended', mac, { retry: onAgain, close: actions.dismiss })
  const report = state.report?.callId === call.callId ? state.report : null
  const common = { state, call, onAgain, onClose: actions.dismiss }
  return (
    <section className="sheet main">
      {report && call.activeAtMs !== null ? <After {...common} report={report} /> : <Plain {...common} />}
    </section>
  )
}
