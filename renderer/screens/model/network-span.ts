// The span of a network check: being found, whole, strained, or broken where the way ends. Pure.
import { FAILURES } from '../../../protocol/catalogue'
import type { Check, NetworkReport } from '../../../protocol/network-report'
import { failureCopy, format, words } from '../../copy'
import { lastReportOf, type NetworkCheck, obstacleOf } from '../../network'
import type { Span, SpanNode } from '../../ui'
import { decidedOf, foundBy } from './checks'
import { isAtProxy, type SpanView, spanView } from './spans'

const { nodes: names } = words

/** Whether the way out is a proxy: a decision may also be to go without. */
export const viaProxy = ({ proxy }: NetworkReport): boolean =>
  proxy !== null && !/^direct\b/i.test(proxy.decision)

function isProxied(check: NetworkCheck): boolean {
  const connect = foundBy(check).find(({ id }) => id === 'connect')
  if (check.at !== 'done' && connect) return connect.status !== 'skipped'
  const report = lastReportOf(check)
  return report !== null && viaProxy(report)
}

const msOf = (checks: readonly Check[], id: Check['id']): number | null =>
  checks.find(check => check.id === id && check.status === 'ok')?.ms ?? null

function fastestMs(check: NetworkCheck): number | null {
  const regions = check.at === 'done' ? check.report.regions : []
  const all = regions.flatMap(({ udpMs, tcpMs, tlsMs }) => [udpMs, tcpMs, tlsMs]).filter(ms => ms !== null)
  return all.length === 0 ? null : Math.min(...all)
}

interface Break {
  readonly leg: number
  readonly label: string
  /** The way did not even come to the gateway. */
  readonly atGateway: boolean
}

/** Where the way ends, on a network that carries no calls. */
function breakOf(check: NetworkCheck, legs: number): Break | null {
  if (decidedOf(check)?.verdict !== 'offline') return null
  const obstacle = obstacleOf(foundBy(check))
  const failure = obstacle?.failure ?? null
  if (failure === null) return { leg: legs - 1, label: obstacle?.status ?? '', atGateway: false }
  return {
    leg: isAtProxy(failure) ? 0 : legs - 1,
    label: format.inside(failureCopy({ name: failure }).observed),
    atGateway: FAILURES[failure].layer === 'signaling',
  }
}

function spanOf(leg: number, ms: number | null, broken: Break | null, whole: 'open' | 'strained'): Span {
  if (broken && leg > broken.leg) return { state: 'waiting' }
  if (broken?.leg === leg) return { state: 'broken', label: broken.label }
  return ms === null ? { state: whole } : { state: whole, label: format.wait(ms) }
}

const stateOf = (node: number, broken: Break | null): SpanNode['state'] => {
  if (!broken || node <= broken.leg) return 'reached'
  return node === broken.leg + 1 ? 'broken' : 'waiting'
}

/** You, the proxy where there is one, and the relay; or the gateway, where that is as far as the way goes. */
export function networkSpan(check: NetworkCheck): SpanView {
  const checks = foundBy(check)
  const near = isProxied(check) ? [names.you, names.proxy] : [names.you]
  const decided = decidedOf(check)
  const broken = breakOf(check, near.length)
  const all = [...near, broken?.atGateway ? names.gateway : names.relay]
  if (!decided)
    return spanView(
      all.map((name, at) => ({ name, state: at === 0 ? 'reached' : 'waiting' })),
      near.map((_, at) => ({ state: at === 0 && check.at === 'running' ? 'building' : 'waiting' })),
    )
  const proxyMs = msOf(checks, 'connect') ?? msOf(checks, 'proxy')
  const times = near.length === 2 ? [proxyMs, fastestMs(check)] : [fastestMs(check)]
  const whole = decided.verdict === 'limited' ? 'strained' : 'open'
  return spanView(
    all.map((name, at) => ({ name, state: stateOf(at, broken) })),
    times.map((ms, leg) => spanOf(leg, ms, broken, whole)),
  )
}
