// The call as its page publishes it: what a transition is worth telling, and what another page of the window takes over.
// Must not know what stands in the value: it goes from page to page unread.
import type { CallSnapshot, PhaseName, RequestOutput } from '../protocol/ipc'

type Rejoin = NonNullable<RequestOutput<'startApp'>['rejoin']>

/** A page that goes this often in this time would go again. */
const PAGES_MAX = 3
const WITHIN_MS = 60_000

/** Phases that another page can go on from. An ending call has nothing more to say to anybody. */
const LIVE: ReadonlySet<PhaseName> = new Set([
  'preparing', 'inviting', 'ringing', 'connecting', 'active', 'recovering',
]) // biome-ignore format: one list

export interface Snapshots {
  /** Takes a snapshot; says whether it tells of another phase than the one before. */
  take(snapshot: CallSnapshot): 'transition' | 'detail'
  /** The page is gone, or about to be. Says whether a new one should be loaded for its call. */
  pageGone(): 'again' | 'too often'
  /** For a page that starts: the call it shall take over. */
  rejoin(): Rejoin | null
  /** The call that no page carries any more, if there is one. */
  orphan(): string | null
}

/** @param nowMs Unix milliseconds */
export function createSnapshots(nowMs: () => number): Snapshots {
  let last: CallSnapshot | null = null
  let gone: readonly number[] = []
  /** When the page went that published `last`; null while it is there, as far as anybody said. */
  let lostAtMs: number | null = null
  return {
    take: snapshot => {
      const before = last
      last = snapshot
      lostAtMs = null
      return before?.callId === snapshot.callId && before.phase === snapshot.phase ? 'detail' : 'transition'
    },
    pageGone: () => {
      const atMs = nowMs()
      gone = [...gone.filter(earlier => atMs - earlier < WITHIN_MS), atMs]
      lostAtMs = atMs
      return gone.length > PAGES_MAX ? 'too often' : 'again'
    },
    rejoin: () => {
      if (last === null || !LIVE.has(last.phase) || gone.length > PAGES_MAX) return null
      // A page that starts while a call is live is a new one, whoever loaded it.
      return { value: last.value, goneAtMs: lostAtMs ?? nowMs() }
    },
    orphan: () => (last !== null && LIVE.has(last.phase) ? last.callId : null),
  }
}
