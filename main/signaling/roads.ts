// The addresses of one line: which is asked first, over which its session goes, and which of them wants to be left alone.
// Must not know connections, nor how a try is made.
import type { Failure } from '../../protocol/failure'
import { honouredMs } from './retry-after'
import type { Address, OpenTransport, Target } from './transport'

/** What worked on this network, by a gateway's first address. */
export interface Habits {
  /** The address that is asked first; null: the operator's own order. */
  preferred(url: string): string | null
  worked(url: string, address: string): void
}
export const NO_HABITS: Habits = { preferred: () => null, worked: () => undefined }

export interface Roads {
  /** An opener whose connections are known here. */
  watch(open: OpenTransport): OpenTransport
  /** For an opening: those that have not refused it, the one that worked last time first. */
  open(): readonly Address[]
  /** For a try to take the session up again, `elapsedMs` after the loss. */
  back(elapsedMs: number): Address
  /** The session lives behind the address that opened last. */
  settled(): void
  /** The gateway says that it will go away. */
  drains(retryAfterMs: number | undefined): void
  /** The one that opened last refused, or did not greet. `again`: another may do better, or the same one later. */
  refused(reason: Failure): 'again' | 'over'
  /** How long until the first of them may be asked again, in milliseconds. */
  waitMs(): number
}

/** A gateway that is only restarted or out of reach for a moment has the session; what another knows of it is a guess. */
const ELSEWHERE_MS = 2_000

interface RoadsDeps {
  readonly habits: Habits
  readonly of: () => 'call' | 'nobody'
  readonly random?: () => number
}

export function createRoads(
  { others = [], ...first }: Target,
  { habits, of, random = Math.random }: RoadsDeps,
): Roads {
  const all: readonly Address[] = [first, ...others.filter(({ url }) => url !== first.url)]
  /** On the monotonic clock. */
  const notBeforeMs = new Map<string, number>()
  /** Those that refused this opening, or do not know the session. */
  const out = new Set<string>()
  let last: Address | null = null
  let holder: Address | null = null
  let draining = false
  let turn = 0

  const leftMs = ({ url }: Address): number => Math.max(0, (notBeforeMs.get(url) ?? 0) - performance.now())
  const wait = (address: Address | null, retryAfterMs: number | undefined): void => {
    if (address === null || retryAfterMs === undefined) return
    notBeforeMs.set(address.url, performance.now() + honouredMs(retryAfterMs, of(), random))
  }
  const usable = (): readonly Address[] => all.filter(one => one === holder || !out.has(one.url))
  return {
    watch: open => (address, emit) =>
      open(address, event => {
        if (event.type === 'opened') last = address
        if (event.type === 'closed') wait(address, event.failure.retryAfterMs)
        emit(event)
      }),
    open: () => {
      last = null
      const preferred = habits.preferred(first.url)
      return usable().toSorted((a, b) => Number(b.url === preferred) - Number(a.url === preferred))
    },
    back: elapsedMs => {
      const home = holder ?? first
      turn += 1
      const mayLeave = turn % 2 === 0 && (draining || elapsedMs > ELSEWHERE_MS)
      if (!mayLeave && leftMs(home) === 0) return home
      const ready = usable().filter(one => one !== home && leftMs(one) === 0)
      return ready[Math.floor(turn / 2) % Math.max(1, ready.length)] ?? home
    },
    settled: () => {
      if (last === null) return
      if (holder !== last) draining = false
      holder = last
      out.clear()
      if (all.length > 1) habits.worked(first.url, last.url)
    },
    drains: retryAfterMs => {
      draining = true
      wait(last, retryAfterMs)
    },
    refused: reason => {
      wait(last, reason.retryAfterMs)
      if (last === null) return 'over'
      if (last === holder) return reason.retryAfterMs === undefined ? 'over' : 'again'
      out.add(last.url)
      return usable().length > 0 ? 'again' : 'over'
    },
    waitMs: () => Math.min(...usable().map(leftMs)),
  }
}
