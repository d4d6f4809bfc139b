// What a scenario of the browser suite is.
import type { Caller } from './caller'

export interface Scenario {
  readonly name: string
  /** Whether the gateway answers, or the scenario itself. */
  readonly answeredBy: 'gateway' | 'scenario'
  readonly run: (caller: Caller) => Promise<string | undefined>
}
