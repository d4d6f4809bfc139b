// What the box is told. Data only.
import type { KeyPair } from '../services/certificates'

/**
 * `cut`: reset after the ClientHello. `inspect`: opens TLS and signs for everybody. `strip`: passes requests and answers, no upgrade.
 * `strip-and-hold`: the same, and an answer only once it has ended. `portal`: everything leads to a sign-in page. `busy`: 503, come back in 30 s.
 */
export type BoxMode = 'cut' | 'inspect' | 'strip' | 'strip-and-hold' | 'portal' | 'busy'

/** One place that it stands before, and the port where what goes there arrives. */
export interface BoxPlace {
  readonly host: string
  readonly address: string
  readonly port: number
}

export interface BoxOrder {
  readonly mode: BoxMode
  /** Null where it says nothing. */
  readonly pair: KeyPair | null
  readonly places: readonly BoxPlace[]
  /** Where what was meant for port 80 arrives. */
  readonly webPort: number
}
