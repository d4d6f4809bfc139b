// How loud it is, both ways. Owns the shape; whoever measures calls the listener.

interface SoundLevels {
  /** 0..1 */
  readonly agent: number
  /** 0..1, zero while muted. */
  readonly microphone: number
}

export interface Levels {
  /** Returns how to stop listening. */
  subscribe(listener: (levels: SoundLevels) => void): () => void
}

/** No sound at all: for screens outside a call and for tests. */
export const SILENT: Levels = { subscribe: () => () => undefined }
