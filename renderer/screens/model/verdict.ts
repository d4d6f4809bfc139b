// The summary beside the checks: the verdict in a word and a sentence, the span, and what could be better. Pure.
import type { NetworkReport } from '../../../protocol/network-report'
import { gainsOf, verdictCopy, verdictSentence, words } from '../../copy'
import type { Tone } from '../../health'
import type { NetworkCheck } from '../../network'
import { decidedOf, foundBy } from './checks'
import { networkSpan } from './network-span'
import type { SpanView } from './spans'

const { check: text } = words

export interface SummaryView {
  readonly tone: Tone
  readonly word: string
  readonly line: string
  readonly span: SpanView
  /** What IT could do, under the heading that fits; null while the checks still run. */
  readonly advice: { readonly title: string; readonly lines: readonly string[] } | null
}

function adviceOf({ verdict, checks }: NetworkReport): SummaryView['advice'] {
  if (verdict === 'offline') return { title: text.blocked, lines: [text.blockedLine] }
  const lines = gainsOf(checks)
  return lines.length === 0
    ? { title: text.blocked, lines: [text.nothingToAsk] }
    : { title: text.better, lines }
}

/** Null: not checked yet. */
export function summaryOf(check: NetworkCheck): SummaryView | null {
  if (check.at === 'none') return null
  const decided = decidedOf(check)
  const span = networkSpan(check)
  if (!decided) {
    const [word, line] =
      check.at === 'running' ? [text.checking, text.checkingLine] : [text.broken, text.brokenLine]
    return { tone: 'unknown', word, line, span, advice: null }
  }
  return {
    ...verdictCopy[decided.verdict],
    line: verdictSentence({ ...decided, checks: foundBy(check) }),
    span,
    advice: check.at === 'done' ? adviceOf(check.report) : null,
  }
}

/** What is read out: that it began, and the verdict as soon as it is known. Never the single rows. */
export function announceCheck(check: NetworkCheck): string {
  if (check.at === 'running' && !check.decided) return text.started
  const summary = summaryOf(check)
  return summary ? `${summary.word}. ${summary.line}` : ''
}
