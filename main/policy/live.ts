// The policy while the app runs: looks for changes, and lets them hold when nobody calls. Must not know what the settings are for.
import type { Findings } from './found'
import { type Resolved, resolvePolicy } from './resolve'
import type { PolicySources } from './sources'

export interface LivePolicyDeps {
  /** What was found at the start. */
  readonly first: Findings
  readonly sources: PolicySources
  /** A call goes on: what it uses does not change under it. */
  readonly isBusy: () => boolean
  readonly changed: (now: Resolved, before: Resolved) => void
  readonly everyMs: number
}

export interface LivePolicy {
  current(): Resolved
  /** Looks for changes from now on. */
  start(): void
  stop(): void
}

/**
 * A change is read once two looks in a row see the same, lest a half-written file count: it holds after two to three times `everyMs`,
 * or at the first look after a call.
 */
export function createLivePolicy({ first, sources, isBusy, changed, everyMs }: LivePolicyDeps): LivePolicy {
  let current = resolvePolicy(first)
  /** What `current` or `next` was made of. */
  let known = JSON.stringify(first)
  let next: Resolved | null = null
  let seen = ''
  let read = ''
  let timer: NodeJS.Timeout | undefined
  let running = false

  const look = async (): Promise<void> => {
    const mark = await sources.mark()
    const isQuiet = mark === seen
    seen = mark
    if (isQuiet && mark !== read) {
      const findings = await sources.find()
      const found = JSON.stringify(findings)
      read = mark
      if (found !== known) next = resolvePolicy(findings)
      known = found
    }
    if (next === null || isBusy() || !running) return
    const before = current
    current = next
    next = null
    changed(current, before)
  }
  const again = (): void => {
    timer = setTimeout(() => {
      look()
        .catch(() => undefined)
        .finally(() => running && again())
    }, everyMs)
    timer.unref()
  }
  return {
    current: () => current,
    start: () => {
      running = true
      again()
    },
    stop: () => {
      running = false
      clearTimeout(timer)
    },
  }
}
