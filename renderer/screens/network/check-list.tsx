// All checks: the way to the agent's service, the relays by region, the sound. One tab stop; arrow keys move inside.
import { type KeyboardEvent, useRef, useState } from 'react'
import { words } from '../../copy'
import type { Thresholds } from '../../health'
import type { NetworkCheck } from '../../network'
import { Button } from '../../ui'
import { moved } from '../home/use-directory'
import { type CheckRowView, checkListOf, isHeadline, matrixOf } from '../model/checks'
import { CheckRows } from './check-row'
import { RelayMatrix } from './relay-matrix'

const { check: text } = words

export function CheckList({ check, thresholds }: { check: NetworkCheck; thresholds: Thresholds }) {
  const list = useRef<HTMLDivElement>(null)
  const { way, relays, sound } = checkListOf(check)
  const matrix = matrixOf(check, thresholds)
  const [shown, setShown] = useState<'headlines' | 'all'>('headlines')
  const folded = shown === 'all' ? [] : way.filter(row => !isHeadline(row))
  const rows = [...way, relays, ...sound].filter(row => !folded.includes(row))
  const [chosen, setCurrent] = useState<CheckRowView['id'] | null>(null)
  const current = rows.find(({ id }) => id === chosen)?.id ?? rows[0]?.id ?? relays.id
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(
      event.key,
      rows.findIndex(({ id }) => id === current),
      rows.length,
    )
    const row = to === null ? undefined : rows[to]
    if (!row) return
    event.preventDefault()
    list.current?.querySelector<HTMLElement>(`[data-check="${row.id}"]`)?.focus()
  }
  const keys = { current, onCurrent: setCurrent, onKeyDown }
  return (
    <div className="list" ref={list}>
      <CheckRows rows={way} folded={folded} label={text.checks} {...keys} />
      {way.some(row => !isHeadline(row)) && (
        <Button
          tone="ghost"
          size="sm"
          expanded={shown === 'all'}
          onClick={() => setShown(shown === 'all' ? 'headlines' : 'all')}
        >
          {shown === 'all' ? text.fewer : text.more({ count: folded.length })}
        </Button>
      )}
      <h2 className="group-h">{text.relays}</h2>
      <CheckRows rows={[relays]} label={text.relays} {...keys} />
      {matrix && <RelayMatrix matrix={matrix} />}
      <h2 className="group-h">{text.sound}</h2>
      <CheckRows rows={sound} label={text.sound} {...keys} />
    </div>
  )
}
