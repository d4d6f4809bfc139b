// The settings page: its places at the left, all of it in one scroll. Only what is truly there.
import { useState } from 'react'
import { words } from '../../copy'
import { Icon } from '../../ui'
import { policyViewOf } from '../model/settings'
import type { AppActions, AppState } from '../props'
import { About } from './about'
import { Organisation } from './organisation'

const { settings: text } = words

const SECTIONS = ['organisation', 'about'] as const

interface SettingsProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
}

function Places({ aside }: { aside: string | null }) {
  const [current, setCurrent] = useState<(typeof SECTIONS)[number]>('organisation')
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
          {text[id]}
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

export function SettingsPage({ state: { app, policy }, actions, mac }: SettingsProps) {
  const view = policy && policyViewOf(policy)
  return (
    <section className="sheet main">
      <div className="set">
        <Places aside={view?.aside ?? null} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <div className="set-body" tabIndex={0}>
          <Organisation policy={policy} view={view} mac={mac} copy={actions.copy} />
          <About app={app} />
        </div>
      </div>
    </section>
  )
}
