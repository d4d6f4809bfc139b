// The large buttons under a call. What each does is said by its words and shown by its key.
import { words } from '../../copy'
import { Button, ControlButton } from '../../ui'
import { modKey } from '../model/keyboard'
import { type CallIn, isHeld, mayKey } from '../model/screen'
import type { AppActions, AppState } from '../props'
import { DevicesMenu } from './devices-menu'

interface ControlBarProps {
  readonly call: CallIn<'active' | 'recovering' | 'ending'>
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
  readonly isKeypadOpen: boolean
  readonly onKeypad: () => void
  readonly isTyping: boolean
  readonly onMessage: () => void
}

const { call: text } = words

/** While the sound is interrupted there is nothing to hold. */
function HoldButton({ call, actions }: Pick<ControlBarProps, 'call' | 'actions'>) {
  const held = isHeld(call)
  return (
    <ControlButton
      icon="pause"
      hint="H"
      on={held}
      onClick={() => actions.hold(!held)}
      disabled={call.phase !== 'active'}
    >
      {held ? text.resume : text.hold}
    </ControlButton>
  )
}

export function ControlBar(props: ControlBarProps) {
  const { call, state, actions, mac, isKeypadOpen, onKeypad, isTyping, onMessage } = props
  const ending = call.phase === 'ending'
  return (
    <div className="controls" role="toolbar" aria-label={text.controls}>
      <ControlButton
        icon={call.muted ? 'micOff' : 'mic'}
        hint="M"
        on={call.muted}
        onClick={() => actions.mute(!call.muted)}
        disabled={ending}
      >
        {call.muted ? text.unmute : text.mute}
      </ControlButton>
      <HoldButton call={call} actions={actions} />
      <ControlButton icon="keypad" hint="K" on={isKeypadOpen} onClick={onKeypad} disabled={!mayKey(call)}>
        {text.keypad.name}
      </ControlButton>
      <ControlButton icon="message" hint="T" on={isTyping} onClick={onMessage} disabled={ending}>
        {words.talk.message}
      </ControlButton>
      <DevicesMenu state={state} prefer={actions.prefer} mac={mac} disabled={ending} />
      <Button
        tone="end"
        size="big"
        icon="end"
        hint={modKey('E', mac)}
        label={text.endLabel}
        onClick={actions.hangUp}
        disabled={ending}
      >
        {text.end}
      </Button>
    </div>
  )
}
