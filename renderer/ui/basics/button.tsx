// Buttons, key hints and chips. Owns their looks; knows no action.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

/** A key as printed on it. */
export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="kbd">{children}</kbd>

interface ButtonProps {
  readonly onClick?: () => void
  /** `submit`: its form knows what to do, and Enter does the same. */
  readonly type?: 'button' | 'submit'
  readonly children: ReactNode
  readonly tone?: 'plain' | 'primary' | 'call' | 'end' | 'ghost'
  readonly size?: 'sm' | 'md' | 'lg' | 'big'
  readonly icon?: IconName
  /** The shortcut shown in the button; the button's name stays its words. */
  readonly hint?: string
  readonly disabled?: boolean
  readonly label?: string
  /** Of a button that unfolds something. */
  readonly expanded?: boolean
}

export const Button = ({ tone = 'plain', size = 'md', ...props }: ButtonProps) => (
  <button
    type={props.type ?? 'button'}
    className={`btn ${tone} ${size}`}
    onClick={props.onClick}
    disabled={props.disabled}
    aria-label={props.label}
    aria-expanded={props.expanded}
  >
    {props.icon && <Icon name={props.icon} />}
    {props.children}
    {props.hint && (
      <span className="key" aria-hidden="true">
        {/* A name of its own must hold all text in the button, and a key is none of it: styles write it. */}
        {props.label === undefined ? <Kbd>{props.hint}</Kbd> : <kbd className="kbd" data-key={props.hint} />}
      </span>
    )}
  </button>
)

interface IconButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onClick: () => void
}

export const IconButton = ({ icon, label, onClick }: IconButtonProps) => (
  <button type="button" className="ib" aria-label={label} title={label} onClick={onClick}>
    <Icon name={icon} />
  </button>
)

interface ControlButtonProps {
  readonly icon: IconName
  readonly children: ReactNode
  readonly hint: string
  /** Shown as pressed in; the words say what pressing does next. */
  readonly on: boolean
  readonly onClick?: () => void
  /** The id of the popover that it opens and closes. */
  readonly opens?: string
  readonly disabled: boolean
}

/** One of the large buttons under a call. */
export const ControlButton = ({ icon, children, hint, on, onClick, opens, disabled }: ControlButtonProps) => (
  <button
    type="button"
    className="ctl"
    data-on={on}
    onClick={onClick}
    popoverTarget={opens}
    disabled={disabled}
  >
    <Icon name={icon} />
    <span className="l">
      {children}
      <span className="key" aria-hidden="true">
        <Kbd>{hint}</Kbd>
      </span>
    </span>
  </button>
)
