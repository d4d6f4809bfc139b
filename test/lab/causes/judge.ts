// Rows of the cause table: what call and check named, whether that is the cause, and how it reads. Pure.
import { FAILURES, type FailureName } from '../../../protocol/catalogue'
import type { NetworkReport } from '../../../protocol/network-report'
import type { Told } from '../callers/outcome'
import type { Cause } from './cause'

/** Issue 3's bound on a name. */
export const NAMED_MS_MAX = 10_000

/** What one run of a cause showed. A sentence in place of a check: there was no report. */
export interface Seen {
  readonly told: Told
  readonly report: NetworkReport | string
}

export interface CauseRow {
  readonly cause: string
  readonly code: string
  readonly byCall: string
  readonly byCheck: string
  readonly callMs: number | null
  readonly checkMs: number | null
  /** `not named`: as foreseen, by a cause that says why. */
  readonly verdict: 'passed' | 'failed' | 'not named' | 'skipped'
  readonly why: string | null
  readonly run: number
  /** The evidence, exact, where a name was wrong. */
  readonly seen: Seen | null
}

/** The desktop of the lab has no microphone and no speaker: test/e2e/microphone.test.ts is about those. */
const OF_DESKTOP = /^microphone_/

/** The failures that a report names, in its order, each once; what the lab's desktop lacks left out. */
export function namedIn(report: NetworkReport): FailureName[] {
  const names = report.checks.flatMap(({ status, failure }) =>
    failure === null || status === 'ok' || status === 'skipped' || OF_DESKTOP.test(failure) ? [] : [failure],
  )
  return [...new Set(names)]
}

/** What is wrong with a call, or null. */
export function callComplaint({ call }: Pick<Cause, 'call'>, told: Told): string | null {
  const { outcome, failure, failedMs } = told
  if (call === 'works')
    return outcome === 'connected' ? null : `the call failed: ${failure?.name} (${failure?.detail ?? ''})`
  if (failure === null) return `the call named nothing, not ${call}`
  if (failure.name !== call) return `the call named ${failure.name} (${failure.detail ?? ''}), not ${call}`
  if (failedMs === null) return 'the call does not say when it failed'
  return failedMs > NAMED_MS_MAX ? `the call took ${failedMs} ms` : null
}

/** What is wrong with a check, or null. */
export function checkComplaint(
  { call, check, beside, evidence }: Pick<Cause, 'call' | 'check' | 'beside' | 'evidence'>,
  report: NetworkReport | string,
): string | null {
  if (typeof report === 'string') return report
  const named = namedIn(report)
  if (check !== 'nothing' && !named.includes(check))
    return `the check named ${named.join(', ') || 'nothing'}, not ${check}`
  const wrong = named.filter(name => name !== check && !beside.includes(name))
  if (wrong.length > 0) return `the check named ${wrong.join(', ')} too`
  const said = report.checks.filter(({ failure }) => failure === check).map(one => one.evidence)
  if (evidence !== null && !said.some(one => evidence.test(one)))
    return `the check's evidence was ${said.join('; ')}`
  if (call === 'works' && report.carries.length === 0) return 'the check says that nothing carries calls'
  if (call !== 'works' && FAILURES[call].layer === 'signaling' && report.carries.length > 0)
    return `the check says that ${report.carries.join(', ')} carries calls`
  return report.tookMs > NAMED_MS_MAX ? `the check took ${Math.round(report.tookMs)} ms` : null
}

const codeOf = ({ call, check }: Cause): string => {
  const name = call !== 'works' ? call : check
  return name === 'nothing' ? '-' : FAILURES[name].code
}

/** One run as a row. @param doubt what the witness said instead, if it did not confirm */
export function rowOf(cause: Cause, run: number, seen: Seen, doubt: string | null): CauseRow {
  const { told, report } = seen
  const wrong = [callComplaint(cause, told), checkComplaint(cause, report)].filter(one => one !== null)
  const named = doubt === null && wrong.length === 0
  const verdict =
    cause.notNamed === null || doubt !== null ? (named ? 'passed' : 'failed') : named ? 'failed' : 'not named'
  const foreseen = named ? 'it is named now: take its note away' : cause.notNamed
  const complaints = wrong.join('; ')
  return {
    cause: cause.name,
    code: codeOf(cause),
    byCall: told.failure?.name ?? 'works',
    byCheck: typeof report === 'string' ? '-' : namedIn(report).join(' ') || 'nothing',
    callMs: told.failedMs ?? told.firstMediaMs,
    checkMs: typeof report === 'string' ? null : Math.round(report.tookMs),
    verdict,
    why:
      doubt !== null
        ? `the witness does not confirm it: ${doubt}`
        : cause.notNamed !== null
          ? [foreseen, complaints].filter(Boolean).join(' # ')
          : complaints || null,
    run,
    seen: verdict === 'passed' ? null : seen,
  }
}

/** A run that was not made, or showed nothing because the lab itself broke. */
export const emptyRow = (
  cause: Cause,
  run: number,
  verdict: 'failed' | 'skipped',
  why: string,
): CauseRow => ({
  cause: cause.name,
  code: codeOf(cause),
  byCall: '-',
  byCheck: '-',
  callMs: null,
  checkMs: null,
  verdict,
  why,
  run,
  seen: null,
})

const COLUMNS = [22, 7, 22, 42, 7, 8, 9] as const
const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join(' ')
    .trimEnd()

export const HEADER = line(['cause', 'code', 'named by call', 'named by check', 'callMs', 'checkMs', 'ok'])

const OK: Readonly<Record<CauseRow['verdict'], string>> = {
  passed: 'yes',
  failed: 'NO',
  'not named': 'not named',
  skipped: 'skipped',
}

export function textOf({ cause, code, byCall, byCheck, callMs, checkMs, verdict, why }: CauseRow): string {
  const cells = [cause, code, byCall, byCheck, `${callMs ?? '-'}`, `${checkMs ?? '-'}`, OK[verdict]]
  return `${line(cells)}${why === null ? '' : `  # ${why}`}`
}

/** 'N passed, N failed', and the others if there were any. */
export function summaryOf(rows: readonly CauseRow[]): string {
  const count = (verdict: CauseRow['verdict']) => rows.filter(row => row.verdict === verdict).length
  const others = (['not named', 'skipped'] as const).flatMap(verdict =>
    count(verdict) === 0 ? [] : [`${count(verdict)} ${verdict}`],
  )
  return [`${count('passed')} passed`, `${count('failed')} failed`, ...others].join(', ')
}
