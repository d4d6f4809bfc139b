// Searching and choosing in the directory: the query, the selection, and what keys do to them.
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import type { AgentCard } from '../../../protocol/ipc'
import { isAddress } from '../../store'
import { isUnderModal } from '../hooks/modal'
import { matchAgents, readAgents } from '../model/search'

/** Where the selection goes, or null where the key does not move it. Stops at both ends. */
export function moved(key: string, at: number, count: number): number | null {
  const last = Math.max(0, count - 1)
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 8,
    PageUp: at - 8,
  }
  const to = moves[key]
  return to === undefined ? null : Math.min(last, Math.max(0, to))
}

export interface Directory {
  readonly query: string
  readonly setQuery: (query: string) => void
  readonly hits: readonly AgentCard[]
  readonly selected: number
  readonly select: (at: number) => void
  readonly onKey: (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => void
}

export function useDirectory(agents: readonly AgentCard[], onCall: (agentId: string) => void): Directory {
  const [query, setQuery] = useState('')
  const [at, select] = useState(0)
  const hits = useMemo(() => matchAgents(agents, query), [agents, query])
  useEffect(() => {
    const timer = setTimeout(() => readAgents(agents))
    return () => clearTimeout(timer)
  }, [agents])
  const selected = Math.min(at, hits.length - 1)
  const search = (next: string) => {
    setQuery(next)
    select(0)
  }
  const onKey: Directory['onKey'] = event => {
    const agent = hits[selected]
    const to = moved(event.key, selected, hits.length)
    if (to !== null) select(to)
    else if (event.key === 'Enter' && isAddress(query.trim())) onCall(query.trim())
    else if (event.key === 'Enter' && agent) onCall(agent.id)
    else if (event.key === 'Escape' && query !== '') search('')
    else return
    event.preventDefault()
  }
  return { query, setQuery: search, hits, selected, select, onKey }
}

/** The list's keys also work while nothing has the focus, as when the window has just opened. */
export function useKeysOnBody(onKey: Directory['onKey']): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const free = event.target === document.body && !event.ctrlKey && !event.metaKey && !event.altKey
      if (free && !isUnderModal()) onKey(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
