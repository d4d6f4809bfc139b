// The call failed: where the line broke, what it means, what to do, and what IT needs to know.
import { useEffect, useState } from 'react'
import type { Failure } from '../../../protocol/failure'
import { failureCopy, itText, splitAction, words } from '../../copy'
import { Button, Icon, SpanDiagram, Toast } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { isFolded, itRowsOf, layersOf } from '../model/failed'
import { modKey } from '../model/keyboard'
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
const TOAST_MS = 2_400
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

const ActionList = ({ actions }: { actions: readonly string[] }) => (
  <ol className="todo">
    {actions.map((action, at) => {
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
        </li>
      )
    })}
  </ol>
)

/** Copies the IT block and says so for a moment. */
function useCopy(actions: AppActions, content: string) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), TOAST_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    setCopied(false)
    void actions.copy(content).then(() => setCopied(true))
  }
  return { copied, copy }
}

function Buttons({ state, call, failure, actions }: FailedProps) {
  const builtIn = state.agents?.some(({ id }) => id === 'test-agent') ?? false
  const offerTest = builtIn && call.agentId !== 'test-agent' && !failure.name.startsWith('microphone')
  return (
    <div className="acts">
      <Button tone="primary" size="lg" icon="refresh" hint="R" onClick={() => actions.dial(call.agentId)}>
        {text.tryAgain}
      </Button>
      {offerTest && (
        <Button size="lg" icon="phone" onClick={() => actions.dial('test-agent')}>
          {text.testAgent}
        </Button>
      )}
      <span className="grow" />
      <Button tone="ghost" size="lg" hint="Esc" onClick={actions.dismiss}>
        {text.close}
      </Button>
    </div>
  )
}

export function FailedCall(props: FailedProps) {
  const { state, call, failure, actions, mac } = props
  const { headline, sentence, actions: todo } = failureCopy(failure, nameOf(state.agents, call.agentId))
  const { nodes, spans, label } = failedSpan(call, failure)
  const rows = itRowsOf(state, call, failure)
  const { copied, copy } = useCopy(actions, itText(rows))
  useHotkeys('failed', mac, { retry: () => actions.dial(call.agentId), close: actions.dismiss, copy })
  return (
    <section className="sheet main">
      <div className={isFolded(failure) ? 'fail folded' : 'fail'}>
        <div className="l">
          <SpanDiagram size="tall" nodes={nodes} spans={spans} label={label} />
          <h1 className="display">{headline}</h1>
          <p className="lead">{sentence}</p>
          <LayerStrip call={call} failure={failure} />
          <ActionList actions={todo} />
          <Buttons {...props} />
        </div>
        <ItBlock rows={rows} folded={isFolded(failure)} hint={modKey('C', mac)} onCopy={copy} />
      </div>
      <div className="toasts" role="status">
        {copied && <Toast>{text.copied}</Toast>}
      </div>
    </section>
  )
}
