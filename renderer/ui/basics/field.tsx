// What is typed and what is switched in a form, each with its label. Owns their looks; knows no form.
import { type ReactNode, useId } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password'
  readonly maxLength: number
  /** Takes the focus when it appears. */
  readonly focus?: boolean
  readonly invalid?: boolean
  readonly disabled?: boolean
  /** The id of what says more about it. */
  readonly describedBy?: string | undefined
}

export function TextField({ label, value, onChange, type = 'text', ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        value={value}
        onChange={event => onChange(event.target.value)}
        maxLength={rest.maxLength}
        disabled={rest.disabled}
        aria-invalid={rest.invalid || undefined}
        aria-describedby={rest.describedBy}
        // The dialog's own way of saying where the focus goes first.
        ref={input => {
          if (rest.focus) input?.setAttribute('autofocus', '')
        }}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </div>
  )
}

interface SwitchProps {
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
  readonly hint: string
  readonly disabled?: boolean
}

export function Switch({ on, onChange, children, hint, disabled }: SwitchProps) {
  const id = useId()
  return (
    <div className="switch-row">
      <span>
        <label htmlFor={id}>{children}</label>
        <small id={`${id}-hint`}>{hint}</small>
      </span>
      <button
        id={id}
        type="button"
        role="switch"
        className="switch"
        aria-checked={on}
        aria-describedby={`${id}-hint`}
        disabled={disabled}
        onClick={() => onChange(!on)}
      />
    </div>
  )
}
