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

/** The call button is for the pointer; the keyboard has Enter, so it is no tab stop and is not announced. */
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
    {selected ? (
      <span className="act" aria-hidden="true">
        <button type="button" tabIndex={-1} className="btn call md" onClick={() => onCall(agent.id)}>
          <Icon name="phone" />
          {words.home.call}
          <kbd className="kbd">Enter</kbd>
        </button>
      </span>
    ) : (
      <div className="lc">{last}</div>
    )}
  </div>
)

/** Shown where a search finds nobody. */
export const ShowAll = ({ onClick }: { onClick: () => void }) => (
  <Button onClick={onClick}>{words.home.showAll}</Button>
)
