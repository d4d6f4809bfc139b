// The summary beside the checks: the verdict in a word and a sentence, the span, and what could be better. Pure.

import { FAILURES } from '../../../protocol/catalogue'
import type { Check, NetworkReport } from '../../../protocol/network-report'
import { format, gainsOf, type Tone, verdictCopy, verdictSentence, words } from '../../copy'
import { type NetworkCheck, obstacleOf } from '../../network'
import type { Span, SpanNode } from '../../ui'
import { decidedOf, foundBy } from './checks'
import { isAtProxy, type SpanView, spanView } from './spans'

const { check: text, nodes: names } = words

export interface SummaryView {
  readonly tone: Tone
  readonly word: string
  readonly line: string
  /** Null before anything is known of the way. */
  readonly span: SpanView | null
  /** What IT could do, under the heading that fits; null while there is nothing to say. */
  readonly advice: { readonly title: string; readonly lines: readonly string[] } | null
}

const msOf = (checks: readonly Check[], id: Check['id']): string | null => {
  const ms = checks.find(check => check.id === id && check.status === 'ok')?.ms ?? null
  return ms === null ? null : format.wait(ms)
}

function relayMs(regions: NetworkReport['regions']): string | null {
  const all = regions.flatMap(({ udpMs, tcpMs, tlsMs }) => [udpMs, tcpMs, tlsMs]).filter(ms => ms !== null)
  return all.length === 0 ? null : format.wait(Math.min(...all))
}

/** Whether the way out is a proxy: a decision may also be to go without. */
export const viaProxy = ({ proxy }: NetworkReport): boolean =>
  proxy !== null && !/^direct\b/i.test(proxy.decision)

/** You, the proxy where there is one, and the relay; or the gateway, where that is as far as the way goes. */
export function networkSpan(check: NetworkCheck): SpanView | null {
  const decided = decidedOf(check)
  if (!decided) return null
  const checks = foundBy(check)
  const report = check.at === 'done' ? check.report : null
  const proxied = report
    ? viaProxy(report)
    : checks.some(({ id, status }) => id === 'connect' && status !== 'skipped')
  const broken = decided.verdict === 'offline' ? obstacleOf(checks) : null
  const failure = broken?.failure ?? null
  const atGateway = failure !== null && FAILURES[failure].layer === 'signaling'
  const brokenAt = proxied && failure !== null && !isAtProxy(failure) ? 1 : 0
  const legs = proxied ? [names.you, names.proxy] : [names.you]
  const nodes = [...legs, atGateway ? names.gateway : names.relay].map((name, at): SpanNode => {
    if (decided.verdict !== 'offline' || at <= brokenAt) return { name, state: 'reached' }
    return { name, state: at === brokenAt + 1 ? 'broken' : 'waiting' }
  })
  const labels = [
    ...(proxied ? [msOf(checks, 'connect') ?? msOf(checks, 'proxy')] : []),
    relayMs(report?.regions ?? []),
  ]
  const whole = decided.verdict === 'limited' ? 'strained' : 'open'
  const spans = labels.map((label, at): Span => {
    if (decided.verdict === 'offline' && at >= brokenAt)
      return at === brokenAt ? { state: 'broken', label: broken?.status ?? '' } : { state: 'waiting' }
    return label === null ? { state: whole } : { state: whole, label }
  })
  return spanView(nodes, spans)
}

function adviceOf({ verdict, checks }: NetworkReport): SummaryView['advice'] {
  if (verdict === 'offline') return { title: text.blocked, lines: [text.blockedLine] }
  const lines = gainsOf(checks)
  return lines.length === 0 ? null : { title: text.better, lines }
}

/** Null: not checked yet. */
export function summaryOf(check: NetworkCheck): SummaryView | null {
  if (check.at === 'none') return null
  const decided = decidedOf(check)
  if (!decided) {
    const [word, line] =
      check.at === 'running' ? [text.checking, text.checkingLine] : [text.broken, text.brokenLine]
    return { tone: 'unknown', word, line, span: null, advice: null }
  }
  return {
    ...verdictCopy[decided.verdict],
    line: verdictSentence({ ...decided, checks: foundBy(check) }),
    span: networkSpan(check),
    advice: check.at === 'done' ? adviceOf(check.report) : null,
  }
}

/** What is read out: that it began, and the verdict as soon as it is known. Never the single rows. */
export function announceCheck(check: NetworkCheck): string {
  if (check.at === 'running' && !check.decided) return text.started
  const summary = summaryOf(check)
  return summary ? `${summary.word}. ${summary.line}` : ''
}
