// One check: mark, name, what it means and what was seen, time or word. In its place from the first moment on.
import type { KeyboardEvent } from 'react'
import { Icon } from '../../ui'
import type { CheckRowView } from '../model/checks'

const ICONS = {
  ok: 'ok',
  warn: 'warning',
  no: 'none',
  bad: 'bad',
  skipped: 'none',
  pending: 'dots',
} as const satisfies Record<CheckRowView['look'], string>

/**
 * A good result, and one that was not needed, is told by what was seen; any other by what it means, with the exact words of it
 * below.
 */
function Told({ row: { state, meaning, evidence } }: { row: CheckRowView }) {
  const isQuiet = (state === 'ok' || state === 'skipped') && evidence !== ''
  const [first, second] = isQuiet ? [evidence, ''] : [meaning, evidence]
  return (
    <span className="d">
      {isQuiet && <span className="sr">{meaning} </span>}
      <span className="say">{first}</span>
      {second !== '' && <span className="saw">{second}</span>}
    </span>
  )
}

interface CheckRowsProps {
  readonly rows: readonly CheckRowView[]
  /** Those that keep their place and are not shown. */
  readonly folded?: readonly CheckRowView[]
  readonly label: string
  /** The row that Tab reaches; the arrow keys move on from it. */
  readonly current: CheckRowView['id']
  readonly onCurrent: (id: CheckRowView['id']) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** A row in focus shows all of its words; the others end in an ellipsis. */
export const CheckRows = ({ rows, folded = [], label, current, onCurrent, onKeyDown }: CheckRowsProps) => (
  <ol className="cks" aria-label={label} onKeyDown={onKeyDown}>
    {rows.map(row => (
      <li
        key={row.id}
        className={`ck ${row.look}`}
        data-check={row.id}
        hidden={folded.includes(row)}
        tabIndex={row.id === current ? 0 : -1}
        onFocus={() => onCurrent(row.id)}
      >
        <Icon name={ICONS[row.look]} />
        <span className="w">{row.name}</span>
        <Told row={row} />
        <span className="ms">{row.value}</span>
      </li>
    ))}
  </ol>
)
