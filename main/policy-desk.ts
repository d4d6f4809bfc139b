// The policy room with the app's hands: what the services use of it, and what becomes of a change. Joins, and decides nothing.
import type { RequestOutput } from '../protocol/ipc'
import type { Policy } from '../protocol/policy'
import type { CallReport } from '../protocol/report'
import { type Findings, lookEveryMs, type PolicySources } from './policy'
import { createLivePolicy } from './policy/live'

/** What the app starts with. */
export interface PolicyStart {
  readonly first: Findings
  /** Where changes come from; null: nobody looks, a verb of the command line ends soon. */
  readonly sources: PolicySources | null
}

export interface PolicyDeskDeps {
  readonly start: PolicyStart
  /** A call goes on: what it uses does not change under it. */
  readonly isBusy: () => boolean
  readonly changed: (now: Policy, before: Policy) => void
  readonly log: (line: string) => void
}

export interface PolicyDesk {
  /** What holds now. Ask again rather than keep it. */
  now(): Policy
  report(): RequestOutput<'readPolicy'>
  /** For the report of a call: whose settings it was made under. */
  told(): NonNullable<CallReport['policy']>
  /** Looks for changes from now on. */
  start(): void
  stop(): void
}

export function createPolicyDesk({ start, isBusy, changed, log }: PolicyDeskDeps): PolicyDesk {
  const say = ({ from, problems }: RequestOutput<'readPolicy'>): void => {
    if (from !== 'nobody') log(`policy from ${from}, ${problems.length} problems`)
    for (const { code, where, key } of problems)
      log(`policy ${code} in ${where}${key === null ? '' : ` ${key}`}`)
  }
  const live = createLivePolicy({
    first: start.first,
    sources: start.sources ?? { find: async () => start.first, mark: async () => '' },
    isBusy,
    everyMs: lookEveryMs(),
    changed: (now, before) => {
      say(now.report)
      changed(now.policy, before.policy)
    },
  })
  say(live.current().report)
  return {
    now: () => live.current().policy,
    report: () => live.current().report,
    told: () => {
      const { from, sources, problems } = live.current().report
      return { from, sources, problems: [...new Set(problems.map(({ code }) => code))] }
    },
    start: () => {
      if (start.sources !== null) live.start()
    },
    stop: live.stop,
  }
}
