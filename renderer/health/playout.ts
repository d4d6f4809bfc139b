// How long sound is on its way from the jitter buffer to the speaker: output buffers and the device. Pure.
import type { Reading } from './reading'

type Played = Pick<Reading, 'playoutDelayS' | 'playoutSamples'>

/** Milliseconds on the mean between two readings, or since the beginning where there is one; null: nothing was played. */
export function playoutMsOf(from: Played | null, to: Played): number | null {
  const samples = to.playoutSamples - (from?.playoutSamples ?? 0)
  if (samples <= 0) return null
  return (1_000 * (to.playoutDelayS - (from?.playoutDelayS ?? 0))) / samples
}
