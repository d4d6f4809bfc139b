// What page and worker tell each other about the two sides' sound.
import type { Made, Side } from './talk'

export type ToWorker =
  /** From now on this is the side's sound; null: it has none. A side's last one is let go. */
  | { readonly type: 'hear'; readonly side: Side; readonly readable: ReadableStream<AudioData> | null }
  /** The call is over: nothing of it is remembered. */
  | { readonly type: 'stop' }

/** 0 to 1, about linear in loudness. */
export interface LevelReading {
  readonly agent: number
  readonly microphone: number
}

/** `agoMs`: how long before the newest sound it happened. */
export interface FromWorker {
  readonly made: Made
  readonly agoMs: number
}
