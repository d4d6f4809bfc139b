// In call: who, how long, over which path; the agent's presence; mute and end; health beside it.
import { useState } from 'react'
import { format, pathBadge, words } from '../../copy'
import { Button, ControlButton, Dot, PathBadge } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useNow } from '../hooks/use-now'
import { modKey } from '../model/keyboard'
import { type CallIn, nameOf } from '../model/screen'
import type { AppActions, AppState, Levels } from '../props'
import { Banner } from './banner'
import { Health } from './health'
import { Presence } from './presence'

interface InCallProps {
  readonly state: AppState
  readonly call: CallIn<'active' | 'recovering' | 'ending'>
  readonly actions: AppActions
  readonly levels: Levels
  readonly mac: boolean
}

/** `auto`: beside the call where there is room, hidden where there is not. */
type HealthShown = 'auto' | 'shown' | 'hidden'

const isWide = (): boolean => globalThis.matchMedia?.('(min-width: 940px)').matches ?? true

function badgeOf({ call, state }: InCallProps): string {
  if (call.phase === 'recovering') return words.call.pathReconnecting
  return state.live?.path ? pathBadge(state.live.path) : words.call.pathSearching
}

interface HeadProps extends InCallProps {
  readonly nowMs: number
  readonly expanded: boolean
  readonly onHealth: () => void
}

function Head(props: HeadProps) {
  const { call, state, nowMs, expanded, onHealth } = props
  return (
    <header className="call-head">
      <h1>{nameOf(state.agents, call.agentId)}</h1>
      <span className="timer" role="timer" aria-label={words.call.timer}>
        {format.timer(nowMs - (call.activeAtMs ?? nowMs))}
      </span>
      <span className="grow" />
      {call.recording?.on && (
        <span className="chip rec" title={words.call.recordingBy(call.recording.by)}>
          <Dot tone="break" />
          {words.call.recording}
        </span>
      )}
      <PathBadge
        label={words.call.showHealth}
        strained={call.phase === 'recovering'}
        expanded={expanded}
        onClick={onHealth}
      >
        {badgeOf(props)}
      </PathBadge>
    </header>
  )
}

function Controls({ call, actions, mac }: InCallProps) {
  const ending = call.phase === 'ending'
  return (
    <div className="controls" role="toolbar" aria-label={words.call.controls}>
      <ControlButton
        icon={call.muted ? 'micOff' : 'mic'}
        hint="M"
        on={call.muted}
        onClick={() => actions.mute(!call.muted)}
        disabled={ending}
      >
        {call.muted ? words.call.unmute : words.call.mute}
      </ControlButton>
      <Button
        tone="end"
        size="big"
        icon="end"
        hint={modKey('E', mac)}
        label={words.call.endLabel}
        onClick={actions.hangUp}
        disabled={ending}
      >
        {words.call.end}
      </Button>
    </div>
  )
}

/** Whether the health sheet stands beside the call, and how to change it. */
function useHealth() {
  const [shown, setShown] = useState<HealthShown>('auto')
  const expanded = shown === 'auto' ? isWide() : shown === 'shown'
  return { shown, expanded, toggle: () => setShown(expanded ? 'hidden' : 'shown') }
}

const TICK_MS = 250

export function InCall(props: InCallProps) {
  const { call, actions, levels, mac, state } = props
  const nowMs = useNow(TICK_MS, call.phase !== 'ending')
  const { shown, expanded, toggle } = useHealth()
  useHotkeys('call', mac, { mute: () => actions.mute(!call.muted), end: actions.hangUp })
  return (
    <div className="call-stage" data-health={shown}>
      <section className="sheet main">
        <Head {...props} nowMs={nowMs} expanded={expanded} onHealth={toggle} />
        {call.phase === 'recovering' && <Banner call={call} nowMs={nowMs} />}
        <Presence call={call} levels={levels} />
        <Controls {...props} />
      </section>
      <Health call={call} live={state.live} nowMs={nowMs} />
    </div>
  )
}
