// The report as a page to print: one file, no script, nothing fetched, everything that came from outside escaped. Pure.
import type { Check, KitRow, NetworkReport } from '../../../protocol/network-report'
import { CHECK_NAMES, NEED_WORDS, STATUS_WORDS, VERDICT_WORDS, whenText } from './words'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, char => ENTITIES[char] ?? '')

const row = (cells: readonly string[], tag: 'td' | 'th' = 'td'): string =>
  `<tr>${cells.map(cell => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map(cells => row(cells)).join('\n')}</tbody></table>`

const milliseconds = (ms: number | null): string => (ms === null ? '' : `${Math.round(ms)} ms`)

const checkRow = ({ id, status, ms, evidence, failure, code }: Check): string[] => [
  CHECK_NAMES[id],
  STATUS_WORDS[status],
  milliseconds(ms),
  evidence,
  failure === null ? '' : `${code} ${failure}`,
]

const kitRow = ({ host, port, protocol, observed, need, request }: KitRow): string[] => [
  host,
  String(port),
  protocol,
  observed,
  NEED_WORDS[need],
  request ?? 'nothing',
]

const STYLE = `body{font:13px/1.45 system-ui,sans-serif;color:#111;margin:2.5em auto;max-width:62em;padding:0 1em}
h1{font-size:22px;margin:0}h2{font-size:15px;margin:2em 0 .5em}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid #ccc}th{font-weight:600}
td{overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`

/** The whole page. */
export function reportPage(report: NetworkReport): string {
  const { startedAt, gateway, verdict, carries, proxy, checks, regions, kit, tookMs } = report
  const facts: string[][] = [
    ['Gateway', gateway === '' ? 'none' : gateway],
    ['Measured', `${whenText(startedAt)}, in ${(tookMs / 1000).toFixed(1)} s`],
    ['Carries calls', carries.length === 0 ? 'nothing' : carries.join(', ')],
    [
      'Proxy',
      proxy === null ? 'none' : `${proxy.decision}${proxy.auth === null ? '' : `, asks for ${proxy.auth}`}`,
    ],
  ]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Viaduct network report</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<h1>Viaduct network report</h1>
<p>${escapeHtml(VERDICT_WORDS[verdict])}</p>
${table(['Fact', 'Value'], facts)}
<h2>Checks</h2>
${table(['Check', 'Result', 'Time', 'Observed', 'Code'], checks.map(checkRow))}
<h2>Relays</h2>
${table(
  ['Region', 'UDP', 'TCP', 'TLS'],
  regions.map(({ region, udpMs, tcpMs, tlsMs }) => [region, ...[udpMs, tcpMs, tlsMs].map(milliseconds)]),
)}
<h2>Firewall</h2>
${table(['Host', 'Port', 'Protocol', 'Observed', 'Need', 'Request'], kit.map(kitRow))}
</body></html>
`
}
