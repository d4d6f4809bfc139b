// An estimate of how the call sounds, as a mean opinion score from 1 to 5.

export interface MosInput {
  /** Share of audio that had to be invented by concealment, 0..100. Not raw loss: redundancy repairs loss unheard. */
  readonly concealedPct: number
  readonly rttMs: number
  readonly jitterBufferMs: number
}

/** Opus without a codec impairment of its own, and a packet-loss robustness of 20 with in-band FEC. */
const IMPAIRMENT = 0
const ROBUSTNESS = 20
/** What coding and playing out add to every call. */
const FIXED_DELAY_MS = 20

/**
 * The E-model (ITU-T G.107) in the simplified form that the rtcscore library publishes for Opus:
 * delay impairment Id = 0.03 d + 0.1 max(0, d - 150), loss impairment Ie + (100 - Ie) p / (p + Bpl),
 * R = 100 - both, and G.107's mapping of R to MOS (Annex B). Fed with the concealed share where others feed loss.
 * Continuous and never rising with any of the three: below R = 6.5, where G.107's cubic dips under 1, it is 1. Beside G.107
 * itself (its Idd, R0 = 93.2) it is at most 0.1 above at short delays, and stricter at long ones: 0.7 below at half a second.
 */
export function mos({ concealedPct, rttMs, jitterBufferMs }: MosInput): number {
  const delayMs = FIXED_DELAY_MS + jitterBufferMs + rttMs / 2
  const delayImpairment = 0.03 * delayMs + 0.1 * Math.max(0, delayMs - 150)
  const lossImpairment = IMPAIRMENT + ((100 - IMPAIRMENT) * concealedPct) / (concealedPct + ROBUSTNESS)
  const r = Math.min(100, Math.max(0, 100 - delayImpairment - lossImpairment))
  const score = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)
  return Math.min(5, Math.max(1, score))
}
