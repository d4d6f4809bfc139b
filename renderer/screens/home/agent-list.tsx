// The directory: one tab stop, arrows move, Enter calls. Thousands of rows stay cheap.
import type { KeyboardEvent } from 'react'
import type { AgentCard } from '../../../protocol/ipc'
import { words } from '../../copy'
import { useWindowedRows } from '../hooks/use-windowed-rows'
import { AgentRow, CallSelected, ROW_PX } from './agent-row'

interface AgentListProps {
  readonly agents: readonly AgentCard[]
  readonly listId: string
  readonly selected: number
  readonly lastCalled: (agentId: string) => string | null
  readonly onSelect: (at: number) => void
  readonly onCall: (agentId: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const topOf = (at: number): number => at * ROW_PX

export const optionId = (listId: string, agent: AgentCard | undefined): string | undefined =>
  agent && `${listId}-${agent.id}`

export function AgentList({ agents, listId, selected, lastCalled, ...on }: AgentListProps) {
  const current = agents[selected]
  const { scroller, from, to } = useWindowedRows(agents.length, topOf, selected, agents)
  return (
    <div className="agents" ref={scroller}>
      <div
        className="rows"
        role="listbox"
        id={listId}
        aria-label={words.home.agents}
        aria-activedescendant={optionId(listId, current)}
        tabIndex={0}
        style={{ height: agents.length * ROW_PX }}
        onKeyDown={on.onKeyDown}
      >
        {agents.slice(from, to).map((agent, offset) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            id={`${listId}-${agent.id}`}
            at={from + offset}
            of={agents.length}
            selected={from + offset === selected}
            last={lastCalled(agent.id)}
            onSelect={on.onSelect}
            onCall={on.onCall}
          />
        ))}
      </div>
      {current && <CallSelected agent={current} at={selected} onCall={on.onCall} />}
    </div>
  )
}
