// Peers made before any call: their offers wait, or are connected and silent. Each is given to one attempt, or let go.
// Knows no attempt and no call; holds no microphone and no element.

import type { SpareFact } from '../../protocol/facts'
import type { SparePlan } from '../../protocol/ice'
import type { Peer, PeerEvent, PeerPlan } from './peer'

/** A peer with the key under which its packets are watched. */
export interface Made {
  readonly key: number
  readonly peer: Peer
}

export type SpareEvent =
  | Extract<PeerEvent, { type: 'peer.relay' }>
  | { readonly type: 'line.offered'; readonly id: string; readonly sdp: string }
  | {
      readonly type: 'line.candidate'
      readonly id: string
      readonly candidate: Extract<PeerEvent, { type: 'peer.candidate' }>['candidate']
    }
  | { readonly type: 'spare.broke'; readonly id: string }

/** What an attempt is given: a peer, and how it hears of it from now on. */
export interface Adopted extends Made {
  /** `offered`: what it told so far is told again, as if it came now. `connected`: there is nothing to negotiate. */
  readonly as: 'offered' | 'connected'
  /** Tells what was kept, then all that comes. */
  hear(listener: (event: PeerEvent) => void): void
}

export interface Spares {
  /** What main says of peers before any call. An id that is not held is ignored. */
  take(fact: SpareFact): void
  /** Gives a peer away. Null: it is not here, or can serve no call any more. */
  adopt(id: string): Adopted | null
  /** Everything is let go. Idempotent. */
  release(): void
}

interface Held extends Made {
  readonly plan: SparePlan
  readonly told: PeerEvent[]
  hear: (event: PeerEvent) => void
  answered: 'no' | 'yes'
}

const DESCRIPTIONS: readonly PeerEvent['type'][] = ['peer.offered', 'peer.candidate', 'peer.connected']

/** @param make makes a peer that tells through the given listener */
export function createSpares(
  make: (plan: PeerPlan, hear: (event: PeerEvent) => void) => Made,
  letGo: (made: Made) => void,
  emit: (event: SpareEvent) => void,
): Spares {
  /** One of a kind at most. */
  const held = new Map<SparePlan['kind'], Held>()
  const find = (id: string): Held | undefined => [...held.values()].find(({ plan }) => plan.id === id)
  const drop = (spare: Held | undefined): void => {
    if (spare === undefined) return
    held.delete(spare.plan.kind)
    letGo(spare)
  }

  /** A line's offer goes out at once; a pooled one waits in `told`. */
  const note = (spare: Held, event: PeerEvent): void => {
    const { id, kind } = spare.plan
    if (event.type === 'peer.failed') {
      drop(spare)
      emit({ type: 'spare.broke', id })
      return
    }
    if (event.type === 'peer.relay') emit(event)
    else spare.told.push(event)
    if (kind === 'line' && event.type === 'peer.offered') emit({ type: 'line.offered', id, sdp: event.sdp })
    if (kind === 'line' && event.type === 'peer.candidate')
      emit({ type: 'line.candidate', id, candidate: event.candidate })
  }
  const plan = (planned: SparePlan): void => {
    drop(held.get(planned.kind))
    const told: PeerEvent[] = []
    // Events come later than this: a peer tells nothing while it is being made.
    const made = make(planned, event => spare.hear(event))
    const spare: Held = { ...made, plan: planned, told, hear: event => note(spare, event), answered: 'no' }
    held.set(planned.kind, spare)
  }

  return {
    take: fact => {
      if (fact.type === 'spare.planned') {
        plan(fact.plan)
        return
      }
      const spare = find(fact.id)
      if (fact.type === 'spare.dropped') drop(spare)
      if (fact.type === 'spare.candidate') spare?.peer.addCandidate(fact.candidate)
      if (fact.type !== 'spare.answered' || spare === undefined) return
      spare.answered = 'yes'
      spare.peer.acceptAnswer(fact.sdp)
    },
    adopt: id => {
      const spare = find(id)
      if (spare === undefined) return null
      const connected = spare.told.some(({ type }) => type === 'peer.connected')
      // Answered and not connected: that answer holds for a line that the far end is about to close.
      if (spare.answered === 'yes' && !connected) {
        drop(spare)
        return null
      }
      held.delete(spare.plan.kind)
      const { key, peer, told } = spare
      return {
        key,
        peer,
        as: connected ? 'connected' : 'offered',
        hear: listener => {
          spare.hear = listener
          for (const event of told) if (!connected || !DESCRIPTIONS.includes(event.type)) listener(event)
        },
      }
    },
    release: () => {
      for (const spare of [...held.values()]) drop(spare)
    },
  }
}
