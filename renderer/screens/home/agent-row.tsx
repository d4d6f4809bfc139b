// One agent in the directory. An option of the list: the list owns focus and keys.
import type { AgentCard } from '../../../protocol/ipc'
import { words } from '../../copy'
import { Button, Icon, Voiceprint } from '../../ui'
import { languageTags } from '../model/search'

export const ROW_PX = 60

interface AgentRowProps {
  readonly agent: AgentCard
  readonly id: string
  readonly at: number
  readonly of: number
  readonly selected: boolean
  /** When it was last called, in words; null for never. */
  readonly last: string | null
  readonly onSelect: (at: number) => void
  readonly onCall: (agentId: string) => void
}

const Place = ({ agent }: { agent: AgentCard }) =>
  agent.id === 'test-agent' ? (
    <span className="place">
      <Icon name="computer" />
      {words.home.here}
    </span>
  ) : (
    <span className="place" title={agent.host}>
      {agent.host}
    </span>
  )

export const AgentRow = ({ agent, id, at, of, selected, last, onSelect, onCall }: AgentRowProps) => (
  // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list or the field (aria-activedescendant)
  // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled there too
  <div
    className="agent"
    role="option"
    id={id}
    aria-selected={selected}
    aria-setsize={of}
    aria-posinset={at + 1}
    style={{ top: at * ROW_PX }}
    onClick={() => onSelect(at)}
    onDoubleClick={() => onCall(agent.id)}
  >
    <Voiceprint id={agent.id} size={40} tone={selected ? 'live' : 'ink'} />
    <div className="about">
      <div className="nm">{agent.name}</div>
      <div className="ds">{agent.purpose}</div>
    </div>
    <div className="lg">{languageTags(agent.languages)}</div>
    <Place agent={agent} />
    <div className="lc">{selected ? null : last}</div>
  </div>
)

interface CallSelectedProps {
  readonly agent: AgentCard
  readonly at: number
  readonly onCall: (agentId: string) => void
}

/** The selected row's button. It floats over the row: an option may hold no button of its own. */
export const CallSelected = ({ agent, at, onCall }: CallSelectedProps) => (
  <div className="act" style={{ top: at * ROW_PX }}>
    <Button
      tone="call"
      size="sm"
      icon="phone"
      hint="Enter"
      label={words.home.callAgent({ name: agent.name })}
      onClick={() => onCall(agent.id)}
    >
      {words.home.call}
    </Button>
  </div>
)

/** Shown where a search finds nobody. */
export const ShowAll = ({ onClick }: { onClick: () => void }) => (
  <Button onClick={onClick}>{words.home.showAll}</Button>
)

/** Shown where an address is typed. */
export const CallAddress = ({ onClick }: { onClick: () => void }) => (
  <Button tone="call" icon="phone" hint="Enter" onClick={onClick}>
    {words.home.call}
  </Button>
)
