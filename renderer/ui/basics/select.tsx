// Select: one of several. The platform's own control, so that keys, screen readers and forced colours are too.
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
