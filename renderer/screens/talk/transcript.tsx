// What was said in words, the newest at the end: a log that is read out, and that stays where the person has scrolled to.
import { useLayoutEffect, useRef, useState } from 'react'
import { words } from '../../copy'
import { Button } from '../../ui'
import type { Row } from '../model/transcript'

const { talk: text } = words

type Turn = Extract<Row, { at: 'turn' }>

const TranscriptTurn = ({ row }: { row: Turn }) => (
  <div
    className={`turn ${row.who === 'agent' ? 'agent-t' : 'you'}${row.isLive ? ' live' : ''}`}
    // What is not finished is read out once it is.
    aria-live={row.isLive ? 'off' : undefined}
  >
    <span className="sp">{row.who === 'agent' ? text.agent : text.you}</span>
    <p className="tx">
      {row.text}
      {row.soon !== '' && <span className="soon">{row.soon}</span>}
      {row.isLive && <span className="caret" aria-hidden="true" />}
      {row.note !== null && <small className={row.isTrouble ? 'beside c-break' : 'beside'}>{row.note}</small>}
    </p>
  </div>
)

const TranscriptMark = ({ row }: { row: Extract<Row, { at: 'mark' }> }) => (
  <div className={row.tone === 'strain' ? 'mark-row strain' : 'mark-row'}>{row.text}</div>
)

export const TranscriptRows = ({ rows }: { rows: readonly Row[] }) => (
  <>
    {rows.map(row =>
      row.at === 'turn' ? (
        <TranscriptTurn key={row.key} row={row} />
      ) : (
        <TranscriptMark key={row.key} row={row} />
      ),
    )}
  </>
)

/** So near the end is at the end. */
const NEAR_PX = 32

export function Transcript({ rows }: { rows: readonly Row[] }) {
  const log = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const toEnd = () => {
    const box = log.current
    if (box !== null) box.scrollTop = box.scrollHeight
    setAtEnd(true)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was added is what is followed
  useLayoutEffect(() => {
    if (isAtEnd && log.current !== null) log.current.scrollTop = log.current.scrollHeight
  }, [rows, isAtEnd])
  return (
    <div className="script-wrap">
      <div
        ref={log}
        className="script"
        role="log"
        aria-label={text.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: box }) =>
          setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX)
        }
      >
        <div className="rows">
          <TranscriptRows rows={rows} />
        </div>
      </div>
      {!isAtEnd && (
        <div className="newest">
          <Button size="sm" icon="chevron" onClick={toEnd}>
            {text.newest}
          </Button>
        </div>
      )}
    </div>
  )
}
