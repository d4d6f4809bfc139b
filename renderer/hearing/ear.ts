// One side's ear: blocks of samples in, beginnings and ends of a voice out, and how loud it has been lately. Knows no track.
import { place, type TrackClock } from './clock'
import { inDb, loudness, powerOf } from './loudness'
import { hearStep, type Manner, SILENT_VOICE, type Voice, type VoiceChange } from './voice'

/** A block as it comes: `stampMs` is what it says of its first sample. */
export interface Block {
  readonly stampMs: number
  readonly samples: Float32Array
  readonly sampleRate: number
}

export interface Ear {
  hear(block: Block): readonly VoiceChange[]
  /** 0..1 over all that was heard since the last question. */
  level(): number
  /** Where the newest sound ends, in the stamps' clock. */
  nowMs(): number
  /** Another track: its stamps have nothing to do with the last one's. */
  restart(): void
}

/** An edge is found to within a step; holes in a voice are far longer than that anyway. */
const STEP_MS = 2

export function createEar(manner: Manner): Ear {
  let clock: TrackClock | null = null
  let voice: Voice = SILENT_VOICE
  let endMs = 0
  let sum = 0
  let count = 0

  const step = (samples: Float32Array, atMs: number, ms: number): VoiceChange | null => {
    const power = powerOf(samples)
    sum += power * samples.length
    count += samples.length
    const [next, change] = hearStep(voice, { atMs, ms, db: inDb(power) }, manner)
    voice = next
    return change
  }

  return {
    hear: ({ stampMs, samples, sampleRate }) => {
      const perMs = sampleRate / 1000
      const [next, startMs] = place(clock, stampMs, samples.length / perMs)
      clock = next
      endMs = startMs + samples.length / perMs
      const size = Math.max(1, Math.round(STEP_MS * perMs))
      const changes: VoiceChange[] = []
      for (let at = 0; at < samples.length; at += size) {
        const part = samples.subarray(at, at + size)
        const change = step(part, startMs + at / perMs, part.length / perMs)
        if (change !== null) changes.push(change)
      }
      return changes
    },
    level: () => {
      const level = count === 0 ? 0 : loudness(sum / count)
      sum = 0
      count = 0
      return level
    },
    nowMs: () => endMs,
    restart: () => {
      clock = null
    },
  }
}
