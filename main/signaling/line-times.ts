// How long a line waits for what, in milliseconds. One table.
import { GIVE_UP_MS } from './retry'

export interface LineTimes {
  /** From dialling to the first `welcome`. */
  readonly openMs: number
  /** To the `welcome` of a session taken up again, once the transport is open; doubled each time that it did not come. */
  readonly greetMs: number
  readonly pingEveryMs: number
  /** Without anything received for this long the connection is lost. */
  readonly deadMs: number
  /** The same once there is reason to doubt it, and some round trips more. */
  readonly probeMs: number
  /** A session without connection for this long is lost. */
  readonly giveUpMs: number
}

/** Opening ends just before the call's own signaling timer of 2 s, so that the failure names what was missing. */
export const LINE_TIMES: LineTimes = {
  openMs: 1_900,
  greetMs: 1_000,
  pingEveryMs: 2_000,
  deadMs: 4_000,
  probeMs: 600,
  giveUpMs: GIVE_UP_MS,
}

/** A connection that lived this long proves the path: the next loss is another story, and tried at once. */
export const STEADY_MS = { call: 1_000, nobody: 10_000 } as const
/** A change of the network is told in pieces, half a second apart (main/network/watch.ts). */
export const REST_OF_CHANGE_MS = 1_000
/** Whoever is back this soon after a loss was not kept away by the network: without a call the first try waits up to 1.5 s. */
export const AT_ONCE_MS = 3_000
/** An address that opens and does not greet leaves the others a second of a dial's two. */
export const GREET_FIRST_MS = 700
/** A slow path takes seconds to answer a greeting; one that died again never does. */
export const GREET_MAX_MS = 4_000
