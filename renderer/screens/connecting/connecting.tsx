// A path is being found: what is tried, how far it is, how long it may take, and the way out.

import { phaseCopy, words } from '../../copy'
import { Button, DecisionLine, PresenceRing, SpanDiagram, StepList } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useNow } from '../hooks/use-now'
import { type CallIn, isExplaining, nameOf } from '../model/screen'
import { brokenOff, connectingSpan } from '../model/spans'
import { promiseOf, stepsOf } from '../model/steps'
import type { AppActions, AppState } from '../props'

interface ConnectingProps {
  readonly state: AppState
  readonly call: CallIn<'preparing' | 'inviting' | 'ringing' | 'connecting' | 'ending'>
  readonly actions: AppActions
  readonly mac: boolean
}

const TICK_MS = 100
/** Asking is a matter of milliseconds where access was given before: only a real question is worth words. */
const ASKING_AFTER_MS = 700

function lineOf(call: ConnectingProps['call'], nowMs: number): string {
  if (isExplaining(call)) return words.connecting.explaining
  if (
    call.phase === 'preparing' &&
    call.askingSinceMs !== null &&
    nowMs - call.askingSinceMs > ASKING_AFTER_MS
  )
    return call.consent ? words.connecting.askingConsent : words.connecting.askingProxy
  const asking = call.microphone === 'asking' && nowMs - call.dialedAtMs > ASKING_AFTER_MS
  return asking ? words.connecting.asking : phaseCopy[call.phase].line
}

export function Connecting({ state, call, actions, mac }: ConnectingProps) {
  const ending = call.phase === 'ending'
  const explaining = isExplaining(call)
  const nowMs = useNow(TICK_MS, !ending || explaining)
  const agent = state.agents?.find(({ id }) => id === call.agentId)
  const { promise, left, done } = promiseOf(call, nowMs)
  const built = connectingSpan(call, agent, nowMs)
  const { nodes, spans, label } = explaining ? brokenOff(built) : built
  useHotkeys('connecting', mac, { cancel: actions.hangUp })
  return (
    <section className="sheet main">
      <div className="connect" tabIndex={ending ? 0 : undefined}>
        <PresenceRing state="calling" agentId={call.agentId} size={128} label={phaseCopy.connecting.title} />
        <div className="who">
          <h1 className="hero">{nameOf(state.agents, call.agentId)}</h1>
          <p>{lineOf(call, nowMs)}</p>
        </div>
        <SpanDiagram size="wide" nodes={nodes} spans={spans} label={label} />
        <StepList steps={stepsOf(call, nowMs)} />
        <div className="window">
          <DecisionLine promise={promise} left={left} done={done} label={words.connecting.window} />
          <Button size="lg" hint="Esc" onClick={actions.hangUp} disabled={ending}>
            {words.connecting.cancel}
          </Button>
        </div>
      </div>
    </section>
  )
}
