// One past call in the list. An option of it: the list owns focus and keys.
import { QualityBars, Voiceprint } from '../../ui'
import type { PastRow } from '../model/past'

interface CallRowProps {
  readonly agent: string
  readonly row: PastRow
  readonly id: string
  readonly at: number
  readonly of: number
  readonly top: number
  readonly selected: boolean
  readonly onSelect: () => void
}

export const CallRow = ({ agent, row, id, at, of, top, selected, onSelect }: CallRowProps) => (
  // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list or the field (aria-activedescendant)
  // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled there too
  <div
    className="hc"
    role="option"
    id={id}
    aria-selected={selected}
    aria-setsize={of}
    aria-posinset={at + 1}
    style={{ top }}
    onClick={onSelect}
  >
    <Voiceprint id={agent} size={30} tone={selected ? 'live' : 'ink'} />
    <div className="about">
      <div className="nm">{row.name}</div>
      <div className={row.bad ? 'mt c-break' : 'mt'}>{row.text}</div>
    </div>
    <div className="rt">
      <span>
        <span className="sr">{row.day} </span>
        {row.time}
      </span>
      <QualityBars bars={row.bars} label={row.quality} />
    </div>
  </div>
)
