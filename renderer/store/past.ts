// The past calls on the screen: asks main for them, a page at a time, and keeps what it tells. Knows the bridge.
import type { CallPage, CallSummary } from '../../protocol/history'
import type { Bridge } from '../../protocol/ipc'
import type { CallReport } from '../../protocol/report'

/** The call whose details are looked at. `gone`: it cannot be read. */
export type OpenedCall = { readonly callId: string } & (
  | { readonly at: 'reading' }
  | { readonly at: 'read'; readonly report: CallReport }
  | { readonly at: 'gone' }
)

export interface Past {
  readonly query: string
  readonly list:
    | { readonly at: 'reading' }
    | { readonly at: 'broken' }
    | {
        readonly at: 'read'
        /** What it answers; behind what is typed while the next answer is on its way. */
        readonly query: string
        readonly calls: readonly CallSummary[]
        readonly total: number
      }
  /** Null: there is none to look at. */
  readonly opened: OpenedCall | null
}

export const NO_PAST: Past = { query: '', list: { at: 'reading' }, opened: null }

export interface PastActions {
  /** Reads the list anew, as when its page is entered. */
  refresh(): void
  search(query: string): void
  /** Reads on, where there is more. */
  more(): void
  open(callId: string): void
  /** Gone from every list when it is done; it can be had back for some seconds. */
  erase(callId: string): Promise<void>
  /** False: it was too late. */
  restore(): Promise<boolean>
  eraseAll(): Promise<void>
  /** False: the person changed their mind. */
  save(callId: string): Promise<boolean>
}

interface PastParts {
  readonly bridge: Pick<
    Bridge,
    'listCalls' | 'readCall' | 'saveCall' | 'eraseCall' | 'restoreCall' | 'eraseHistory'
  >
  readonly past: () => Past
  readonly update: (change: Partial<Past>) => void
  /** Other lists of calls are stale. */
  readonly changed: () => void
}

const PAGE = 200
/** Arrow keys held down pass by calls that nobody looks at. */
const REST_MS = 60

export function createPast({ bridge, past, update, changed }: PastParts): PastActions {
  /** The newest question; an answer to an older one is dropped. */
  let asked = 0
  let isReadingOn = false
  let resting: ReturnType<typeof setTimeout> | undefined
  /** `query`: of the list that it stood in. */
  let erased: { readonly call: CallSummary; readonly at: number; readonly query: string } | null = null

  const listed = (): readonly CallSummary[] => {
    const { list } = past()
    return list.at === 'read' ? list.calls : []
  }
  const show = (query: string, calls: readonly CallSummary[], total: number): void =>
    update({ list: { at: 'read', query, calls, total } })
  const queryOf = ({ list }: Past): string => (list.at === 'read' ? list.query : '')
  /** The list as it is, with other calls. */
  const change = (calls: readonly CallSummary[], total: number): void => show(queryOf(past()), calls, total)

  const read = async (callId: string): Promise<void> => {
    const report = await bridge.readCall({ callId }).catch(() => null)
    if (past().opened?.callId !== callId) return
    update({ opened: report === null ? { callId, at: 'gone' } : { callId, at: 'read', report } })
  }
  const open = (callId: string, restMs: number): void => {
    if (past().opened?.callId === callId) return
    update({ opened: { callId, at: 'reading' } })
    clearTimeout(resting)
    resting = setTimeout(() => void read(callId), restMs)
  }
  /** Something is looked at whenever there is something. */
  const openOneOf = (calls: readonly CallSummary[], at: number): void => {
    const callId = past().opened?.callId
    if (calls.some(call => call.callId === callId)) return
    const next = calls[Math.min(at, calls.length - 1)]
    if (next === undefined) update({ opened: null })
    else open(next.callId, 0)
  }

  const list = async (query: string): Promise<void> => {
    asked += 1
    const ticket = asked
    try {
      const { calls, total }: CallPage = await bridge.listCalls({ query, before: null, limit: PAGE })
      if (ticket !== asked) return
      show(query, calls, total)
      openOneOf(calls, 0)
    } catch {
      if (ticket === asked) update({ list: { at: 'broken' }, opened: null })
    }
  }
  const readOn = async ({ callId, startedAt }: CallSummary): Promise<void> => {
    const ticket = asked
    const before = { callId, startedAt }
    isReadingOn = true
    const page = await bridge.listCalls({ query: past().query, before, limit: PAGE }).catch(() => null)
    // Before it is shown: whoever sees it may ask for more at once.
    isReadingOn = false
    if (page !== null && ticket === asked) change([...listed(), ...page.calls], page.total)
  }

  return {
    refresh: () => {
      if (past().list.at === 'broken') update({ list: { at: 'reading' } })
      void list(past().query)
    },
    search: query => {
      update({ query })
      void list(query)
    },
    more: () => {
      const last = listed().at(-1)
      if (!isReadingOn && last !== undefined && listed().length < totalOf(past())) void readOn(last)
    },
    open: callId => open(callId, REST_MS),
    erase: async callId => {
      await bridge.eraseCall({ callId })
      const calls = listed()
      const at = calls.findIndex(call => call.callId === callId)
      const call = calls[at]
      erased = call === undefined ? null : { call, at, query: queryOf(past()) }
      const left = calls.filter(other => other !== call)
      asked += 1
      change(left, left.length - calls.length + totalOf(past()))
      openOneOf(left, at)
      changed()
    },
    restore: async () => {
      const back = erased
      erased = null
      if (back === null || !(await bridge.restoreCall({ callId: back.call.callId }))) return false
      changed()
      if (queryOf(past()) !== back.query) {
        // Whether it belongs into this list, main knows.
        void list(past().query)
        return true
      }
      asked += 1
      change(listed().toSpliced(back.at, 0, back.call), totalOf(past()) + 1)
      open(back.call.callId, 0)
      return true
    },
    eraseAll: async () => {
      await bridge.eraseHistory()
      asked += 1
      erased = null
      show('', [], 0)
      update({ query: '', opened: null })
      changed()
    },
    save: callId => bridge.saveCall({ callId }),
  }
}

const totalOf = ({ list }: Past): number => (list.at === 'read' ? list.total : 0)
