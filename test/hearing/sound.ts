// Sound made for the ears' tests: tones and silences of exact lengths, in blocks as a track gives them.
import type { Block } from '../../renderer/hearing/ear'

export const RATE = 48_000

/** A stretch of a track: a level in decibels of full scale, for so long. */
export interface Stretch {
  readonly db: number
  readonly ms: number
}
export const silence = (ms: number): Stretch => ({ db: -120, ms })
export const speech = (ms: number, db = -20): Stretch => ({ db, ms })

/** A voice's pitch; its mean square is that of the level. */
const HZ = 170

/** The samples of all stretches, one after another. */
export function samplesOf(stretches: readonly Stretch[]): Float32Array {
  const lengths = stretches.map(({ ms }) => Math.round((ms * RATE) / 1000))
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const [index, length] of lengths.entries()) {
    const peak = Math.SQRT2 * 10 ** ((stretches[index]?.db ?? -120) / 20)
    for (let n = 0; n < length; n += 1) samples[at + n] = peak * Math.sin((2 * Math.PI * HZ * n) / RATE)
    at += length
  }
  return samples
}

/**
 * In blocks of 10 ms from `startMs` on.
 * @param shake what is added to the stamp of each block
 */
export const blocksOf = (
  samples: Float32Array,
  startMs = 0,
  shake: (block: number) => number = () => 0,
): Block[] =>
  Array.from({ length: Math.floor(samples.length / 480) }, (_, n) => ({
    stampMs: startMs + 10 * n + shake(n),
    samples: samples.subarray(480 * n, 480 * (n + 1)),
    sampleRate: RATE,
  }))
