// The 20 ms clock of everything that sounds, one for the whole process. Late ticks are made up, never added up.
// Knows time only.
import { FRAME_MS } from './frames'

export interface Metronome {
  /** Calls `beat` each 20 ms with the present time, until the returned function is called. */
  join(beat: (nowMs: number) => void): () => void
}

/** After a stall longer than this the missed beats are skipped: nobody wants half a second of sound at once. */
const CATCH_UP_MS = 200

/** Monotonic milliseconds. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000

/**
 * Makes a clock. Each beat has its place on a grid of 20 ms, and the timer is set for the next place, so that the delay of
 * one timer is not carried into the next. It stands still while nobody listens.
 */
export function createMetronome(now = monotonicMs): Metronome {
  const beats = new Set<(nowMs: number) => void>()
  let timer: NodeJS.Timeout | null = null
  let dueMs = 0

  const schedule = () => {
    timer = setTimeout(run, Math.max(0, Math.ceil(dueMs - now())))
  }
  const run = () => {
    if (now() - dueMs > CATCH_UP_MS) dueMs = now()
    for (; dueMs <= now(); dueMs += FRAME_MS) for (const beat of [...beats]) beat(dueMs)
    if (beats.size > 0) schedule()
    else timer = null
  }

  return {
    join(beat) {
      beats.add(beat)
      if (!timer) {
        dueMs = now() + FRAME_MS
        schedule()
      }
      return () => beats.delete(beat)
    },
  }
}
