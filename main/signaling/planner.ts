// Plans a session's attempts from the ICE servers it holds: asks for fresh ones when theirs are about to expire, and moves a
// running call to fresh ones before that. Must not know what carries the asking.
import type { AttemptPlan, Cause, IceServers, Route } from '../../protocol/ice'
import type { ReadySpare } from './backend'
import { hasStandbyRoute, type PlanBasis, planAttempt } from './plan'
import type { RegionBook } from './region-book'
import { rotateAtMs } from './rotation'

/** An attempt may allocate up to its whole window after it was planned; credentials must outlive that. */
const FRESH_MS = 30_000
/** A plan with stale servers may still find a direct path, so it does not wait for fresh ones for ever. */
const REFRESH_MS = 1_000
/** A later attempt than this many has long replaced the one that carries the call. */
const PLANNED_MAX = 32
/** What a timer of Node can count. */
const TIMER_MAX_MS = 2 ** 31 - 1

export interface PlannerDeps {
  readonly wanted: Route | 'auto'
  readonly nextNumber: () => number
  readonly refresh: () => void
  readonly nowMs: () => number
  readonly planned: (plan: AttemptPlan) => void
  readonly book: RegionBook
  readonly gateway: PlanBasis['gateway']
  /** Whether another attempt may be made beside the running one now, unasked. */
  readonly mayRotate: () => boolean
}

export interface Planner {
  /** The servers from now on; plans that waited for them are made. */
  take(ice: IceServers): void
  /** Plans the first attempt, with what was just received; over the peer that is ready, if it was made for that route. */
  first(spare: ReadySpare | null): void
  /**
   * Plans one more attempt, now or when fresh servers are there. A standby is planned only where it can take another
   * class of path: a second one of the same kind dies with the first.
   */
  plan(cause: Cause): void
  /** Whether relays may be reached over TCP by their addresses. */
  addressesAre(what: 'usable' | 'withheld'): void
  /** This attempt carries the call from now on. */
  carries(attempt: number): void
  /** The path of this attempt goes over a relay in this region, by what carries packets to it. */
  relayed(attempt: number, region: string | null, over: 'udp' | 'tcp'): void
  stop(): void
}

interface Planned {
  readonly route: Route
  readonly region: string | null
  readonly over: 'udp' | 'tcp' | null
  readonly ice: IceServers
  readonly rotateAtMs: number | null
}

export function createPlanner(deps: PlannerDeps): Planner {
  const { wanted, nextNumber, refresh, nowMs, book, gateway, mayRotate } = deps
  let ice: IceServers = { servers: [], expiresAtMs: null }
  let takenAtMs = 0
  let addresses: PlanBasis['addresses'] = 'unknown'
  let waiting: readonly Cause[] = []
  let patience: NodeJS.Timeout | undefined
  let rotating: NodeJS.Timeout | undefined
  let rotation: 'none' | 'awaits servers' = 'none'
  let carrying: number | null = null
  let recoveries = 0
  const plans = new Map<number, Planned>()

  const carrier = () => (carrying === null ? null : (plans.get(carrying) ?? null))
  const basis = (): PlanBasis => ({
    wanted,
    servers: ice.servers,
    carrier: carrier(),
    recoveries,
    records: book.records(),
    gateway,
    nowMs: nowMs(),
    addresses,
  })
  const planNow = (cause: Cause, ready: ReadySpare | null = null) => {
    const plan = planAttempt(nextNumber(), cause, basis())
    const { attempt, route } = plan
    if (cause === 'recovery') recoveries += 1
    plans.set(attempt, {
      route,
      region: null,
      over: null,
      ice,
      rotateAtMs: rotateAtMs(ice.expiresAtMs, takenAtMs),
    })
    for (const old of plans.keys()) if (old <= attempt - PLANNED_MAX && old !== carrying) plans.delete(old)
    const spare = ready?.route === route ? { id: ready.id, kind: ready.kind } : null
    deps.planned({ ...plan, spare })
  }
  const planWaiting = () => {
    clearTimeout(patience)
    const due = waiting
    waiting = []
    for (const cause of due) planNow(cause)
  }
  const fresh = () => ice.expiresAtMs === null || ice.expiresAtMs - nowMs() > FRESH_MS

  /** Servers that the carrier does not have: at hand, or asked for and awaited, through a loss of signaling too. */
  const rotate = () => {
    if (fresh() && carrier()?.ice !== ice) return planNow('rotation')
    rotation = 'awaits servers'
    refresh()
  }
  /** Counts down to the carrier's next rotation. Should it fail there is another halfway through what is left. */
  const countDown = () => {
    clearTimeout(rotating)
    const now = carrier()
    if (carrying === null || now === null || now.rotateAtMs === null) return
    const attempt = carrying
    const restMs = Math.min(TIMER_MAX_MS, Math.max(0, now.rotateAtMs - nowMs()))
    rotating = setTimeout(() => {
      plans.set(attempt, { ...(carrier() ?? now), rotateAtMs: rotateAtMs(now.ice.expiresAtMs, nowMs()) })
      if (mayRotate()) rotate()
      countDown()
    }, restMs)
  }

  return {
    take(servers) {
      ice = servers
      takenAtMs = nowMs()
      book.learn(ice.servers)
      planWaiting()
      if (rotation === 'none') return
      rotation = 'none'
      planNow('rotation')
    },
    first: spare => planNow('first', spare),
    plan(cause) {
      if (cause === 'rotation') return rotate()
      if (cause === 'standby' && !hasStandbyRoute(basis())) return
      if (fresh()) return planNow(cause)
      waiting = [...waiting, cause]
      if (waiting.length > 1) return
      patience = setTimeout(planWaiting, REFRESH_MS)
      refresh()
    },
    addressesAre: what => {
      addresses = what
    },
    carries: attempt => {
      carrying = attempt
      recoveries = 0
      countDown()
    },
    relayed: (attempt, region, over) => {
      const plan = plans.get(attempt)
      if (plan) plans.set(attempt, { ...plan, region, over })
    },
    stop() {
      waiting = []
      rotation = 'none'
      clearTimeout(patience)
      clearTimeout(rotating)
    },
  }
}
