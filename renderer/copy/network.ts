// The network in words: the verdict, why it is so, what would be better, and the whole report as text for IT.
import { CHECKS, type CheckId } from '../../protocol/checks'
import type { Check, NetworkReport } from '../../protocol/network-report'
import type { Tone } from '../health'
import { annoyanceOf, obstacleOf } from '../network'
import { checkCopy } from './checks'
import { failureCopy, type ItRow, itText } from './failure'
import { stamp, wait } from './format'
import { kitRequest, kitText, kitWish, textTable } from './kit'
import { routePhrase } from './paths'

import { words } from './words'

const { report: heads } = words
const { rows: rowNames } = words.failed

type Verdict = NetworkReport['verdict']
type Found = Pick<NetworkReport, 'verdict' | 'carries'> & { readonly checks: readonly Check[] }

export const verdictCopy = {
  ready: {
    get word(): string {
      return words.network.ready
    },
    tone: 'line',
  },
  limited: {
    get word(): string {
      return words.network.limited
    },
    tone: 'strain',
  },
  offline: {
    get word(): string {
      return words.network.offline
    },
    tone: 'break',
  },
} as const satisfies Record<Verdict, { word: string; tone: Tone }>

const statusOf = (checks: readonly Check[], id: CheckId) => checks.find(check => check.id === id)?.status

function wayOf({ carries, checks }: Found): string {
  if (carries.includes('direct') || carries.includes('relay-udp')) return words.verdict.fast
  return statusOf(checks, 'stun') === 'blocked' ? words.verdict.overTlsOnly : words.verdict.overTls
}

const meaningOf = ({ id, status, failure }: Check): string =>
  failure === null ? checkCopy[id][status] : failureCopy({ name: failure }).sentence

/** Whether calls work here and how they travel, or what is in the way. */
export function verdictSentence(found: Found): string {
  if (found.verdict === 'ready') return words.verdict.ready({ way: wayOf(found) })
  const reason = obstacleOf(found.checks) ?? annoyanceOf(found.checks)
  return [words.verdict[found.verdict], reason && meaningOf(reason)].filter(Boolean).join(' ')
}

/** What people gain if IT does something about a check that could be better. */
const GAINS: Partial<Record<CheckId, string>> = words.gains
const GAINS_SHOWN = 2

/** At most two sentences; none where the network is as good as it can be. */
export const gainsOf = (checks: readonly Check[]): readonly string[] =>
  CHECKS.filter(id => ['warn', 'blocked', 'failed'].includes(statusOf(checks, id) ?? 'ok'))
    .flatMap(id => GAINS[id] ?? [])
    .slice(0, GAINS_SHOWN)

/** The proxy's line for IT, or null where there is none. */
export const proxyText = ({ proxy }: Pick<NetworkReport, 'proxy'>): string | null =>
  proxy && [proxy.decision, proxy.auth].filter(Boolean).join(', ')

/** The whole report to paste: facts, checks, hosts, the request. It holds nothing personal, because the report does not. */
export function reportText(report: NetworkReport): string {
  const { verdict, carries, checks, kit } = report
  const facts: readonly (readonly [string, string | null])[] = [
    [heads.network, verdictCopy[verdict].word],
    [rowNames.when, stamp(Date.parse(report.startedAt))],
    [rowNames.gateway, report.gateway],
    [heads.carries, carries.map(route => routePhrase[route]).join(', ') || heads.nothing],
    [rowNames.proxy, proxyText(report)],
    [rowNames.request, kitRequest(kit)],
    ['Optional', kitWish(kit)],
  ]
  const rows = facts.flatMap(([label, value]): readonly ItRow[] => (value ? [[label, value]] : []))
  const found = CHECKS.flatMap(id => {
    const check = checks.find(one => one.id === id)
    if (!check) return []
    const state = [check.status, check.ms === null ? '' : wait(check.ms), check.code ?? '']
      .filter(Boolean)
      .join(' ')
    return [[checkCopy[id].name, state, check.evidence]]
  })
  const regions = report.regions.map(({ region, udpMs, tcpMs, tlsMs }) => [
    region,
    ...[udpMs, tcpMs, tlsMs].map(ms => (ms === null ? '-' : wait(ms))),
  ])
  return [
    itText(rows),
    textTable([[heads.check, heads.result, heads.evidence], ...found]),
    ...(regions.length > 0 ? [textTable([[heads.region, 'UDP', 'TCP', 'TLS'], ...regions])] : []),
    ...(kit.length > 0 ? [kitText(kit)] : []),
  ].join('\n\n')
}
