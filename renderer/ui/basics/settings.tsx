// SettingsSection, SettingsRow and LockedRow: what is set, and why it cannot be changed here; SettingsControl: where it can. Holds no state and no words.
import type { ReactNode } from 'react'
import { Switch } from './field'
import { Icon } from './icon'

interface SettingsSectionProps {
  readonly id: string
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

export const SettingsSection = ({ id, title, lead, children }: SettingsSectionProps) => (
  <section className="set-sec" id={id} aria-label={title}>
    <h2>{title}</h2>
    {lead !== undefined && <p>{lead}</p>}
    {children}
  </section>
)

export const SettingsGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className="group" aria-label={label}>
    {children}
  </ul>
)

interface SettingsRowProps {
  readonly name: string
  /** Why it is so, for people. */
  readonly hint: string
  /** The same for IT, exact. */
  readonly exact?: string
  readonly value: string
  /** Set by somebody else: sunk, with a padlock; in the order of Tab, so that it can be read. */
  readonly locked: boolean
  /** What is wrong with it. */
  readonly notes?: readonly string[]
}

export const SettingsRow = ({ name, hint, exact, value, locked, notes = [] }: SettingsRowProps) => (
  <li className={locked ? 'srow locked' : 'srow'} tabIndex={locked ? 0 : undefined}>
    <div className="lb">
      <b>{name}</b>
      <span>{hint}</span>
      {exact !== undefined && <code>{exact}</code>}
      {notes.map(note => (
        <span className="wrong" key={note}>
          {note}
        </span>
      ))}
    </div>
    <div className="ctl-w">
      <span className="val">{value}</span>
      {locked && (
        <span className="lock">
          <Icon name="lock" />
        </span>
      )}
    </div>
  </li>
)

interface SettingsControlProps {
  readonly name: string
  readonly hint?: string
  /** What is not as it was chosen. */
  readonly note?: string | null
  readonly children: ReactNode
}

/** A row whose value is chosen right here. */
export const SettingsControl = ({ name, hint, note, children }: SettingsControlProps) => (
  <li className="srow">
    <div className="lb">
      <b>{name}</b>
      {hint !== undefined && <span>{hint}</span>}
      {note != null && <span className="wrong">{note}</span>}
    </div>
    <div className="ctl-w">{children}</div>
  </li>
)

interface SettingsSwitchProps {
  readonly name: string
  readonly hint: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

export const SettingsSwitch = (props: SettingsSwitchProps) => (
  <li className="srow">
    <Switch on={props.on} onChange={props.onChange} hint={props.hint}>
      {props.name}
    </Switch>
  </li>
)
