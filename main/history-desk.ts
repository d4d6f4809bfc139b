// The history with the window's requests for it. Joins records, directory and dialog, and decides nothing.
import type { Line, Rating } from '../protocol/conversation'
import type { CallSummary } from '../protocol/history'
import type { Policy } from '../protocol/policy'
import type { CallReport } from '../protocol/report'
import { listAgents } from './agents'
import type { Handlers } from './contract'
import type { Log } from './log'
import { createRecords, saveCall } from './records'
import { askForFile } from './save-dialog'
import { saveTranscript } from './transcript'

interface HistoryDeps {
  readonly folder: string
  readonly policy: () => Policy
  /** Whose settings a call was made under. */
  readonly told: () => NonNullable<CallReport['policy']>
  /** What was said in words in a call, and that no more is. */
  readonly conversation: { lines(callId: string): readonly Line[]; over(callId: string): void }
  /** Told of each report once it is written. */
  readonly finished: (report: CallReport) => void
  /** Unix milliseconds. */
  readonly nowMs: () => number
  readonly log: Log
}

type Requests =
  | 'listCalls'
  | 'readCall'
  | 'saveCall'
  | 'saveTranscript'
  | 'eraseCall'
  | 'restoreCall'
  | 'eraseHistory'
  | 'keepCall'
  | 'finishCall'

export interface HistoryDesk {
  readonly requests: Pick<Handlers, Requests>
  /** Whether the call is kept, and this with it. */
  rate(callId: string, rating: Rating): Promise<boolean>
  /** The newest calls. */
  recent(count: number): Promise<readonly CallSummary[]>
  /** Nobody carries this call any more. */
  abandon(callId: string): void
  /** What may not be kept any longer goes at once. */
  policyChanged(): void
  /** Once all is written that was asked for. */
  stop(): Promise<void>
}

const HOUR_MS = 3_600_000

/** The directory's names by id, made anew when the policy is another. */
function namesOf(policy: () => Policy): () => ReadonlyMap<string, string> {
  let of: Policy | null = null
  let names: ReadonlyMap<string, string> = new Map()
  return () => {
    const now = policy()
    if (of !== now) names = new Map(listAgents(now).map(({ id, name }) => [id, name]))
    of = now
    return names
  }
}

export function createHistoryDesk(deps: HistoryDeps): HistoryDesk {
  const { folder, policy, told, conversation, finished, nowMs, log } = deps
  const captionDays = () => policy().captions.keepDays
  const names = namesOf(policy)
  const records = createRecords({
    folder,
    policy: () => policy().history,
    captionDays,
    nameOf: agent => names().get(agent) ?? agent,
    nowMs,
  })
  const withWords = (report: CallReport): CallReport => {
    const lines = captionDays() > 0 ? [...conversation.lines(report.callId)] : []
    return lines.length === 0 ? report : { ...report, conversation: { count: lines.length, lines } }
  }
  const orWarn = (what: string) => () => log('warn', `the history could not be ${what}`)
  // An app that is never closed forgets as well.
  const prune = () => void records.prune().catch(orWarn('pruned'))
  const pruning = setInterval(prune, HOUR_MS).unref()
  return {
    requests: {
      listCalls: records.list,
      readCall: ({ callId }) => records.read(callId),
      saveCall: async ({ callId }, window) => {
        const report = await records.read(callId)
        return report !== null && saveCall(report, askForFile(window))
      },
      saveTranscript: (transcript, window) => saveTranscript(transcript, askForFile(window)),
      eraseCall: ({ callId }) => records.erase(callId),
      restoreCall: ({ callId }) => records.restore(callId),
      eraseHistory: records.eraseAll,
      keepCall: report => records.keep(withWords(report)).catch(orWarn('written')),
      finishCall: async report => {
        conversation.over(report.callId)
        const whole = { ...report, policy: told() }
        await records.finish(withWords(whole)).catch(orWarn('written'))
        finished(whole)
      },
    },
    rate: (callId, rating) => records.rate(callId, rating).catch(() => false),
    recent: async count => (await records.list({ query: '', before: null, limit: count })).calls,
    policyChanged: prune,
    abandon: callId => void records.abandon(callId).catch(orWarn('written')),
    stop: async () => {
      clearInterval(pruning)
      await records.close().catch(orWarn('written'))
    },
  }
}
