// What came of one call, whoever made it: the columns of a row.
import type { Layer } from '../../../protocol/catalogue'
import type { CallProof } from '../../../protocol/report'
import type { ProxyTale } from '../services/proxy-log'

/** What a caller reports itself. */
export type Told = Omit<Outcome, keyof Heard | 'proxy'>

/** What was heard on the wire while a call was active, whatever its caller says. Milliseconds. */
export interface Heard {
  /** The longest silence that arrived at either end after the first sound. */
  readonly silenceMs: number | null
  /** How long the worse end had been silent when the call ended; a path that died and never came back shows here. */
  readonly silentAtEndMs: number | null
  /** The longest silence from the disturbance on, at the desktop (the agent's sound) and at the gateway (the caller's). */
  readonly disturbed: { readonly agentMs: number | null; readonly callerMs: number | null } | null
  /** From the moment the network was whole again to sound at both ends. */
  readonly soundBackMs: number | null
}

/** Of a call on which nobody listened. */
export const UNHEARD: Heard = { silenceMs: null, silentAtEndMs: null, disturbed: null, soundBackMs: null }

export interface Outcome extends Heard {
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
  readonly recoveries: readonly { readonly cause: string; readonly gapMs: number }[]
  /** Doubts that came to nothing, and the share of the agent's sound that was made up. Null where the caller does not say. */
  readonly alarms: number | null
  readonly concealedPct: number | null
  /** Whether sound was proved to go both ways, and what was found wrong with it; null where the caller looks at neither. */
  readonly proof: CallProof | null
  /** What a proxy that asks wrote of it; null for every other. */
  readonly proxy: ProxyTale | null
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
  recoveries: [],
  alarms: null,
  concealedPct: null,
  proof: null,
  proxy: null,
  ...UNHEARD,
})
