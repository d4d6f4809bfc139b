// Plans a session's attempts from the ICE servers it holds, asking for fresh ones when theirs are about to expire.
// Must not know what carries the asking.
import type { AttemptPlan, Cause, IceServers, Route } from '../../protocol/ice'
import type { ReadySpare } from './backend'
import { hasStandbyRoute, planAttempt } from './plan'

/** An attempt may allocate up to its whole window after it was planned; credentials must outlive that. */
const FRESH_MS = 30_000
/** A plan with stale servers may still find a direct path, so it does not wait for fresh ones for ever. */
const REFRESH_MS = 1_000

export interface PlannerDeps {
  readonly wanted: Route | 'auto'
  readonly nextNumber: () => number
  readonly refresh: () => void
  readonly nowMs: () => number
  readonly planned: (plan: AttemptPlan) => void
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
  stop(): void
}

export function createPlanner({ wanted, nextNumber, refresh, nowMs, planned }: PlannerDeps): Planner {
  let ice: IceServers = { servers: [], expiresAtMs: null }
  let waiting: readonly Cause[] = []
  let patience: NodeJS.Timeout | undefined

  const planNow = (cause: Cause, ready: ReadySpare | null = null) => {
    const plan = planAttempt(nextNumber(), cause, wanted, ice.servers)
    const spare = ready?.route === plan.route ? { id: ready.id, kind: ready.kind } : null
    planned({ ...plan, spare })
  }
  const planWaiting = () => {
    clearTimeout(patience)
    const due = waiting
    waiting = []
    for (const cause of due) planNow(cause)
  }
  const fresh = () => ice.expiresAtMs === null || ice.expiresAtMs - nowMs() > FRESH_MS

  return {
    take(servers) {
      ice = servers
      planWaiting()
    },
    first: spare => planNow('first', spare),
    plan(cause) {
      if (cause === 'standby' && !hasStandbyRoute(wanted, ice.servers)) return
      if (fresh()) return planNow(cause)
      waiting = [...waiting, cause]
      if (waiting.length > 1) return
      patience = setTimeout(planWaiting, REFRESH_MS)
      refresh()
    },
    stop() {
      waiting = []
      clearTimeout(patience)
    },
  }
}
