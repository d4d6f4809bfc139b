// What is said when: the caller's utterances as a wave file, and for each of them what the scripted agent does. Pure.
// The schedule is only what shall happen; what did happen is read from the recording.
import { RATE, type Sound, silenceOf } from './wave'

/** One utterance of the caller, and the agent's part after it. */
export interface Utterance {
  /** From its end, as it reaches the agent, to the agent's first sound. */
  readonly delayMs: number
  readonly sayMs: number
  /** Where it comes over the agent's speech: how long after its beginning the agent stops. */
  readonly stopMs: number | null
}

export interface Schedule {
  readonly speechMs: number
  readonly utterances: readonly Utterance[]
}

/** Speech of the clip that begins and ends loud (milliseconds of the file): where it ends is no matter of taste. */
export const SPEECH = { fromMs: 2_500, toMs: 3_200 } as const
const SPEECH_MS = SPEECH.toMs - SPEECH.fromMs

const SAY_MS = 700
/** An answer that is going to be talked over. */
const SAY_LONG_MS = 4_000
/** How far into the long answer the caller speaks over it, and what the network and both computers add at most. */
const INTO_MS = 1_200
const ON_THE_WAY_MS = 600
const REST_MS = 1_000

const DELAYS_MS = [0, 900, 300, 1_500, 600, 100, 1_200, 400, 1_000, 200, 1_400, 700, 1_100, 500, 1_300, 800]
const STOPS_MS = [100, 300, 200, 400, 150, 350, 250, 450]

const plain = DELAYS_MS.map((delayMs): Utterance => ({ delayMs, sayMs: SAY_MS, stopMs: null }))
const interrupting = STOPS_MS.flatMap((stopMs, at): readonly Utterance[] => [
  { delayMs: 300, sayMs: SAY_LONG_MS, stopMs: null },
  { delayMs: 150 * at, sayMs: SAY_MS, stopMs },
])

export const SCHEDULE: Schedule = { speechMs: SPEECH_MS, utterances: [...plain, ...interrupting] }

/** The silence after an utterance: until the agent has answered, or until it is spoken over. */
const pauseMs = ({ delayMs, sayMs }: Utterance): number =>
  sayMs === SAY_LONG_MS ? delayMs + ON_THE_WAY_MS + INTO_MS : delayMs + ON_THE_WAY_MS + sayMs + REST_MS

/** How long all of it takes. */
export const lengthMs = ({ speechMs, utterances }: Schedule): number =>
  utterances.reduce((sum, utterance) => sum + speechMs + pauseMs(utterance), 0)

/** Edges of 3 ms, so that cutting makes no click of its own. */
const EDGE = Math.round(0.003 * RATE)

export function cut(sound: Sound): Sound {
  const { fromMs, toMs } = SPEECH
  const part = sound.slice((fromMs * RATE) / 1000, (toMs * RATE) / 1000)
  return part.map((sample, at) => sample * Math.min(1, at / EDGE, (part.length - 1 - at) / EDGE))
}

/** What the microphone is given. */
export function voiceOf({ utterances }: Schedule, clip: Sound): Sound {
  const speech = cut(clip)
  const parts = utterances.flatMap(utterance => [speech, silenceOf(pauseMs(utterance))])
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
