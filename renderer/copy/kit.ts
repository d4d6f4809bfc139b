// The firewall kit in words and as text to paste: which hosts, which ports, what was seen, what is asked. Exact, never softened.
import type { KitRow } from '../../protocol/network-report'
import { words } from './words'

const { kit: text } = words

type Ask = NonNullable<KitRow['request']>

const listed = (items: readonly string[]): string =>
  items.length < 2
    ? items.join('')
    : text.and({ some: items.slice(0, -1).join(', '), last: items.at(-1) ?? '' })

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)]

/** The transport and port as a firewall rule names them: `TCP 443`. */
const transport = ({ protocol, port }: KitRow): string =>
  `${protocol.endsWith('/UDP') ? 'UDP' : 'TCP'} ${port}`

const ASKS = ['allow', 'bypass proxy', 'exempt from inspection', 'resolve'] as const satisfies readonly Ask[]

const asked = (request: Ask, hosts: string, over: string): string =>
  request === 'allow' ? text.allow({ hosts, over }) : text[request]({ hosts })

/** One sentence for all hosts that are to be reached in the same way. */
function asksOf(kit: readonly KitRow[]): readonly string[] {
  return ASKS.flatMap(request => {
    const rows = kit.filter(row => row.request === request)
    const ways = request === 'allow' ? unique(rows.map(transport)) : unique(rows.map(() => ''))
    return ways.map(way => {
      const hosts = rows.filter(row => way === '' || transport(row) === way).map(({ host }) => host)
      return asked(request, listed(unique(hosts)), way)
    })
  })
}

const rowsThat = (kit: readonly KitRow[], need: KitRow['need']): readonly KitRow[] =>
  kit.filter(row => row.need === need && row.request !== null)

/** What IT is asked for so that calls work, with every host by name; null where nothing is in the way. */
export function kitRequest(kit: readonly KitRow[]): string | null {
  const asks = asksOf(rowsThat(kit, 'required'))
  return asks.length === 0 ? null : asks.join(' ')
}

/** What would make calls better, asked of IT; null where nothing would. */
export function kitWish(kit: readonly KitRow[]): string | null {
  const asks = asksOf(rowsThat(kit, 'better'))
  return asks.length === 0 ? null : asks.join(' ')
}

/** Rows under heads, columns aligned with spaces. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0))) ?? []
  return rows
    .map(row => row.map((cell, at) => cell.padEnd((widths[at] ?? 0) + 2)).join('').trimEnd())
    .join('\n') // biome-ignore format: cells, then lines
}

/** The hosts as a table of text, as IT gets it. */
export const kitText = (kit: readonly KitRow[]): string =>
  textTable([
    text.heads,
    ...kit.map(({ host, port, protocol, observed, request, need }) => {
      const ask = request === null ? '' : need === 'better' ? text.optional({ request }) : request
      return [host, String(port), protocol, observed, ask]
    }),
  ])
