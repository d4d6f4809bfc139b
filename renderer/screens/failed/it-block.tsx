// For IT: exact facts in monospace, ready to paste. Folded where there is nothing to open.
import { type ItRow, words } from '../../copy'
import { Button, Icon } from '../../ui'

interface ItBlockProps {
  readonly rows: readonly ItRow[]
  readonly folded: boolean
  readonly hint: string
  readonly onCopy: () => void
}

const { failed: text } = words

const Facts = ({ rows }: { rows: readonly ItRow[] }) => (
  <>
    <dl className="it">
      {rows.map(([label, value], at) => (
        <div key={label} className={at === 0 ? 'bad' : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
    <p className="privacy">{text.privacy}</p>
  </>
)

export const ItBlock = ({ rows, folded, hint, onCopy }: ItBlockProps) => (
  <aside className="r" aria-label={text.itTitle}>
    <div className="it-head">
      <div>
        <h2>{text.itTitle}</h2>
        <p>{folded ? text.itFoldedHint : text.itHint}</p>
      </div>
      {!folded && (
        <Button icon="copy" hint={hint} onClick={onCopy}>
          {text.copy}
        </Button>
      )}
    </div>
    {folded ? (
      <details>
        <summary>
          <Icon name="chevron" />
          {text.itShow}
        </summary>
        <Facts rows={rows} />
        <Button icon="copy" size="sm" hint={hint} onClick={onCopy}>
          {text.copy}
        </Button>
      </details>
    ) : (
      <Facts rows={rows} />
    )}
  </aside>
)
