// The call is over and nothing failed: how it was, in a sentence, in figures and over its time; call again or close.
import type { CallReport } from '../../../protocol/report'
import { endCopy, format, phaseCopy, words } from '../../copy'
import { thresholdsOf } from '../../health'
import { Button, Voiceprint } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { type CallIn, nameOf } from '../model/screen'
import type { AppActions, AppState } from '../props'
import { CallStory } from '../story/call-story'
import { TranscriptAfter } from '../talk/transcript-after'
import { RatingForm } from './rating'

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

function After({
  state,
  call,
  report,
  actions,
  ...acts
}: Pick<EndedProps, 'state' | 'call' | 'actions'> & { report: CallReport } & ActsProps) {
  const { conversation } = state
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
      <RatingForm key={call.callId} onRate={actions.words.rate} />
      <CallStory report={report} thresholds={thresholdsOf(state.app?.thresholds)} />
      <TranscriptAfter
        lines={conversation.callId === call.callId ? conversation.lines : []}
        onCopy={actions.copy}
        onSave={actions.words.save}
      />
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
      {report && call.activeAtMs !== null ? (
        <After {...common} actions={actions} report={report} />
      ) : (
        <Plain {...common} />
      )}
    </section>
  )
}
