// The history of calls: what is kept of each, how long, and how a list of them is had. Knows no window and no dialog.
import { join } from 'node:path'
import type { Rating } from '../../protocol/conversation'
import { type CallPage, type CallQuery, type CallSummary, callSummarySchema } from '../../protocol/history'
import type { Policy } from '../../protocol/policy'
import type { CallReport } from '../../protocol/report'
import { createJournal } from './journal'
import { compare, createSearch, placeAfter } from './order'
import { createShelf } from './shelf'

/** Ten calls of a working day, for four years. */
const CALLS_MAX = 10_000
const DAY_MS = 24 * 3_600_000
/** An erased call can be had back for this long; the window offers it for less. */
const UNDO_MS = 12_000
/** Files read at once where the journal does not know them. */
const AT_ONCE = 16

export interface Records {
  /** What a running call has come to. It stands so, should nothing more be heard of it. */
  keep(report: CallReport): Promise<void>
  /** The call is over, and this is its report. */
  finish(report: CallReport): Promise<void>
  /** Nobody carries this call any more: it was what was kept of it last. */
  abandon(callId: string): Promise<void>
  list(query: CallQuery): Promise<CallPage>
  /** What the person thought of a call. False: it is not kept. */
  rate(callId: string, rating: Rating): Promise<boolean>
  /** Null: it is not there, or cannot be read. */
  read(callId: string): Promise<CallReport | null>
  erase(callId: string): Promise<void>
  /** False: it is too late. */
  restore(callId: string): Promise<boolean>
  eraseAll(): Promise<void>
  /** Drops what is older than it may be. */
  prune(): Promise<void>
  /** Once all is written that was asked for; what was erased is gone then. */
  close(): Promise<void>
}

