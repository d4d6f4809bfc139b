// What came of one call, whoever made it: the columns of a row.
import type { Layer } from '../../../protocol/catalogue'

/** What a caller reports itself. */
export type Told = Omit<Outcome, 'silenceMs' | 'silentAtEndMs'>

export interface Outcome {
  readonly outcome: 'connected' | 'failed'
  readonly failure: { readonly name: string; readonly layer: Layer; readonly detail: string | null } | null
  /**
   * Dial to the first inbound packet. Ours: from the dial, so with signaling, credentials and microphone. Plain: with all three
   * ready before the clock starts.
   */
  readonly firstMediaMs: number | null
  /** From the making of the first peer connection: the same span on both sides. */
  readonly fromAttemptMs: number | null
  /** Dial to the verdict, for a call that failed. */
  readonly failedMs: number | null
  /** Such as `direct/udp` or `relay/tls eu.relay.viaduct.test`. */
  readonly path: string | null
  /** Milliseconds from the making of the first peer connection to each of its states: where the time went. */
  readonly marks: Readonly<Record<string, number>>
  /** The longest silence that arrived at either end after the first sound, measured on the wire, milliseconds. */
  readonly silenceMs: number | null
  /** The same at the moment the call ended; a path that died and never came back shows here. */
  readonly silentAtEndMs: number | null
  readonly recoveries: readonly { readonly cause: string; readonly gapMs: number }[]
}

/** A call that could not even be judged: the app crashed, or printed no report. */
export const broken = (detail: string): Outcome => ({
  outcome: 'failed',
  failure: { name: 'no_report', layer: 'app', detail },
  firstMediaMs: null,
  fromAttemptMs: null,
  failedMs: null,
  path: null,
  marks: {},
  silenceMs: null,
  silentAtEndMs: null,
  recoveries: [],
})
