// In what the services of one world are not well. Data, and the one thing that is made from it: a certificate.
// Must not know which cause wants what.
import type { Certificates, KeyPair } from './certificates'
import { type Chain, chainOf } from './chains'

export interface Differences {
  readonly gateway?: {
    /** Instead of the lab's certificate. */
    readonly chain?: Chain
    /** When it lives, as libfaketime takes it: `+10d`. */
    readonly clock?: string
    /** More of its command line; may make the files that it names. */
    readonly words?: (folder: string) => readonly string[]
    /** Another program in the place of `gateway/cli.ts`; it takes the same words. */
    readonly program?: string
    /** Another gateway in its place (box/odd-gateway.ts). */
    readonly odd?: 'version-99' | 'offline' | 'refuses'
    /** Another secret than the relays'. */
    readonly turnSecret?: string
    /** `nobody`: not even the call that warms it up would get in. */
    readonly serves?: 'everybody' | 'nobody'
  }
  readonly relays?: { readonly chain?: Chain; readonly words?: readonly string[] }
  /** Hosts that the proxy answers 403. */
  readonly proxyRefuses?: readonly string[]
  /** Names that do not exist. */
  readonly unknownNames?: readonly string[]
}

/** The lab's own certificate, or one of the bad ones. */
export const pairOf = (certificates: Certificates, chain: Chain | undefined): Promise<KeyPair> =>
  chain === undefined ? Promise.resolve(certificates) : chainOf(chain, certificates)
