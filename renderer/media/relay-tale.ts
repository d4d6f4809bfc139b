// What TURN servers showed of themselves, call by call: allocations, the sound they carried, and whether it died on them.
// Knows attempts, no phase: an attempt that ends silent or broken after it carried sound has lost its relay.
import type { RelayTold } from './relays'

export interface RelayEvent {
  readonly type: 'relay.showed'
  readonly server: string
  readonly what: RelayTold['what'] | 'carries' | 'died'
  readonly ms: number | null
  readonly attempt: number | null
}

export interface RelayTale {
  told(told: RelayTold, attempt: number | null): void
  /** This attempt has the call's sound, or is meant to: told once it flows, and over a relay. */
  carries(attempt: number): void
  flowed(attempt: number, how: 'flowing' | 'stalled'): void
  broke(attempt: number): void
  /** The attempt is given up while its call goes on. */
  ends(attempt: number): void
  /** The call is over. */
  forget(): void
}

/** @param relayOf the URL of the relay that an attempt's packets go through */
export function createRelayTale(
  relayOf: (attempt: number) => string | null,
  emit: (event: RelayEvent) => void,
): RelayTale {
  const flows = new Map<number, 'flowing' | 'silent' | 'lost'>()
  /** The attempt that has the call's sound. */
  let current: number | null = null
  /** The relay that an attempt was last said to carry over. */
  const carried = new Map<number, string>()

  return {
    told: ({ server, what, ms }, attempt) => emit({ type: 'relay.showed', server, what, ms, attempt }),
    carries: attempt => {
      current = attempt
      const server = flows.get(attempt) === 'flowing' ? relayOf(attempt) : null
      if (server === null || carried.get(attempt) === server) return
      carried.set(attempt, server)
      emit({ type: 'relay.showed', server, what: 'carries', ms: null, attempt })
    },
    flowed: (attempt, how) => {
      // Silence is a loss only where sound was asked for: a standby falls silent when it is not needed any more.
      const silence = attempt === current ? 'lost' : 'silent'
      flows.set(attempt, how === 'stalled' ? silence : 'flowing')
    },
    broke: attempt => void flows.set(attempt, 'lost'),
    ends: attempt => {
      const server = carried.get(attempt)
      const lost = flows.get(attempt) === 'lost'
      flows.delete(attempt)
      carried.delete(attempt)
      if (server !== undefined && lost)
        emit({ type: 'relay.showed', server, what: 'died', ms: null, attempt })
    },
    forget: () => {
      flows.clear()
      carried.clear()
      current = null
    },
  }
}
