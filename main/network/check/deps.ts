// What a check needs of the world, how long each part may take, and how it tells what it found.
import { CHECKS, type CheckId } from '../../../protocol/checks'
import type { Check } from '../../../protocol/network-report'
import type { Gateway, LookDeps, RelayDeps } from '../look'
import type { Greeting } from './door-checks'

export interface CheckDeps extends LookDeps, RelayDeps {
  /** Opens signaling as a call does, says nothing for a while, and lets go of it. Never rejects. */
  readonly greet: (gateway: Gateway, bounds: { boundMs: number; quietMs: number | null }) => Promise<Greeting>
  /** After how long connections that lasted were cut on this network, in milliseconds; null: they were not. */
  readonly cutAfterMs: () => number | null
  /** Whether the microphone may be opened without asking a person. */
  readonly mayListen: () => boolean
}

/** Milliseconds. What comes one after the other makes 3.5 + 2.5 + 5.5 = 11.5 s. */
export const TIMES = {
  wayMs: 3_500,
  relayMs: 2_500,
  /** After the first relay: the others are as near, or blocked. */
  decideMs: 300,
  stunMs: 1_500,
  qualityMs: 5_500,
  /** Of those, how long packets are sent. */
  streamMs: 2_500,
  soundMs: 3_000,
  /** Of a connection on which nothing is said, after `wayMs` at most; 4.5 s more where it did not last: 11.5 s. */
  quietMs: 3_500,
} as const

export type Found = (...checks: readonly Check[]) => void

/** Everything that is found, once each, in the order of the page. */
export function collect(told: (check: Check) => void): { found: Found; list: () => Check[] } {
  const checks = new Map<CheckId, Check>()
  return {
    found: (...news) => {
      for (const check of news) {
        checks.set(check.id, check)
        told(check)
      }
    },
    list: () => CHECKS.flatMap(id => checks.get(id) ?? []),
  }
}
