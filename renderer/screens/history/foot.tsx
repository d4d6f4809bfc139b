// Under the list: how many calls there are and how long they stay; and erasing them all, which asks first.
import { words } from '../../copy'
import { Button, Modal } from '../../ui'
import type { AppState } from '../props'

const { history: text } = words

interface FootProps {
  readonly state: AppState
  readonly onEraseAll: () => void
}

/** How many there are, and how long they stay. */
export function Foot({ state: { past, app }, onEraseAll }: FootProps) {
  if (past.list.at !== 'read') return null
  const count = { count: past.list.total }
  const kept = app && text.keptFor({ days: app.history.keepDays })
  const isSearch = past.list.query.trim() !== ''
  return (
    <footer className="hfoot">
      <span className="say">
        {isSearch ? text.found(count) : [text.count(count), kept].filter(Boolean).join(', ')}
      </span>
      {!isSearch && past.list.total > 0 && (
        <Button tone="ghost" size="sm" onClick={onEraseAll}>
          {text.eraseAll}
        </Button>
      )}
    </footer>
  )
}

interface EraseAllProps {
  readonly count: string
  readonly onKeep: () => void
  readonly onErase: () => void
}

export const EraseAll = ({ count, onKeep, onErase }: EraseAllProps) => (
  <Modal title={text.eraseAllTitle} onCancel={onKeep}>
    <p className="say">{text.eraseAllLine({ calls: count })}</p>
    <div className="acts end">
      <Button tone="ghost" onClick={onKeep}>
        {text.keepThem}
      </Button>
      <Button tone="primary" onClick={onErase}>
        {text.eraseAllConfirm}
      </Button>
    </div>
  </Modal>
)
