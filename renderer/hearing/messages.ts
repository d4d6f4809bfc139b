// What page and worker tell each other about the two sides' sound.
import type { Made, Side } from './talk'

export type ToWorker =
  /** From now on this is the side's sound; null: it has none. A side's last one is let go. */
  | { readonly type: 'hear'; readonly side: Side; readonly readable: ReadableStream<AudioData> | null }
  | { readonly type: 'show'; readonly levels: 'yes' | 'no' }

/** 0 to 1, about linear in loudness. */
export interface LevelReading {
  readonly agent: number
  readonly microphone: number
}

export type FromWorker =
  /** `agoMs`: how long before the newest sound it happened. */
  | { readonly type: 'made'; readonly made: Made; readonly agoMs: number }
  | { readonly type: 'levels'; readonly levels: LevelReading }
