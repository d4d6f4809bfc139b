// What a profile is: a network as data, perhaps a disturbance mid-call, and what has to come of it.
import type { FailureName, Layer } from '../../protocol/catalogue'
import type { Firewall } from './firewall'
import type { LinkSettings } from './link/link'
import type { Family } from './net/topology'
import type { Scheme } from './services/asking'
import type { World } from './world'

export type Expectation =
  | { readonly kind: 'connects' }
  /** The call must fail in this layer, and by this name where one is said, within `FAIL_MS_MAX` of the dial. */
  | { readonly kind: 'fails'; readonly layer: Layer; readonly name?: FailureName }

/** Issue 2's bound: a verdict by 8 s. */
export const FAIL_MS_MAX = 8000

type Act = (world: World) => Promise<void> | void

export interface Disturbance {
  /** From the moment the call is active. */
  readonly afterMs: number
  readonly act: Act
  /** Makes the network whole again, this long after. */
  readonly undo: { readonly afterMs: number; readonly act: Act } | null
}

export interface Profile {
  /** What is typed on the command line. */
  readonly name: string
  /** One line for people. */
  readonly about: string
  readonly expects: Expectation
  readonly family: Family
  readonly access: LinkSettings
  readonly firewall: Partial<Firewall>
  /** The policy's proxy, `pac` for the company's script; null leaves the policy without one. */
  readonly proxy: string | null
  /** How the proxy asks who somebody is; null: it does not. */
  readonly proxyAsks: Scheme | null
  /** What the command line is given to answer with. */
  readonly password: 'right' | 'wrong' | 'none'
  /** Issue 2's bound on the first inbound packet from the dial; null where it sets none. Only our own calls are held to it. */
  readonly mediaMsMax: number | null
  /** A bound on the time from the undoing of the disturbance to sound at both ends; null where none is set. */
  readonly soundBackMsMax: number | null
  /** Life of the relay credentials; null: as long as the gateway gives them by itself. */
  readonly turnTtlSeconds: number | null
  /** How long the call talks once active. */
  readonly seconds: number
  /** Before the call begins. */
  readonly prepare: ((world: World) => Promise<void> | void) | null
  readonly during: Disturbance | null
  /** What the app cannot do yet: without being named, the profile is then reported as skipped with this reason. */
  readonly needs: string | null
}
