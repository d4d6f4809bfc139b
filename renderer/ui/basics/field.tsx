// What is typed and what is switched in a form, each with its label. Owns their looks; knows no form.
import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react'
import { IconButton, Kbd } from './button'
import { Icon } from './icon'

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

interface SearchFieldProps {
  /** Its place in the design: `dial` is the large one, `find` the small one. */
  readonly look: 'dial' | 'find'
  readonly label: string
  readonly placeholder: string
  readonly clearLabel: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly input: RefObject<HTMLInputElement | null>
  /** The key that leads here. */
  readonly hint: string
  readonly listId: string
  readonly activeId: string | undefined
}

/** Far longer than a name, a code or a call ID. */
const QUERY_MAX = 200

/** A combobox over the list below it: the list's arrows are the field's (ARIA Authoring Practices, combobox). */
export const SearchField = ({ look, query, onQuery, input, ...props }: SearchFieldProps) => (
  <div className={`search ${look}`}>
    <Icon name="search" />
    <input
      ref={input}
      type="text"
      role="combobox"
      aria-label={props.label}
      aria-expanded={props.activeId !== undefined}
      aria-controls={props.activeId === undefined ? undefined : props.listId}
      aria-autocomplete="list"
      aria-activedescendant={props.activeId}
      placeholder={props.placeholder}
      maxLength={QUERY_MAX}
      autoComplete="off"
      spellCheck={false}
      value={query}
      onChange={event => onQuery(event.currentTarget.value)}
      onKeyDown={props.onKeyDown}
    />
    {query === '' ? (
      <span aria-hidden="true">
        <Kbd>{props.hint}</Kbd>
      </span>
    ) : (
      <IconButton icon="cross" label={props.clearLabel} onClick={() => onQuery('')} />
    )}
  </div>
)
