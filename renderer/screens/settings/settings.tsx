// The settings page: its places at the left, all of it in one scroll. Only what is truly there.
import { useState } from 'react'
import { words } from '../../copy'
import { Icon } from '../../ui'
import { policyViewOf } from '../model/settings'
import type { AppActions, AppState, Levels } from '../props'
import { About } from './about'
import { Organisation } from './organisation'
import { SoundSettings } from './sound'

const { settings: text } = words

const SECTIONS = ['sound', 'organisation', 'about'] as const

interface SettingsProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
  readonly levels: Levels
}

function Places({ aside }: { aside: string | null }) {
  const [current, setCurrent] = useState<(typeof SECTIONS)[number]>('sound')
  return (
    <nav className="subnav" aria-label={text.title}>
      <h1>{text.title}</h1>
      {SECTIONS.map(id => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === current ? 'true' : undefined}
          onClick={() => setCurrent(id)}
        >
          {id === 'sound' ? words.devices.sound : text[id]}
        </a>
      ))}
      <span className="grow" />
      {aside !== null && (
        <p className="lock">
          <Icon name="lock" />
          <span>{aside}</span>
        </p>
      )}
    </nav>
  )
}

export function SettingsPage({ state, actions, mac, levels }: SettingsProps) {
  const { app, policy } = state
  const view = policy && policyViewOf(policy)
  return (
    <section className="sheet main">
      <div className="set">
        <Places aside={view?.aside ?? null} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <div className="set-body" tabIndex={0}>
          <SoundSettings state={state} actions={actions} levels={levels} />
          <Organisation policy={policy} view={view} mac={mac} copy={actions.copy} />
          <About app={app} />
        </div>
      </div>
    </section>
  )
}
