// The home screen: whom to call, whom you called, and how the network is.
import { useId, useRef } from 'react'
import { format, words } from '../../copy'
import { thresholdsOf } from '../../health'
import { isAddress } from '../../store'
import { Dot, EmptyState, SearchField, Skeleton, Viaduct } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useNow } from '../hooks/use-now'
import { modKey } from '../model/keyboard'
import { networkOf } from '../model/network'
import type { AppActions, AppState, Levels } from '../props'
import { AgentList, optionId } from './agent-list'
import { CallAddress, ShowAll } from './agent-row'
import { Recent } from './recent'
import { SoundCard } from './sound-card'
import { type Directory, useDirectory, useKeysOnBody } from './use-directory'

interface HomeProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
  readonly levels: Levels
}

const MINUTE_MS = 60_000
const NOBODY = [] as const

function StatusLine({ state }: { state: AppState }) {
  const { tone, word, line, figure } = networkOf(state)
  return (
    <footer className="status">
      <Dot tone={tone} halo />
      <span className="say">
        <b>{word}</b> {line}
      </span>
      <span className="r num">
        {figure && <span>{figure}</span>}
        {state.app && <span>{`${words.app.name} ${state.app.version}`}</span>}
      </span>
    </footer>
  )
}

interface AgentsProps extends HomeProps {
  readonly directory: Directory
  readonly listId: string
  readonly nowMs: number
}

function Agents({ state, actions, directory, listId, nowMs }: AgentsProps) {
  const { agents, recent } = state
  const { hits, query, selected, select, onKey, setQuery } = directory
  const lastCalled = (agentId: string) => {
    const last = recent.find(({ agent }) => agent === agentId)
    return last ? format.lastTime(Date.parse(last.startedAt), nowMs) : null
  }
  if (agents === null) return <Skeleton rows={4} label={words.home.loading} />
  if (agents.length === 0)
    return (
      <EmptyState icon="phone" title={words.home.noAgents}>
        {words.home.noAgentsHint}
      </EmptyState>
    )
  if (isAddress(query.trim()))
    return (
      <EmptyState
        icon="phone"
        title={words.home.address}
        action={<CallAddress onClick={() => actions.dial(query.trim())} />}
      >
        {words.home.addressHint}
      </EmptyState>
    )
  if (hits.length === 0)
    return (
      <EmptyState
        icon="search"
        title={words.home.noMatch({ query: query.trim() })}
        action={<ShowAll onClick={() => setQuery('')} />}
      >
        {words.home.noMatchHint}
      </EmptyState>
    )
  return (
    <AgentList
      agents={hits}
      listId={listId}
      selected={selected}
      lastCalled={lastCalled}
      onSelect={select}
      onCall={actions.dial}
      onKeyDown={onKey}
    />
  )
}

const isOnlyBuiltIn = ({ agents }: AppState): boolean =>
  agents?.length === 1 && agents[0]?.id === 'test-agent'

export function Home(props: HomeProps) {
  const { state, actions, mac } = props
  const directory = useDirectory(state.agents ?? NOBODY, actions.dial)
  const dial = useRef<HTMLInputElement>(null)
  const listId = useId()
  const nowMs = useNow(MINUTE_MS)
  /** Called last, and still there to be called. */
  const last = state.recent.find(({ agent }) => state.agents?.some(({ id }) => id === agent))?.agent
  useHotkeys('home', mac, {
    ...(last === undefined ? {} : { retry: () => actions.dial(last) }),
    focusDial: () => {
      dial.current?.focus()
      dial.current?.select()
    },
  })
  useKeysOnBody(directory.onKey)
  return (
    <section className="sheet main">
      <div className="cols">
        <div className="home-main">
          <SearchField
            look="dial"
            label={words.home.dialLabel}
            placeholder={words.home.dialPlaceholder}
            clearLabel={words.home.clear}
            query={directory.query}
            onQuery={directory.setQuery}
            onKeyDown={directory.onKey}
            input={dial}
            hint={modKey('K', mac)}
            listId={listId}
            activeId={optionId(listId, directory.hits[directory.selected])}
          />
          <h1 className="sec dir-head">
            {words.home.agents} <span className="n">{state.agents && directory.hits.length}</span>
          </h1>
          <Agents {...props} directory={directory} listId={listId} nowMs={nowMs} />
          {isOnlyBuiltIn(state) && directory.hits.length > 0 && (
            <>
              <Viaduct />
              <p className="only">{words.home.onlyBuiltIn}</p>
            </>
          )}
        </div>
        <Recent
          recent={state.recent}
          isKept={state.app?.history.keep ?? true}
          agents={state.agents}
          nowMs={nowMs}
          thresholds={thresholdsOf(state.app?.thresholds)}
          onCall={actions.dial}
          below={<SoundCard state={state} actions={actions} levels={props.levels} />}
        />
      </div>
      <StatusLine state={state} />
    </section>
  )
}
