// The bad lines of the ladder's table, as data.
import type { Firewall } from '../firewall'
import type { LinkSettings } from '../link/link'

export interface BadLine {
  readonly name: string
  readonly about: string
  readonly firewall: Partial<Firewall>
  readonly bad: LinkSettings
  readonly good: LinkSettings
  /** Against the plain page: at most so much of its made-up sound, and so many times its bits. Null: told, not judged. */
  readonly aim: { readonly share: number; readonly times: number } | null
  /** At most so much made up, percent. */
  readonly mostPct: number | null
}

const random = (lossPct: number, times: number): BadLine => ({
  name: `loss-${lossPct}`,
  about: `${lossPct} % of packets lost at random, each way`,
  firewall: {},
  bad: { lossPct },
  good: { lossPct: 0 },
  aim: { share: 0.1, times },
  mostPct: null,
})

/** Every so often nothing passes for as long as three to five packets last. */
const bursts = (burstMs: number): BadLine => ({
  name: `bursts-${burstMs}`,
  about: `every second on average all is lost for ${burstMs} ms on average, each way`,
  firewall: {},
  bad: { burstEveryMs: 1_000, burstMs },
  good: { burstEveryMs: 0, burstMs: 0 },
  aim: null,
  mostPct: null,
})

export const LADDER_PROFILES: readonly BadLine[] = [
  random(10, 2.8),
  random(20, 2.8),
  random(30, 4),
  bursts(60),
  bursts(100),
  {
    name: 'tls-3',
    about: 'TCP 443 alone, and 3 % of its segments lost, each way',
    firewall: { udp: 'dropped', tcp: 'only-443' },
    bad: { lossPct: 3 },
    good: { lossPct: 0 },
    aim: null,
    mostPct: 0.1,
  },
]
