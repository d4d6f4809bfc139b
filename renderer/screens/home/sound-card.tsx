// SoundCard: which microphone is used, and how loud it is when the person asks. Nothing is opened before they do.
import { words } from '../../copy'
import { Icon, LevelMeter, SILENT } from '../../ui'
import { isTrying, TestButton } from '../devices/test-button'
import { TrialNote } from '../devices/trial-note'
import { awayOf, microphoneName } from '../model/devices'
import type { AppActions, AppState, Levels } from '../props'

const { devices: text } = words
const SEGMENTS = 32

interface SoundCardProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly levels: Levels
}

export function SoundCard({ state, actions, levels }: SoundCardProps) {
  const { trial } = state
  const isOn = isTrying(trial)
  return (
    <section className="sound" aria-label={text.sound}>
      <TrialNote trial={trial} openSystemSettings={actions.openSystemSettings} />
      <div className="row">
        <Icon name="headset" />
        <div className="about">
          <div className="nm">{microphoneName(state)}</div>
          <div className="ds">{awayOf(state) ?? (isOn ? text.levelOn : text.levelOff)}</div>
        </div>
        <TestButton trial={trial} sound={actions.sound} tone="ghost" />
      </div>
      <LevelMeter levels={isOn ? levels : SILENT} label={text.levelLabel} segments={SEGMENTS} />
    </section>
  )
}
