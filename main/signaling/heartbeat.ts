// Tells a dead path from a quiet one: asks regularly, and gives up when nothing at all has come back.
// Knows no frames.

export interface Heartbeat {
  start(): void
  /** Anything received proves the path. */
  heard(): void
  stop(): void
}

interface Beats {
  /** Milliseconds. */
  readonly pingEveryMs: number
  readonly deadMs: number
}

/** Makes a heartbeat at rest. `beat` gets a count from 0. */
export function createHeartbeat(
  { pingEveryMs, deadMs }: Beats,
  { beat, died }: { readonly beat: (id: number) => void; readonly died: () => void },
): Heartbeat {
  let beating: NodeJS.Timeout | undefined
  let dying: NodeJS.Timeout | undefined
  let count = 0
  return {
    start() {
      beating = setInterval(() => {
        beat(count)
        count += 1
      }, pingEveryMs)
      dying = setTimeout(died, deadMs)
    },
    heard: () => void dying?.refresh(),
    stop() {
      clearInterval(beating)
      clearTimeout(dying)
      // A cleared timer comes back to life when refreshed.
      dying = undefined
    },
  }
}
