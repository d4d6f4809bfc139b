// An estimate of how the call sounds, as a mean opinion score from 1 to 5: the E-model of ITU-T G.107. Pure; knows no statistics.

export interface MosInput {
  /** Share of audio that had to be invented by concealment, 0..100. Not raw loss: redundancy repairs loss unheard. */
  readonly concealedPct: number
  readonly rttMs: number
  readonly jitterBufferMs: number
}

/** G.107 (06/2015), section 7.7: what is left of R with every default but delay and loss: R0 - Is. */
const UNIMPAIRED = 93.2
/** Opus at the rates of a call has no impairment of its own on this scale, which ends at telephone quality. */
const CODEC = 0
/**
 * Bpl. The rtcscore library has 20 for Opus, G.113 (Appendix I) 25.1 for G.711 with concealment: the stricter of the two.
 */
const ROBUSTNESS = 20
/** Until a mouth is heard, beside the way and the buffer: one frame of 20 ms is filled before it leaves (as rtcscore has it). */
const FRAME_MS = 20

/** Idd of G.107, section 7.4, at its default sensitivity: nothing up to 100 ms from mouth to ear, the most from 200 to 400 ms. */
function delayImpairment(mouthToEarMs: number): number {
  if (mouthToEarMs <= 100) return 0
  const x = Math.log2(mouthToEarMs / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

/** Ie-eff of G.107, section 7.5, for loss at random (BurstR = 1), of the share of sound that was made up. */
const lossImpairment = (concealedPct: number): number =>
  CODEC + ((95 - CODEC) * concealedPct) / (concealedPct + ROBUSTNESS)

/** Annex B of G.107. Its cubic dips below 1 under R = 6.5, where the score is 1. */
function scoreOf(r: number): number {
  const cubic = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)
  return r <= 0 ? 1 : Math.max(1, cubic)
}

/**
 * R = 93.2 - Idd - Ie-eff, and its score: 4.41 at best. Continuous, and never rising with any of the three. Two things differ from
 * G.107 on purpose: Ppl is the concealed share, since lost packets that redundancy or a patient buffer made good are not heard, and
 * sound that came too late is; and the time from mouth to ear is half the round trip, the jitter buffer and one frame, since no
 * statistic knows the devices. Echo is left out: the microphone's canceller answers for it.
 */
export function mos({ concealedPct, rttMs, jitterBufferMs }: MosInput): number {
  const mouthToEarMs = FRAME_MS + jitterBufferMs + rttMs / 2
  return scoreOf(UNIMPAIRED - delayImpairment(mouthToEarMs) - lossImpairment(concealedPct))
}