export interface RecordsDeps {
  readonly folder: string
  /** As it is now: a change counts from the next list on. */
  readonly policy: () => Policy['history']
  /** How many days words are kept with a call; 0: none are. */
  readonly captionDays?: () => number
  /** An agent's name, as the directory has it. */
  readonly nameOf: (agent: string) => string
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

const summaryOf = (report: CallReport): CallSummary => callSummarySchema.parse(report)

export function createRecords({
  folder,
  policy,
  captionDays = () => 0,
  nameOf,
  nowMs,
}: RecordsDeps): Records {
  const shelf = createShelf(folder)
  const journal = createJournal(join(folder, 'list.jsonl'))
  const search = createSearch(nameOf)
  /** In order; null: not read yet. */
  let calls: readonly CallSummary[] | null = null
  /** Of running calls, until they are written. */
  const drafts = new Map<string, CallReport>()
  const erased = new Map<string, NodeJS.Timeout>()
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other, in the order in which they were asked for. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  /** What the journal does not know. One that cannot be read is put aside, and not met again. */
  const learn = async (callId: string): Promise<CallSummary[]> => {
    const report = await shelf.get(callId)
    if (report !== null) return [summaryOf(report)]
    await shelf.putAside(callId).catch(() => undefined)
    return []
  }
  const learnAll = async (ids: readonly string[]): Promise<CallSummary[]> => {
    const found: CallSummary[] = []
    for (let at = 0; at < ids.length; at += AT_ONCE)
      found.push(...(await Promise.all(ids.slice(at, at + AT_ONCE).map(learn))).flat())
    return found
  }
  /** The files say which calls there are: what a run did not come to note, the next one learns here. */
  const load = async (): Promise<readonly CallSummary[]> => {
    const [ids, { summaries, lines }] = await Promise.all([shelf.open(), journal.read()])
    const news = await learnAll(ids.filter(id => !summaries.has(id)))
    const all = [...ids.flatMap(id => summaries.get(id) ?? []), ...news].sort(compare)
    if (news.length > 0 || lines !== all.length) await note(all)
    return all
  }
  const loaded = async (): Promise<readonly CallSummary[]> => {
    calls ??= await load()
    return calls
  }
  /** What cannot be noted now is learnt again at the next start. */
  const note = (all: readonly CallSummary[]): Promise<void> => journal.rewrite(all).catch(() => undefined)

  const isOlder = ({ startedAt }: CallSummary, days: number): boolean =>
    nowMs() - Date.parse(startedAt) > days * DAY_MS
  const isOld = (call: CallSummary): boolean => isOlder(call, policy().keepDays)
  /** What was said in words goes before the call itself does. */
  const isTooWordy = (call: CallSummary): boolean =>
    call.conversation !== undefined && isOlder(call, captionDays())
  const wordless = async (call: CallSummary): Promise<CallSummary> => {
    if (!isTooWordy(call)) return call
    const { conversation: _, ...report } = (await shelf.get(call.callId)) ?? { conversation: undefined }
    if ('callId' in report) await shelf.put(report)
    const { conversation: __, ...summary } = call
    return summary
  }
  const countOfKept = (all: readonly CallSummary[]): number =>
    policy().keep ? Math.min(CALLS_MAX, all.findLastIndex(call => !isOld(call)) + 1) : 0
  /** Every list is had from here: what is too old is not shown even once. */
  const current = async (): Promise<readonly CallSummary[]> => {
    const all = await loaded()
    const count = countOfKept(all)
    if (count === all.length && !all.some(isTooWordy)) return all
    const kept: CallSummary[] = []
    for (const call of all.slice(0, count)) kept.push(await wordless(call))
    calls = kept
    for (const { callId } of all.slice(count)) await shelf.remove(callId)
    await note(kept)
    return kept
  }
  const add = async (report: CallReport): Promise<void> => {
    const summary = summaryOf(report)
    const others = (await loaded()).filter(({ callId }) => callId !== summary.callId)
    calls = others.toSpliced(placeAfter(others, summary), 0, summary)
    await journal.append(summary).catch(() => undefined)
  }
  /** After the loading, which tidies up what other runs have left. */
  const put = async (report: CallReport): Promise<void> => {
    await loaded()
    await shelf.put(report)
  }
  const drop = async (callId: string): Promise<void> => {
    clearTimeout(erased.get(callId))
    if (!erased.delete(callId)) return
    await shelf.drop(callId)
    await note(await loaded())
  }

  return {
    keep: async report => {
      if (!policy().keep) return
      drafts.set(report.callId, report)
      await inTurn(async () => {
        const newest = drafts.get(report.callId)
        drafts.delete(report.callId)
        if (newest !== undefined) await put(newest)
      })
    },
    finish: async report => {
      if (!policy().keep) return
      drafts.delete(report.callId)
      await inTurn(async () => {
        await put(report)
        await add(report)
      })
    },
    abandon: callId =>
      inTurn(async () => {
        const report = await shelf.get(callId)
        if (report !== null) await add(report)
      }),
    list: query => inTurn(async () => search(await current(), query)),
    rate: (callId, rating) =>
      inTurn(async () => {
        const report = policy().keep ? await shelf.get(callId) : null
        if (report !== null) await shelf.put({ ...report, rating })
        return report !== null
      }),
    read: callId => inTurn(() => shelf.get(callId)),
    erase: callId =>
      inTurn(async () => {
        const all = await loaded()
        await shelf.erase(callId)
        calls = all.filter(call => call.callId !== callId)
        const timer = setTimeout(() => void inTurn(() => drop(callId)), UNDO_MS).unref()
        erased.set(callId, timer)
      }),
    restore: callId =>
      inTurn(async () => {
        clearTimeout(erased.get(callId))
        if (!erased.delete(callId) || !(await shelf.restore(callId))) return false
        const report = await shelf.get(callId)
        if (report !== null) await add(report)
        return report !== null
      }),
    eraseAll: () =>
      inTurn(async () => {
        await loaded()
        await shelf.eraseAll()
        calls = []
        await journal.rewrite([])
      }),
    prune: () => inTurn(async () => void (await current())),
    close: () =>
      inTurn(async () => {
        for (const callId of [...erased.keys()]) await drop(callId)
      }),
  }
}
