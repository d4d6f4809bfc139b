// The firewall kit as a file that an administrator works through: rows to allow, lines for the PAC file, hosts to exempt. Pure.
import type { KitRow, NetworkReport } from '../../../protocol/network-report'
import { NEED_WORDS, whenText } from './words'

const pad = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(cells => cells[column]?.length ?? 0)),
  )
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const hostsOf = (rows: readonly KitRow[]): string[] => [...new Set(rows.map(({ host }) => host))]

const section = (title: string, lines: readonly string[], nothing: string): string =>
  [title, '-'.repeat(title.length), ...(lines.length > 0 ? lines : [nothing]), ''].join('\n')

const allowTable = (rows: readonly KitRow[]): string[] =>
  pad([
    ['HOST', 'PORT', 'PROTOCOL', 'OBSERVED', 'NEED', 'REQUEST'],
    ...rows.map(({ host, port, protocol, observed, need, request }) => [
      host,
      String(port),
      protocol,
      observed,
      NEED_WORDS[need],
      request ?? 'nothing',
    ]),
  ])

/** A host stands in a script's string: only what a host may be made of. */
const plain = (host: string): string => host.replace(/[^A-Za-z0-9.:-]/g, '')

/** Lines for the start of FindProxyForURL, and the same as a bypass list of the system's settings. */
const bypassLines = (hosts: readonly string[]): string[] =>
  hosts.length === 0
    ? []
    : [
        ...hosts.map(host => `if (host === "${plain(host)}") return "DIRECT";`),
        '',
        `Bypass list: ${hosts.map(plain).join(';')}`,
      ]

/** The whole file. */
export function kitText({ kit, gateway, startedAt }: NetworkReport): string {
  const asking = (request: KitRow['request']) => kit.filter(row => row.request === request)
  return [
    'Viaduct firewall kit',
    `Measured at ${whenText(startedAt)} for ${gateway === '' ? 'no gateway' : gateway}`,
    '',
    section('1. Allow list', kit.length > 0 ? allowTable(kit) : [], 'Nothing was measured.'),
    section(
      '2. Proxy: lines for the PAC file',
      bypassLines(hostsOf(asking('bypass proxy'))),
      'Nothing to bypass.',
    ),
    section('3. Exempt from TLS inspection', hostsOf(asking('exempt from inspection')), 'Nothing to exempt.'),
    section('4. Names to resolve', hostsOf(asking('resolve')), 'Every name resolves.'),
  ].join('\n')
}
