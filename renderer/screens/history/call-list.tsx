// Past calls by day: one tab stop, arrows move, Enter opens. Ten thousand stay cheap: only what is seen is drawn, and read.
import { type KeyboardEvent, type RefObject, useEffect, useMemo } from 'react'
import type { CallSummary } from '../../../protocol/history'
import type { AgentCard } from '../../../protocol/ipc'
import { words } from '../../copy'
import type { Thresholds } from '../../health'
import { useWindowedRows } from '../hooks/use-windowed-rows'
import { DAY_PX, layOut, rowOf } from '../model/past'
import { nameOf } from '../model/screen'
import { CallRow } from './call-row'

const { history: text } = words

export const optionId = (listId: string, callId: string | undefined): string | undefined =>
  callId === undefined ? undefined : `${listId}-${callId}`

interface CallListProps {
  readonly calls: readonly CallSummary[]
  readonly total: number
  /** Of which these are the calls. */
  readonly query: string
  readonly agents: readonly AgentCard[] | null
  readonly thresholds: Thresholds
  readonly nowMs: number
  readonly listId: string
  readonly list: RefObject<HTMLDivElement | null>
  readonly selected: number
  readonly onSelect: (callId: string) => void
  readonly onMore: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Rows left below what is seen when the next ones are asked for. */
const AHEAD = 60

export function CallList({
  calls,
  total,
  query,
  agents,
  thresholds,
  nowMs,
  listId,
  selected,
  ...on
}: CallListProps) {
  const today = new Date(nowMs).toDateString()
  const { dayOf, topOf } = useMemo(() => layOut(calls, Date.parse(today)), [calls, today])
  const { scroller, from, to } = useWindowedRows(calls.length, topOf, selected, query)
  /** How many there are when the next ones are wanted; null: none are. */
  const wantedAt = to + AHEAD >= calls.length && calls.length < total ? calls.length : null
  const { onMore } = on
  useEffect(() => {
    if (wantedAt !== null) onMore()
  }, [wantedAt, onMore])
  return (
    <div className="calls" ref={scroller}>
      <div
        ref={on.list}
        className="rows"
        role="listbox"
        id={listId}
        aria-label={text.list}
        aria-activedescendant={optionId(listId, calls[selected]?.callId)}
        tabIndex={0}
        style={{ height: topOf(calls.length) }}
        onKeyDown={on.onKeyDown}
      >
        {calls.slice(from, to).map((call, offset) => {
          const at = from + offset
          const day = dayOf(at)
          return [
            day && (
              <div key={day} className="day" role="presentation" style={{ top: topOf(at) }}>
                {day}
              </div>
            ),
            <CallRow
              key={call.callId}
              agent={call.agent}
              row={rowOf(call, nameOf(agents, call.agent), thresholds, nowMs)}
              id={`${listId}-${call.callId}`}
              at={at}
              of={total}
              top={topOf(at) + (day ? DAY_PX : 0)}
              selected={at === selected}
              onSelect={() => on.onSelect(call.callId)}
            />,
          ]
        })}
      </div>
    </div>
  )
}
