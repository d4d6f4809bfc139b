// From the taps' times to the ear's: what each tap cannot see, added. Pure; docs/ledger.md says where the figures come from.

/** How the browser treats the microphone's sound before it gives it out. */
export type Treatment = Pick<MediaTrackSettings, 'echoCancellation' | 'noiseSuppression'>

/**
 * What WebRTC's audio processing delays the samples by without moving their stamps. Echo cancellation passes blocks of 64 samples
 * at 16 kHz (modules/audio_processing/aec3/aec3_common.h), noise suppression overlaps by 96 (ns/ns_common.h).
 */
const ECHO_CANCELLATION_MS = 4
const NOISE_SUPPRESSION_MS = 6

export const treatmentMs = ({ echoCancellation, noiseSuppression }: Treatment): number =>
  (echoCancellation ? ECHO_CANCELLATION_MS : 0) + (noiseSuppression ? NOISE_SUPPRESSION_MS : 0)

/**
 * A span from the microphone's tap to the agent's, as the person hears it: it began earlier by the treatment, and ends later by
 * the way to the speaker.
 * @param playoutMs from the jitter buffer to the speaker; null: not known, and left out
 */
export const atEar = (spanMs: number, treatedMs: number, playoutMs: number | null): number =>
  Math.max(0, spanMs + treatedMs + (playoutMs ?? 0))
