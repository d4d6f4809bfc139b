// In call: who, how long, over which path; the agent's presence; mute and end; health beside it.
import { type Ref, useRef, useState } from 'react'
import { brokenBadge, format, pathBadge, words } from '../../copy'
import { Dot, PathBadge } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useSecondsSince } from '../hooks/use-seconds'
import { type CallIn, isHeld, mayKey, nameOf } from '../model/screen'
import type { AppActions, AppState, Levels } from '../props'
import { Banner } from './banner'
import { ControlBar } from './control-bar'
import { DeviceAway } from './devices-menu'
import { Health } from './health'
import { Keypad } from './keypad'
import { OneWay } from './one-way'
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
  if (call.phase === 'recovering') return brokenBadge(state.live?.path ?? null)
  return state.live?.path ? pathBadge(state.live.path) : words.call.pathSearching
}

function Timer({ call }: Pick<InCallProps, 'call'>) {
  const seconds = useSecondsSince(call.activeAtMs ?? call.dialedAtMs, call.phase !== 'ending')
  return (
    <span className="timer" role="timer" aria-label={words.call.timer}>
      {format.timer(call.activeAtMs === null ? 0 : 1_000 * seconds)}
    </span>
  )
}

interface HeadProps extends InCallProps {
  readonly expanded: boolean
  readonly onHealth: () => void
  readonly badge: Ref<HTMLButtonElement>
}

function Head(props: HeadProps) {
  const { call, state, expanded, onHealth, badge } = props
  return (
    <header className="call-head">
      <h1>{nameOf(state.agents, call.agentId)}</h1>
      <Timer call={call} />
      <span className="grow" />
      {call.recording?.on && (
        <span className="chip rec" title={words.call.recordingBy({ by: call.recording.by })}>
          <Dot tone="break" />
          {call.agreed ? words.call.recordingAgreed : words.call.recording}
        </span>
      )}
      <PathBadge
        ref={badge}
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

/** Whether the health sheet stands beside the call, or lies over it as a drawer, and how to change it. */
function useHealth() {
  const [shown, setShown] = useState<HealthShown>('auto')
  const badge = useRef<HTMLButtonElement>(null)
  const expanded = shown === 'auto' ? isWide() : shown === 'shown'
  const close = () => {
    setShown('hidden')
    badge.current?.focus()
  }
  return {
    shown,
    expanded,
    badge,
    close,
    toggle: () => setShown(expanded ? 'hidden' : 'shown'),
    isDrawer: shown === 'shown' && !isWide(),
  }
}

export function InCall(props: InCallProps) {
  const { call, actions, levels, mac, state } = props
  const { shown, expanded, badge, toggle, close, isDrawer } = useHealth()
  const [keypad, setKeypad] = useState<'open' | 'shut'>('shut')
  const isKeypadOpen = keypad === 'open' && mayKey(call)
  const toggleKeypad = () => setKeypad(isKeypadOpen ? 'shut' : 'open')
  const shut = isKeypadOpen ? toggleKeypad : close
  useHotkeys('call', mac, {
    mute: () => actions.mute(!call.muted),
    end: actions.hangUp,
    ...(call.phase === 'active' ? { hold: () => actions.hold(!isHeld(call)) } : {}),
    ...(mayKey(call) ? { keypad: toggleKeypad } : {}),
    ...(isDrawer || isKeypadOpen ? { close: shut } : {}),
  })
  return (
    <div className="call-stage" data-health={shown}>
      <section className="sheet main">
        <Head {...props} expanded={expanded} onHealth={toggle} badge={badge} />
        {call.phase === 'recovering' && <Banner call={call} />}
        {call.phase === 'active' && !isHeld(call) && <OneWay call={call} live={state.live} />}
        <DeviceAway state={state} />
        <Presence call={call} levels={levels} />
        {isKeypadOpen && mayKey(call) && (
          <Keypad call={call} onPress={actions.press} onClose={toggleKeypad} />
        )}
        <ControlBar {...{ call, actions, mac, isKeypadOpen, state }} onKeypad={toggleKeypad} />
      </section>
      <Health state={state} call={call} onClose={close} />
    </div>
  )
}
