// In call: who, how long, over which path; the agent's presence; mute and end; health beside it.
import { type Ref, useRef, useState } from 'react'
import { brokenBadge, format, pathBadge, words } from '../../copy'
import { Dot, PathBadge } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useSecondsSince } from '../hooks/use-seconds'
import { type CallIn, isHeld, mayKey, nameOf } from '../model/screen'
import { rowsOf } from '../model/transcript'
import type { AppActions, AppState, Levels } from '../props'
import { MessageComposer } from '../talk/composer'
import { Transcript } from '../talk/transcript'
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

const NO_LINES: AppState['conversation']['lines'] = []

/** The composer, opened by the person, or by a sound that stopped: text still gets through. What is typed outlives both. */
function useComposer({ phase }: InCallProps['call']) {
  const [draft, onDraft] = useState('')
  const [wish, setWish] = useState<'open' | 'closed' | 'none'>('none')
  const input = useRef<HTMLInputElement>(null)
  // One that opened by itself does not close under the hands of somebody who types.
  const isNeeded = phase === 'recovering' || draft !== ''
  const isOpen = phase !== 'ending' && (wish === 'open' || (wish === 'none' && isNeeded))
  const onClose = () => setWish('closed')
  const open = () => {
    setWish('open')
    input.current?.focus()
  }
  const parts = { draft, onDraft, onClose, input, isAsked: wish === 'open' }
  return { isOpen, open, toggle: isOpen ? onClose : open, parts }
}

export function InCall(props: InCallProps) {
  const { call, actions, levels, mac, state } = props
  const { shown, expanded, badge, toggle, close, isDrawer } = useHealth()
  const [keypad, setKeypad] = useState<'open' | 'shut'>('shut')
  const isKeypadOpen = keypad === 'open' && mayKey(call)
  const toggleKeypad = () => setKeypad(isKeypadOpen ? 'shut' : 'open')
  const shut = isKeypadOpen ? toggleKeypad : close
  const composer = useComposer(call)
  const { conversation, events } = state
  const lines = conversation.callId === call.callId ? conversation.lines : NO_LINES
  const hasWords = lines.length > 0 || composer.isOpen
  useHotkeys('call', mac, {
    message: composer.open,
    mute: () => actions.mute(!call.muted),
    end: actions.hangUp,
    ...(call.phase === 'active' ? { hold: () => actions.hold(!isHeld(call)) } : {}),
    ...(mayKey(call) ? { keypad: toggleKeypad } : {}),
    ...(isDrawer || isKeypadOpen ? { close: shut } : {}),
  })
  return (
    <div className="call-stage" data-health={shown} data-words={hasWords}>
      <section className="sheet main">
        <Head {...props} expanded={expanded} onHealth={toggle} badge={badge} />
        {call.phase === 'recovering' && <Banner call={call} />}
        {call.phase === 'active' && !isHeld(call) && <OneWay call={call} live={state.live} />}
        <DeviceAway state={state} />
        <Presence call={call} levels={levels} isAside={hasWords} />
        {hasWords && <Transcript rows={rowsOf(lines, events, call)} />}
        {composer.isOpen && <MessageComposer {...composer.parts} onSend={actions.words.say} />}
        {isKeypadOpen && mayKey(call) && (
          <Keypad call={call} onPress={actions.press} onClose={toggleKeypad} />
        )}
        <ControlBar
          {...{ call, state, actions, mac, isKeypadOpen }}
          onKeypad={toggleKeypad}
          isTyping={composer.isOpen}
          onMessage={composer.toggle}
        />
      </section>
      <Health state={state} call={call} onClose={close} />
    </div>
  )
}
