// For IT: exact facts in monospace, ready to paste. Folded where there is nothing to open.
import type { KitRow } from '../../../protocol/network-report'
import { type ItRow, words } from '../../copy'
import { Button, Icon } from '../../ui'
import type { ItView } from '../model/failed'

interface ItBlockProps {
  readonly view: ItView
  readonly folded: boolean
  readonly hint: string
  readonly onCopy: () => void
}

const { failed: text } = words

const Rows = ({ rows, code }: { rows: readonly ItRow[]; code: boolean }) => (
  <dl>
    {rows.map(([label, value], at) => (
      <div key={label} className={code && at === 0 ? 'bad' : undefined}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** Red is what keeps a call from working; what would only be better stays quiet. */
const lookOf = ({ observed, need }: KitRow): string => {
  if (observed === 'open') return 'open'
  return need === 'required' && observed !== 'not tried' ? 'closed' : 'other'
}

const Hosts = ({ hosts }: { hosts: readonly KitRow[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{text.heads.host}</th>
        <th scope="col">{text.heads.port}</th>
        <th scope="col">{text.heads.protocol}</th>
        <th scope="col">{text.heads.now}</th>
      </tr>
    </thead>
    <tbody>
      {hosts.map(row => (
        <tr key={`${row.host} ${row.port} ${row.protocol}`}>
          <td className="host">{row.host}</td>
          <td>{row.port}</td>
          <td>{row.protocol}</td>
          <td className={lookOf(row)}>{row.observed}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Facts = ({ view: { facts, hosts, asks } }: Pick<ItBlockProps, 'view'>) => (
  <>
    <div className="it">
      <Rows rows={facts} code={true} />
      {hosts.length > 0 && <Hosts hosts={hosts} />}
      <Rows rows={asks} code={false} />
    </div>
    <p className="privacy">{text.privacy}</p>
  </>
)

export const ItBlock = ({ view, folded, hint, onCopy }: ItBlockProps) => (
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
        <Facts view={view} />
        <Button icon="copy" size="sm" hint={hint} onClick={onCopy}>
          {text.copy}
        </Button>
      </details>
    ) : (
      <Facts view={view} />
    )}
  </aside>
)
