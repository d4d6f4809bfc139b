// What the command line prints of a network check: lines a person can follow, then what carries calls and what to ask IT for. Pure.
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import type { CheckFact } from '../../protocol/facts'
import type { Check, KitRow, NetworkReport } from '../../protocol/network-report'
// Not by the room's door: the window's start must not load the room.
import { CHECK_NAMES, STATUS_WORDS, VERDICT_WORDS } from '../network/report/words'
import type { ExitStatus } from './output'

const NAME_CHARS = 20
const STATUS_CHARS = 16

function checkLine({ id, status, ms, evidence, failure, code }: Check): string {
  const time = ms === null ? '' : ` (${ms} ms)`
  const named = failure === null ? '' : `  ${code} ${failure}`
  return `  ${CHECK_NAMES[id].padEnd(NAME_CHARS)}${STATUS_WORDS[status].padEnd(STATUS_CHARS)}${evidence}${time}${named}`
}

/** One line for what a person can follow, or null. Checks that were skipped stand in the JSON only. */
export function checkProgress(fact: CheckFact): string | null {
  switch (fact.type) {
    case 'check.started':
      return fact.gateway === ''
        ? 'The policy names no agent: only this computer’s microphone and speaker are checked.'
        : `Checking the way to ${fact.gateway}`
    case 'check.found':
      // Relays come in one by one; their table stands at the end.
      return fact.check.status === 'skipped' || fact.check.id === 'relays' ? null : checkLine(fact.check)
    case 'check.decided':
      return fact.carries.length === 0 ? null : `  What carries calls: ${fact.carries.join(', ')}`
    case 'check.finished':
      return null
  }
}

const ask = ({ host, port, protocol, observed, request }: KitRow): string =>
  `  ${request}: ${host} ${port} ${protocol} (${observed})`

const took = (ms: number | null): string => (ms === null ? 'none' : `${ms} ms`)

const regionLine = ({ region, udpMs, tcpMs, tlsMs }: NetworkReport['regions'][number]): string =>
  `  Relay ${region.padEnd(NAME_CHARS - 6)}UDP ${took(udpMs)}, TCP ${took(tcpMs)}, TLS ${took(tlsMs)}`

/** The end of what a person reads: the relays, the verdict, and the rows that ask for something. */
export function checkSummary(report: NetworkReport): string {
  const { verdict, gateway, kit, regions, tookMs } = report
  if (gateway === '') return 'There is no gateway to check. Give a policy with an agent: --policy FILE.'
  const wanted = kit.filter(({ request }) => request !== null)
  const rows = wanted.length === 0 ? [] : ['For IT:', ...wanted.map(ask)]
  return [
    ...regions.map(regionLine),
    `${VERDICT_WORDS[verdict]} (${(tookMs / 1000).toFixed(1)} s)`,
    ...rows,
  ].join('\n')
}

export const checkStatus = ({ carries }: NetworkReport): ExitStatus => (carries.length > 0 ? 0 : 1)

/**
 * The report of a check that never ran to its end: a wrong command line, a bad policy, a page that did not come up, an interruption. It
 * stands at the one check that no call does without.
 */
export const checkOfNothing = (name: FailureName, why: string, startedAt: Date): NetworkReport => ({
  version: 1,
  startedAt: startedAt.toISOString(),
  tookMs: Math.max(0, Date.now() - startedAt.getTime()),
  gateway: '',
  verdict: 'offline',
  carries: [],
  proxy: null,
  checks: [
    {
      id: 'event-stream',
      status: 'failed',
      ms: null,
      evidence: why.slice(0, 300),
      failure: name,
      code: FAILURES[name].code,
    },
  ],
  regions: [],
  kit: [],
})
