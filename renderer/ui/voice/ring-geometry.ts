// The presence ring in numbers: 96 ticks, mirrored left to right, `envelope ^ 1.9` times the live level. Pure.
// Proportions of the size; design language, "Drawing notes".
import { hash, seeded } from './voiceprint-geometry'

/** What the agent does, as the ring shows it. */
export type RingState = 'calling' | 'listening' | 'thinking' | 'speaking' | 'paused'

export const TICKS = 96
export const TICK_RADIUS = 0.34
const OUTWARD = 0.185
const INWARD = 0.12
/** What a tick keeps when there is no sound, so that the ring never vanishes. */
const REST = 0.14

/** Three lobes seen from the top (degrees, height, width): the silhouette all agents share. */
const LOBES = [
  [11, 0.72, 13],
  [98, 0.36, 13],
  [149, 0.58, 14],
] as const
const FLOOR = 0.25

const lobesAt = (degrees: number): number =>
  LOBES.reduce(
    (sum, [at, height, width]) => sum + height * Math.exp(-(((degrees - at) / width) ** 2) / 2),
    FLOOR,
  )

/** Heights 0..1 for the half circle from the top clockwise to the bottom, both ends included. */
function half(agentId: string): readonly number[] {
  const random = seeded(hash(agentId))
  return Array.from({ length: TICKS / 2 + 1 }, (_, tick) => {
    const jitter = 1 + (random() - 0.5) * 0.32
    return Math.min(1, Math.max(0.2, lobesAt((tick / TICKS) * 360) * jitter))
  })
}

/** The envelope of all ticks, from the top clockwise. */
export function envelope(agentId: string): readonly number[] {
  const side = half(agentId)
  return Array.from({ length: TICKS }, (_, tick) => side[tick <= TICKS / 2 ? tick : TICKS - tick] ?? 0)
}

/**
 * Length of one tick as a part of the size. Positive is outward (the agent), negative inward (you).
 * @param level sound, 0..1
 */
export function tickLength(height: number, level: number, towards: 'out' | 'in'): number {
  const strength = height ** 1.9 * (REST + (1 - REST) * level)
  return towards === 'out' ? OUTWARD * strength : -INWARD * strength
}

/** Longer ticks are stronger, short ones stay visible. */
export const tickOpacity = (length: number): number => Math.min(1, 0.36 + 5.6 * Math.abs(length))

/** A comet of dots: the head at the last tick, the tail fading behind it. */
export const cometOpacity = (tick: number): number => 0.16 + 0.84 * (tick / (TICKS - 1)) ** 2.6

/** The gap of a paused ring, in ticks: sound has no way through. */
export const isGap = (tick: number): boolean => tick >= 16 && tick <= 28

/** Where the level is after `ms` more: 60 ms attack, 180 ms release. */
export function follow(current: number, target: number, ms: number): number {
  const constant = target > current ? 60 : 180
  return target + (current - target) * Math.exp(-ms / constant)
}
