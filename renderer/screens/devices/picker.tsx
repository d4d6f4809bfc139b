// One device chosen out of those there are; what is used instead is said where the chosen one is not there.
import { useId } from 'react'
import { words } from '../../copy'
import { Select } from '../../ui'
import { type Part, pickerOf, pickOf } from '../model/devices'
import type { AppActions, AppState } from '../props'

interface PickerProps {
  readonly state: Pick<AppState, 'preferences' | 'devices'>
  readonly part: Part
  readonly prefer: AppActions['prefer']
}

/** Without the note: whoever shows several says it beside each. */
export const DeviceSelect = ({ state, part, prefer }: PickerProps) => {
  const { value, choices } = pickerOf(state, part)
  return (
    <Select
      label={words.devices[part]}
      value={value}
      choices={choices}
      onChange={picked => {
        const change = pickOf(state, part, picked)
        if (change !== undefined) prefer(change)
      }}
    />
  )
}

/** Label, choice and note as a row of a form. */
export function DeviceField(props: PickerProps) {
  const { note } = pickerOf(props.state, props.part)
  const id = useId()
  return (
    <div className="device">
      <span id={id}>{words.devices[props.part]}</span>
      <DeviceSelect {...props} />
      {note !== null && <p className="wrong">{note}</p>}
    </div>
  )
}
