// Starts and stops the trial of the microphone, wherever it is offered.
import { words } from '../../copy'
import { Button } from '../../ui'
import type { AppActions, AppState } from '../props'

const { devices: text } = words

export const isTrying = ({ at }: AppState['trial']): boolean => at === 'listening' || at === 'opening'

interface TestButtonProps {
  readonly trial: AppState['trial']
  readonly sound: AppActions['sound']
  /** Beside figures it has no frame of its own. */
  readonly tone?: 'ghost'
}

export function TestButton({ trial, sound, tone }: TestButtonProps) {
  const isOn = isTrying(trial)
  return (
    <Button
      {...(tone && { tone })}
      size="sm"
      label={isOn ? text.stopLabel : text.testLabel}
      onClick={() => sound.tryMicrophone(isOn ? 'off' : 'on')}
    >
      {isOn ? text.stop : text.test}
    </Button>
  )
}
