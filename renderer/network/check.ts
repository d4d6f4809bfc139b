// The network check as a value, and what each fact of main makes of it. Pure; knows no bridge and no screen.
import type { CheckFact } from '../../protocol/facts'
import type { Check, NetworkReport } from '../../protocol/network-report'

type Decided = Pick<NetworkReport, 'verdict' | 'carries'>

export type NetworkCheck =
  /** This network was not checked yet. */
  | { readonly at: 'none' }
  | {
      readonly at: 'running'
      /** For whose gateway; null: the one most likely called next. */
      readonly agentId: string | null
      /** Null until main has named the check. */
      readonly checkId: string | null
      readonly gateway: string | null
      /** Wall clock, for the screen's count. */
      readonly startedAtMs: number
      readonly checks: readonly Check[]
      /** What carries calls, once that is known. */
      readonly decided: Decided | null
      /** The report before this check: what is known of the network until the new one is there. */
      readonly last: NetworkReport | null
    }
  | { readonly at: 'done'; readonly agentId: string | null; readonly report: NetworkReport }
  /** It was refused, or came to no end within its bound. What it found stays. */
  | {
      readonly at: 'broken'
      readonly agentId: string | null
      readonly checks: readonly Check[]
      readonly last: NetworkReport | null
    }

export type CheckEvent =
  | CheckFact
  | { readonly type: 'check.asked'; readonly agentId: string | null }
  | { readonly type: 'check.broke' }
  /** What main remembers of the network this computer is on now. */
  | { readonly type: 'report.known'; readonly report: NetworkReport | null }

export const NOT_CHECKED: NetworkCheck = { at: 'none' }

/** The last whole report of this network, whatever is going on now. */
export function lastReportOf(check: NetworkCheck): NetworkReport | null {
  if (check.at === 'done') return check.report
  return check.at === 'none' ? null : check.last
}

/** Whether this network's way out is a proxy, by its last whole report: a decision may also be to go without. */
export function isProxied(check: NetworkCheck): boolean {
  const proxy = lastReportOf(check)?.proxy ?? null
  return proxy !== null && !/^direct\b/i.test(proxy.decision)
}

const agentOf = (check: NetworkCheck): string | null => (check.at === 'none' ? null : check.agentId)

const begun = (
  check: NetworkCheck,
  agentId: string | null,
  fact: { readonly checkId: string; readonly gateway: string } | null,
  nowMs: number,
): NetworkCheck => ({
  at: 'running',
  agentId,
  checkId: fact?.checkId ?? null,
  gateway: fact?.gateway ?? null,
  startedAtMs: nowMs,
  checks: [],
  decided: null,
  last: lastReportOf(check),
})

/** A check known by another name than this fact's: the fact is late, or of a check that nobody here waits for. */
const isForeign = (check: NetworkCheck, checkId: string): boolean =>
  check.at === 'running' && check.checkId !== null && check.checkId !== checkId

/** Of the same step, what came last is known better. */
const withCheck = (checks: readonly Check[], found: Check): readonly Check[] => [
  ...checks.filter(({ id }) => id !== found.id),
  found,
]

/** @param nowMs wall clock, milliseconds. */
export function afterCheckEvent(check: NetworkCheck, event: CheckEvent, nowMs: number): NetworkCheck {
  switch (event.type) {
    case 'check.asked':
      return check.at === 'running' ? check : begun(check, event.agentId, null, nowMs)
    case 'check.started': {
      if (check.at === 'running' && check.checkId === event.checkId) return check
      // The answer to the question asked here: the count goes on from there.
      if (check.at === 'running' && check.checkId === null)
        return { ...check, checkId: event.checkId, gateway: event.gateway }
      return begun(check, agentOf(check), event, nowMs)
    }
    case 'check.found':
      if (check.at !== 'running' || isForeign(check, event.checkId)) return check
      return { ...check, checkId: event.checkId, checks: withCheck(check.checks, event.check) }
    case 'check.decided': {
      if (check.at !== 'running' || isForeign(check, event.checkId)) return check
      const { checkId, verdict, carries } = event
      return { ...check, checkId, decided: { verdict, carries } }
    }
    case 'check.finished':
      if (isForeign(check, event.checkId)) return check
      return { at: 'done', agentId: agentOf(check), report: event.report }
    case 'check.broke':
      if (check.at !== 'running') return check
      return { at: 'broken', agentId: check.agentId, checks: check.checks, last: check.last }
    case 'report.known':
      return known(check, event.report)
  }
}

function known(check: NetworkCheck, report: NetworkReport | null): NetworkCheck {
  if (check.at === 'running') return { ...check, last: report }
  if (report === null) return NOT_CHECKED
  // The same report again, as after a network that only blinked: nothing moves on the page.
  if (check.at === 'done' && check.report.startedAt === report.startedAt) return check
  return { at: 'done', agentId: null, report }
}
