// What a cause is: a world in which one thing is wrong, who can witness that without our code, and by what name it has to be called.
import type { FailureName } from '../../../protocol/catalogue'
import type { Policy } from '../../../protocol/policy'
import type { Role } from '../addresses'
import type { Firewall } from '../firewall'
import type { Profile } from '../profile'
import type { Differences } from '../services/differences'
import type { World } from '../world'

/** A program that knows nothing of ours, and what it must say where the cause is really there. */
export interface Witness {
  readonly at: Role
  /** `before` the app is started, or `after` it has ended, for what only shows in its traffic. */
  readonly when: 'before' | 'after'
  readonly command: (world: World) => readonly string[]
  readonly shows: RegExp
}

/** `works`: the call connects, and sounds both ways. */
export type ByCall = FailureName | 'works'
/** `nothing`: the check has nothing to complain of. */
export type ByCheck = FailureName | 'nothing'

export interface Cause {
  /** What is typed on the command line. */
  readonly name: string
  /** One line for people. */
  readonly about: string
  readonly call: ByCall
  readonly check: ByCheck
  /** What is wrong in the same world beside it, and may be named too: UDP, where only a proxy leads out. */
  readonly beside: readonly FailureName[]
  /** What the evidence of the check must hold: who inspects, say. */
  readonly evidence: RegExp | null
  readonly firewall: Partial<Firewall>
  readonly differences: Differences
  readonly proxy: Policy['proxy'] | null
  /** How the proxy asks who somebody is, and what the command line is given to answer with. */
  readonly proxyAsks: Profile['proxyAsks']
  readonly password: Profile['password']
  /** Once the world is there, and before anybody witnesses. */
  readonly produce: ((world: World) => Promise<unknown> | void) | null
  readonly witness: Witness | null
  /** The agent that is called; null: the lab's. */
  readonly agent: string | null
  /** How long the call talks; null: long enough to be known for what it is. */
  readonly seconds: number | null
  /** Why the app does not name it yet; such a row is no pass, and fails as soon as it is named. */
  readonly notNamed: string | null
}
