// What is kept ready for a call that may come: signaling to one gateway, and one peer of the page. A value and a transition.
// Owns no clock, no socket and no window: all of them come in as events, and what is to be done goes out as effects.

import type { SpareFact } from '../../../protocol/facts'
import type { IceServers, Route, SparePlan } from '../../../protocol/ice'
import type { ClientMessage } from '../../../protocol/signaling'
import type { RegionRecords } from '../regions'
import type { Happening } from './events'

export type Kind = SparePlan['kind']

/** A peer that the page was asked for. */
export interface Spare {
  readonly id: string
  readonly kind: Kind
  readonly route: Route
  readonly madeAtMs: number
  /** When its credentials should be replaced; null: they do not expire. */
  readonly dueAtMs: number | null
  /** How many servers it was given. */
  readonly breadth: number
}

export type Signaling =
  | { readonly at: 'closed' }
  | { readonly at: 'opening' }
  /** `dueAtMs`: when these servers should be replaced. `askedAtMs`: when they were asked for. */
  | {
      readonly at: 'warm'
      readonly ice: IceServers
      readonly dueAtMs: number | null
      readonly askedAtMs: number | null
    }
  /** Its connection may be dead; it is being taken up again. */
  | { readonly at: 'doubted' }

/** Pauses after something broke: how often in a row, and until when. */
export interface Pause {
  readonly breaks: number
  readonly untilMs: number
}
export const NO_PAUSE: Pause = { breaks: 0, untilMs: 0 }

export interface Keeper {
  readonly allowed: { readonly pool: boolean; readonly line: boolean }
  readonly wanted: Route | 'auto'
  readonly records: RegionRecords
  /** Whose signaling is kept; null: no gateway is likely enough. */
  readonly gateway: string | null
  /** Whether a page is there to hold peers. */
  readonly page: 'absent' | 'there'
  readonly focus: { readonly is: 'here' } | { readonly is: 'elsewhere'; readonly sinceMs: number }
  readonly idleMs: number
  readonly power: 'mains' | 'battery'
  /** How many calls there are: while there is one, nothing is kept. */
  readonly calls: number
  readonly signaling: Signaling
  readonly spare: Spare | null
  /** The peer that the running call was given, lest the page keep it when the call never used it. */
  readonly taken: string | null
  readonly pauses: Readonly<Record<'signaling' | Kind, Pause>>
  /** How many peers were asked for: their names. */
  readonly made: number
}

export type KeeperEffect =
  | { readonly do: 'open'; readonly gateway: string }
  | { readonly do: 'close' }
  /** The network changed: what is connected may be dead. */
  | { readonly do: 'reconnect' }
  /** Asks the gateway for fresh ICE servers. */
  | { readonly do: 'refresh' }
  | { readonly do: 'send'; readonly message: ClientMessage }
  | { readonly do: 'tell'; readonly fact: SpareFact }

export type KeeperStep = readonly [Keeper, readonly KeeperEffect[]]

/** An event as the keeper takes it, with the moment it came. */
export type KeeperEvent = Happening & { readonly atMs: number }

export const createKeeper = (allowed: Keeper['allowed'], wanted: Route | 'auto', atMs: number): Keeper => ({
  allowed,
  wanted,
  records: {},
  gateway: null,
  page: 'absent',
  // A window that is just opening is in use, though it may not have the focus yet.
  focus: { is: 'elsewhere', sinceMs: atMs },
  idleMs: 0,
  power: 'mains',
  calls: 0,
  signaling: { at: 'closed' },
  spare: null,
  taken: null,
  pauses: { signaling: NO_PAUSE, pool: NO_PAUSE, line: NO_PAUSE },
  made: 0,
})
