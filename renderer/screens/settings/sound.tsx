// Settings, Sound: which devices, how loud, how the microphone is treated, and a call to try it all.
import { words } from '../../copy'
import { Button, LevelMeter, SettingsControl, SettingsGroup, SettingsSection, SettingsSwitch } from '../../ui'
import { DeviceSelect } from '../devices/picker'
import { isTrying, TestButton } from '../devices/test-button'
import { TrialNote } from '../devices/trial-note'
import { pickerOf } from '../model/devices'
import type { AppActions, AppState, Levels } from '../props'

const { devices: text } = words
const SEGMENTS = 36

interface SoundProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly levels: Levels
}

function Level({ state: { trial }, actions, levels }: SoundProps) {
  return (
    <SettingsControl name={text.level} hint={text.levelHint}>
      {isTrying(trial) && <LevelMeter levels={levels} label={text.levelLabel} segments={SEGMENTS} />}
      <TestButton trial={trial} sound={actions.sound} />
    </SettingsControl>
  )
}

const Player = ({ part, actions }: { part: 'speaker' | 'ringer'; actions: AppActions }) => (
  <Button
    tone="ghost"
    size="sm"
    icon="play"
    label={text.playLabel[part]}
    onClick={() => actions.sound.play(part)}
  >
    {text.play}
  </Button>
)

const SWITCHES = [
  { key: 'noiseSuppression', name: text.noise, hint: text.noiseHint },
  { key: 'echoCancellation', name: text.echo, hint: text.echoHint },
  { key: 'autoGainControl', name: text.gain, hint: text.gainHint },
] as const

export function SoundSettings(props: SoundProps) {
  const { state, actions } = props
  const { preferences } = state
  const noteOf = (part: 'microphone' | 'speaker' | 'ringer') => pickerOf(state, part).note
  const picker = (part: 'microphone' | 'speaker' | 'ringer') => (
    <DeviceSelect state={state} part={part} prefer={actions.prefer} />
  )
  return (
    <SettingsSection id="sound" title={text.sound}>
      <SettingsGroup label={text.sound}>
        <SettingsControl name={text.microphone} note={noteOf('microphone')}>
          {picker('microphone')}
        </SettingsControl>
        <Level {...props} />
        <SettingsControl name={text.speaker} note={noteOf('speaker')}>
          <Player part="speaker" actions={actions} />
          {picker('speaker')}
        </SettingsControl>
        <SettingsControl name={text.ringer} hint={text.ringerHint} note={noteOf('ringer')}>
          <Player part="ringer" actions={actions} />
          {picker('ringer')}
        </SettingsControl>
        {SWITCHES.map(({ key, name, hint }) => (
          <SettingsSwitch
            key={key}
            name={name}
            hint={hint}
            on={preferences[key]}
            onChange={on => actions.prefer({ [key]: on })}
          />
        ))}
        <SettingsControl name={text.testCall} hint={text.testCallHint}>
          <Button size="sm" icon="phone" onClick={() => actions.dial('test-agent')}>
            {text.callTestAgent}
          </Button>
        </SettingsControl>
      </SettingsGroup>
      <TrialNote trial={state.trial} openSystemSettings={actions.openSystemSettings} />
    </SettingsSection>
  )
}
