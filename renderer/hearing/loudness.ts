// How loud samples are: for the voices in decibels, for the ring and the meter on a scale from 0 to 1. Pure.

/** Quieter than this reads as 0: room noise is no voice. */
const FLOOR_DB = -60

/** Mean square of samples in -1..1. */
export function powerOf(samples: Float32Array): number {
  let sum = 0
  for (let at = 0; at < samples.length; at += 1) {
    const sample = samples[at] ?? 0
    // Not `** 2`: that is a call each time until it is optimised.
    sum += sample * sample
  }
  return sum / Math.max(1, samples.length)
}

/** Decibels of full scale: 0 the loudest, -120 digital silence. */
export const inDb = (power: number): number => 10 * Math.log10(power + 1e-12)

/** A power on a decibel scale from FLOOR_DB to 0, as 0..1. */
export const loudness = (power: number): number => Math.min(1, Math.max(0, 1 - inDb(power) / FLOOR_DB))
