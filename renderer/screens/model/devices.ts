// What the pickers of devices show, and the one sentence about a device that is not there. Pure.
import type { Preferences } from '../../../protocol/preferences'
import { failureCopy, words } from '../../copy'
import { type Chosen, chosen, type Device, type Shelf, type Trial } from '../../devices'
import type { Choice } from '../../ui'
import type { AppState } from '../props'

const { devices: text } = words

export const PARTS = ['microphone', 'speaker', 'ringer'] as const
export type Part = (typeof PARTS)[number]

type Held = Pick<AppState, 'preferences' | 'devices'>

const shelfOf = ({ devices }: Held, part: Part): Shelf =>
  part === 'microphone' ? devices.microphones : devices.speakers

const usedOf = (held: Held, part: Part): Chosen => chosen(shelfOf(held, part), held.preferences[part])

const named = (device: Device | null): string => device?.label || text.unnamed

export interface PickerView {
  /** Empty: the system's own. */
  readonly value: string
  readonly choices: readonly Choice<string>[]
  /** What is used instead of the chosen one; null: it is there. */
  readonly note: string | null
}

/** The system's own first, then all there are, and one that was chosen and is not there. */
export function pickerOf(held: Held, part: Part): PickerView {
  const { devices, system } = shelfOf(held, part)
  const pin = held.preferences[part]
  const used = usedOf(held, part)
  const away =
    used.is === 'away' && pin !== null ? [{ value: pin.id, text: text.away({ name: pin.label }) }] : []
  return {
    value: used.is === 'pinned' ? used.device.id : (pin?.id ?? ''),
    choices: [
      { value: '', text: system === null ? text.system : text.systemIs({ name: named(system) }) },
      ...devices.map((device, n) => ({
        value: device.id,
        text: device.label || text.numbered({ n: n + 1 }),
      })),
      ...away,
    ],
    note: used.is === 'away' ? text.instead[part]({ missing: used.missing, now: named(used.device) }) : null,
  }
}

/** The choice that picking this value makes; undefined: it is the one that stands. */
export function pickOf(held: Held, part: Part, value: string): Partial<Preferences> | undefined {
  if (value === '') return { [part]: null }
  const device = shelfOf(held, part).devices.find(({ id }) => id === value)
  return device === undefined ? undefined : { [part]: { id: device.id, label: device.label } }
}

/** The microphone's name, for where there is room for no more; what the system uses where none was chosen. */
export const microphoneName = (held: Held): string => {
  const { device } = usedOf(held, 'microphone')
  return device === null ? text.system : named(device)
}

/** One sentence about chosen devices that are not there; null: all are. */
export function awayOf(held: Held): string | null {
  const [first] = (['microphone', 'speaker'] as const).flatMap(part => pickerOf(held, part).note ?? [])
  return first ?? null
}

export interface TrialCard {
  readonly title: string
  /** What helps first. */
  readonly action: string
  /** The system has a page that says who may use it. */
  readonly isDenied: boolean
}

/** Why the microphone that is tried gives nothing; null: it does, or nobody tries. */
export function trialCard(trial: Trial): TrialCard | null {
  const isSilent = trial.at === 'listening' && trial.isSilent
  const failure = trial.at === 'failed' ? trial.failure : isSilent ? 'microphone_silent' : null
  if (failure === null) return null
  const { sentence, actions } = failureCopy({ name: failure })
  return { title: sentence, action: actions[0] ?? '', isDenied: failure === 'microphone_denied' }
}
