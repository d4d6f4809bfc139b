// What page and worker tell each other about the two sides' sound.
import type { Gives } from './bare'
import type { Made, Side } from './talk'

export type ToWorker =
  /** From now on this is the side's sound; null: it has none. A side's last one is let go. */
  | { readonly type: 'hear'; readonly side: Side; readonly readable: ReadableStream<AudioData> | null }
  /** The microphone as it is, beside its side's sound, which is later by `treatedMs`; null: there is none. */
  | { readonly type: 'bare'; readonly readable: ReadableStream<AudioData> | null; readonly treatedMs: number }
  /** The call is over: nothing of it is remembered. */
  | { readonly type: 'stop' }

/** 0 to 1, about linear in loudness. */
export interface LevelReading {
  readonly agent: number
  readonly microphone: number
}

export type FromWorker =
  /** `agoMs`: how long before the newest sound it happened. */
  | { readonly type: 'made'; readonly made: Made; readonly agoMs: number }
  /** What the bare microphone gives has changed. */
  | { readonly type: 'gives'; readonly gives: Exclude<Gives, null> }
