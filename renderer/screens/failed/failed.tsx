// The call failed: where the line broke, what it means, what to do, and what IT needs to know.
import { FAILURES } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import { failureCopy, splitAction, words } from '../../copy'
import { Button, Icon, SpanDiagram, Toast } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useToast } from '../hooks/use-toast'
import {
  isFolded,
  isOfNetwork,
  itViewOf,
  itViewText,
  layersOf,
  opensSettings,
  reportFor,
  todoFor,
} from '../model/failed'
import { modKey } from '../model/keyboard'
import { viaProxy } from '../model/network-span'
import { type CallIn, nameOf } from '../model/screen'
import { failedSpan } from '../model/spans'
import type { AppActions, AppState } from '../props'
import { ItBlock } from './it-block'

interface FailedProps {
  readonly state: AppState
  readonly call: CallIn<'ended'>
  readonly failure: Failure
  readonly actions: AppActions
  readonly mac: boolean
}

const { failed: text } = words
const ICONS = { ok: 'ok', bad: 'bad', skipped: 'none' } as const

const LayerStrip = ({ call, failure }: Pick<FailedProps, 'call' | 'failure'>) => (
  <ul className="layers" aria-label={text.checked}>
    {layersOf(call, failure).map(({ layer, state, word }) => (
      <li key={layer} className={`layer ${state}`}>
        <span className="a">
          <Icon name={ICONS[state]} />
          {text.layers[layer]}
        </span>
        <span className="b">{word}</span>
      </li>
    ))}
  </ul>
)

interface ActionListProps {
  readonly actions: readonly string[]
  /** Something that works now, offered as the last action. */
  readonly onTestAgent: (() => void) | null
}

const ActionList = ({ actions, onTestAgent }: ActionListProps) => (
  <ol className="todo">
    {[...actions, ...(onTestAgent ? [text.testAgentAction] : [])].map((action, at) => {
      const [instruction, rest] = splitAction(action)
      return (
        <li key={action}>
          <span className="n" aria-hidden="true">
            {at + 1}
          </span>
          <p>
            <b>{instruction}</b>
            {rest}
          </p>
          {onTestAgent && at === actions.length && (
            <Button size="sm" icon="phone" onClick={onTestAgent}>
              {text.testAgent}
            </Button>
          )}
        </li>
      )
    })}
  </ol>
)

/** What the layer calls for comes first (design language, "Empty, loading, error"): at signaling a look at the network, at a microphone that is refused the system's settings. */
function Buttons({ state, call, failure, actions }: FailedProps) {
  const settings = opensSettings(failure, state.app?.platform) && (
    <Button
      key="settings"
      tone="primary"
      size="lg"
      icon="mic"
      onClick={() => actions.openSystemSettings('microphone')}
    >
      {text.openSettings}
    </Button>
  )
  const checkFirst = FAILURES[failure.name].layer === 'signaling'
  const again = (
    <Button
      key="again"
      tone={checkFirst || settings ? 'plain' : 'primary'}
      size="lg"
      icon="refresh"
      hint="R"
      onClick={() => actions.dial(call.agentId)}
    >
      {text.tryAgain}
    </Button>
  )
  const check = isOfNetwork(failure) && (
    <Button
      key="check"
      tone={checkFirst ? 'primary' : 'plain'}
      size="lg"
      icon="arches"
      onClick={() => actions.checkNetwork(call.agentId)}
    >
      {text.runCheck}
    </Button>
  )
  return (
    <div className="acts">
      {settings}
      {checkFirst ? [check, again] : [again, check]}
      <span className="grow" />
      <Button tone="ghost" size="lg" hint="Esc" onClick={actions.dismiss}>
        {text.close}
      </Button>
    </div>
  )
}

const canTest = ({ state, call, failure }: FailedProps): boolean =>
  call.agentId !== 'test-agent' &&
  FAILURES[failure.name].layer !== 'microphone' &&
  (state.agents?.some(({ id }) => id === 'test-agent') ?? false)

export function FailedCall(props: FailedProps) {
  const { state, call, failure, actions, mac } = props
  const { headline, sentence, actions: todo } = failureCopy(failure, nameOf(state.agents, call.agentId))
  const report = reportFor(state, call, failure)
  const { nodes, spans, label } = failedSpan(call, failure, report !== null && viaProxy(report))
  const view = itViewOf(state, call, failure)
  const { said, confirm } = useToast()
  const copy = () => confirm(text.copied, actions.copy(itViewText(view)))
  useHotkeys('failed', mac, { retry: () => actions.dial(call.agentId), close: actions.dismiss, copy })
  return (
    <section className="sheet main">
      <div className={isFolded(failure) ? 'fail folded' : 'fail'}>
        <div className="l">
          <SpanDiagram size="tall" nodes={nodes} spans={spans} label={label} />
          <h1 className="display">{headline}</h1>
          <p className="lead">{sentence}</p>
          <LayerStrip call={call} failure={failure} />
          <ActionList
            actions={todoFor(failure, state.app?.platform, todo)}
            onTestAgent={canTest(props) ? () => actions.dial('test-agent') : null}
          />
          <Buttons {...props} />
        </div>
        <ItBlock view={view} folded={isFolded(failure)} hint={modKey('C', mac)} onCopy={copy} />
      </div>
      <div className="toasts" role="status">
        {said !== null && <Toast>{said}</Toast>}
      </div>
    </section>
  )
}
