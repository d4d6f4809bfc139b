// Select and Segmented: one of several. The platform's own controls, so that keys, screen readers and forced colours are too.
import { useId } from 'react'
import { Icon } from './icon'

export interface Choice<V extends string> {
  readonly value: V
  readonly text: string
}

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice<string>[]
  readonly onChange: (value: string) => void
  /** The id of what says more about it. */
  readonly describedBy?: string | undefined
}

export const Select = ({ label, value, choices, onChange, describedBy }: SelectProps) => (
  <span className="select">
    <select
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    >
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.text}
        </option>
      ))}
    </select>
    <Icon name="chevron" />
  </span>
)

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

/** Radio buttons in a row: one tab stop, arrows choose. */
export function Segmented<V extends string>({ label, value, choices, onChange }: SegmentedProps<V>) {
  const name = useId()
  return (
    <fieldset className="seg" aria-label={label}>
      {choices.map(choice => (
        <label key={choice.value}>
          <input
            type="radio"
            className="sr"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.text}
        </label>
      ))}
    </fieldset>
  )
}
