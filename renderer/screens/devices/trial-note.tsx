// Why the microphone that is tried gives nothing, and what helps.
import { words } from '../../copy'
import { Button, Icon } from '../../ui'
import { trialCard } from '../model/devices'
import type { AppActions, AppState } from '../props'

interface TrialNoteProps {
  readonly trial: AppState['trial']
  readonly openSystemSettings: AppActions['openSystemSettings']
}

/** The region is always there, because screen readers read out only what changes inside one that they know. */
export function TrialNote({ trial, openSystemSettings }: TrialNoteProps) {
  const card = trialCard(trial)
  return (
    <div role="status" className="trial">
      {card && (
        <div className="banner">
          <Icon name="warning" />
          <div className="grow">
            <h3>{card.title}</h3>
            <p>{card.action}</p>
          </div>
          {card.isDenied && (
            <Button size="sm" onClick={() => openSystemSettings('microphone')}>
              {words.devices.openSystemSettings}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
