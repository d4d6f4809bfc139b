// What really happened, from the recording alone: when each side sounded, and what follows for answers and interruptions. Pure.
// A rule of its own, by single samples: it shares nothing with the app's ears.
import { RATE, type Sound } from './wave'

/** Milliseconds from the start of the recording. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}
export interface TrueTurn {
  readonly atMs: number
  readonly ms: number
}
export interface Truth {
  readonly turns: readonly TrueTurn[]
  readonly stops: readonly TrueTurn[]
}

/** A sample beyond this is sound: 46 dB below full scale. */
const AUDIBLE = 0.005
/** Sound again after less than this is the same stretch. */
const HOLE_MS = 240
/** Less is a click of the sound card. */
const STRETCH_MIN_MS = 100
/** As the ledger counts: sooner it was ending anyway, later it was not stopped. */
const [STOP_MIN_MS, STOP_MAX_MS] = [100, 2_000]

const inMs = (sample: number): number => (1_000 * sample) / RATE

/** Where a channel sounds. */
export function stretchesOf(sound: Sound): readonly Stretch[] {
  const found: { fromMs: number; toMs: number }[] = []
  let last = Number.NEGATIVE_INFINITY
  for (let n = 0; n < sound.length; n += 1) {
    if (Math.abs(sound[n] ?? 0) <= AUDIBLE) continue
    const stretch = found.at(-1)
    if (stretch === undefined || inMs(n - last) > HOLE_MS) found.push({ fromMs: inMs(n), toMs: inMs(n + 1) })
    else stretch.toMs = inMs(n + 1)
    last = n
  }
  return found.filter(({ fromMs, toMs }) => toMs - fromMs >= STRETCH_MIN_MS)
}

/** Each utterance's answer, and each stop of an agent that was spoken over. */
export function truthOf(microphone: Sound, speaker: Sound): Truth {
  const said = stretchesOf(microphone)
  const answers = stretchesOf(speaker)
  const turns = said.flatMap(({ toMs }, at): readonly TrueTurn[] => {
    const untilMs = said[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY
    const answer = answers.find(({ fromMs }) => fromMs >= toMs && fromMs < untilMs)
    return answer === undefined ? [] : [{ atMs: answer.fromMs, ms: answer.fromMs - toMs }]
  })
  const stops = said.flatMap(({ fromMs }): readonly TrueTurn[] => {
    const over = answers.find(answer => answer.fromMs < fromMs && answer.toMs >= fromMs)
    const ms = over === undefined ? Number.POSITIVE_INFINITY : over.toMs - fromMs
    return ms < STOP_MIN_MS || ms > STOP_MAX_MS ? [] : [{ atMs: fromMs, ms }]
  })
  return { turns, stops }
}
