// What the sampler is, and what it says: its shapes alone.

import type { IceServer } from '../../protocol/ice'
import type { Finding } from '../../protocol/plain'
import type { RelayPrice } from '../../protocol/policy'
import type { CallEvent, CallProof, LadderStep, Path, Point, Quality } from '../../protocol/report'
import type { Measured } from '../call'
import type { ClimberWorld } from './climber'
import type { Reason } from './rating'
import type { Sides } from './sides'
import type { Stretch } from './stretch'
import type { RatedFigure, Thresholds, Tone } from './thresholds'

/** In milliseconds; null: not known yet. */
export interface Delays {
  readonly rttMs: number | null
  readonly bufferMs: number | null
  /** From the jitter buffer to the speaker. */
  readonly playoutMs: number | null
}

/** The line as it is now. */
export interface LiveFigures {
  readonly path: Path | null
  readonly quality: Quality
  /** Held steady: raised after 3 bad seconds, cleared after 6 good ones. */
  readonly verdict: { readonly tone: Tone; readonly reason: Reason | null }
  readonly tones: { readonly [F in RatedFigure]: Tone }
  /** The last minute, in 40 points. */
  readonly minute: readonly Point[]
  /** There and back over each leg of the path but the last, the proxy's first; null: not known, or there is one leg alone. */
  readonly legsMs: readonly number[] | null
  /** What went over relays so far, and what that costs where the organisation has named a price. */
  readonly relayed: Pick<Measured, 'relayBytes' | 'relayCost'>
  /** 0..1, as the statistics say; null where there was no sound to measure. */
  readonly levels: { readonly agent: number | null; readonly microphone: number | null }
  /** Whether sound goes both ways, and what is wrong now, the foremost first. */
  readonly proof: { readonly links: CallProof['links']; readonly findings: readonly Finding[] }
  /** What is done against the line. */
  readonly ladder: LadderStep
}

type Untimed<E> = E extends CallEvent ? Omit<E, 'atMs'> : never
/** What happened just now. */
export type CallNews = Untimed<CallEvent>

/** What was measured, and the sums behind it, for the page that may have to go on. */
export interface Kept extends Measured {
  readonly sums: Stretch
}

export interface Sampler {
  /**
   * A new call: forgets the last one. `dialedAtMs` is what the report's times count from; `before` is what an earlier page
   * measured of the same call.
   */
  start(dialedAtMs: number, before?: Kept): void
  /** The sound moved to this attempt's peer, which counts by itself; it may have carried the call before. */
  moved(attempt: number): void
  servers(servers: readonly IceServer[]): void
  state(attempt: number, ice: string, dtls: string): void
  iceError(server: string, code: number): void
  note(news: CallNews): void
  /** Takes one reading now. */
  read(): Promise<void>
  /** The sound begins: a reading now, the next two within two seconds, and so on. */
  begin(): Promise<void>
  /** Takes one, and none after it: what the far end stops sending while the end is being confirmed is no loss. */
  readLast(): Promise<void>
  stop(): void
  measured(): Kept
  /** What the way of the sound takes, as of the last second. */
  delays(): Delays
}

export interface SamplerWorld extends ClimberWorld {
  nowMs(): number
  stats(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>> | null>
  publish(figures: LiveFigures): void
  /** Once a second while a call lasts, whether there was anything to read or not. */
  ticked(): void
  /** Everything that has happened in this call, each time something has. */
  happened(events: readonly CallEvent[]): void
  /** By the policy, which is known later than the sampler. */
  thresholds(): Thresholds
  relayPrice(): RelayPrice | null
  /** What the statistics do not say. Asked once a reading. */
  sides(): Sides
  /** The far end gets nothing of what leaves here; told at each reading while it is so. */
  unheard(): void
  /** Whether the way to this relay, over TCP or TLS, leads through a proxy, as far as is known. */
  isProxied(host: string): boolean
  /** There and back over the legs before the path's relay, as far as is known. */
  legsMs(path: Path): readonly number[] | null
}
