// The microphone as it is, beside the track that is sent: what is done to that one hides the beginning of a voice, and whether the
// device gives anything at all. Blocks in; knows no track, and decides nobody's turn.
import { place, type TrackClock } from './clock'
import type { Block } from './ear'
import { inDb, powerOf } from './loudness'

/** `nothing`: digital silence. Null: not known yet. */
export type Gives = 'sound' | 'nothing' | null

export interface BareEar {
  /** Says so when what the microphone gives has become another. */
  hear(block: Block): Gives
  /**
   * Where a voice began that was heard to begin at `atMs` on the track that is sent, in the stamps of that one; `atMs` itself where
   * the bare sound does not tell.
   * @param treatedMs what the sent track's sound was delayed by without its stamps
   */
  beginningOf(atMs: number, treatedMs: number): number
  /** Another track, or none. */
  restart(): void
}

interface Step {
  readonly atMs: number
  readonly db: number
}

const STEP_MS = 2
/** So far back is remembered: what the microphone gave before, and the longest wait for a beginning to be told. */
const MEMORY_MS = 1_500
/** Echo cancellation holds a beginning down for 40 to 80 ms (docs/ledger.md); more is not the same sound. */
const BACK_MAX_MS = 150
/** What came right before is what the microphone gives anyway: the agent from the speaker, and the room. */
const BACKDROP_MS = 800
/** The voice stands out of the loudest of that: speech that comes from a speaker is now louder, now softer. */
const ABOVE_BACKDROP_DB = 6
/** Nothing quieter is the beginning of a voice, however still the room. */
const FLOOR_DB = -65
/** A hole between two waves of a voice. */
const HOLE_MS = 20
/** One sample of the smallest step of 16 bits among the samples of a step, and a little less: every live device gives more. */
const DIGITAL_SILENCE_DB = -112
/** So long without anything is no chance. */
const NOTHING_MS = 300

export function createBareEar(): BareEar {
  let clock: TrackClock | null = null
  let steps: Step[] = []
  let endMs = 0
  let soundUntilMs: number | null = null
  let gives: Gives = null

  /** The loudest before the voice can have begun; null: too little is known of it. */
  const backdropDb = (untilMs: number): number | null => {
    const before = steps.filter(({ atMs }) => atMs >= untilMs - BACKDROP_MS && atMs < untilMs)
    const isWhole = before.length >= BACKDROP_MS / STEP_MS / 2
    return isWhole ? before.reduce((most, { db }) => Math.max(most, db), FLOOR_DB - ABOVE_BACKDROP_DB) : null
  }
  /** Follows loud sound backwards from a moment; null: it is not loud there, or was so for longer than a beginning is held down. */
  const followed = (fromMs: number, earliestMs: number): number | null => {
    const backdrop = backdropDb(earliestMs)
    if (backdrop === null) return null
    let beganMs = fromMs
    for (const { atMs, db } of steps.toReversed()) {
      if (atMs > fromMs || db <= backdrop + ABOVE_BACKDROP_DB) continue
      if (beganMs - atMs > HOLE_MS) break
      beganMs = atMs
    }
    return beganMs < fromMs && beganMs >= earliestMs ? beganMs : null
  }
  const changed = (): Gives => {
    soundUntilMs ??= endMs
    const now = endMs - soundUntilMs >= NOTHING_MS ? 'nothing' : gives
    if (now === gives) return null
    gives = now
    return now
  }

  return {
    hear: ({ stampMs, samples, sampleRate }) => {
      const perMs = sampleRate / 1000
      const [next, startMs] = place(clock, stampMs, samples.length / perMs)
      clock = next
      const size = Math.max(1, Math.round(STEP_MS * perMs))
      let isSound = false
      for (let at = 0; at < samples.length; at += size) {
        const db = inDb(powerOf(samples.subarray(at, at + size)))
        isSound ||= db > DIGITAL_SILENCE_DB
        steps.push({ atMs: startMs + at / perMs, db })
      }
      endMs = startMs + samples.length / perMs
      if ((steps[0]?.atMs ?? endMs) < endMs - 2 * MEMORY_MS)
        steps = steps.filter(({ atMs }) => atMs >= endMs - MEMORY_MS)
      if (!isSound) return changed()
      soundUntilMs = endMs
      if (gives === 'sound') return null
      gives = 'sound'
      return gives
    },
    beginningOf: (atMs, treatedMs) => {
      const bareMs = atMs - treatedMs
      if (endMs < bareMs) return atMs
      const beganMs = followed(bareMs, bareMs - BACK_MAX_MS)
      return beganMs === null ? atMs : beganMs + treatedMs
    },
    restart: () => {
      clock = null
      steps = []
      endMs = 0
      soundUntilMs = null
      gives = null
    },
  }
}
