// The shape of a voice, from an agent's id alone: the same agent always looks the same. Pure.
// Design language, "Drawing notes": 40 to 56 ticks around an inner circle, two sine lobes taken from a hash.

/** FNV-1a, 32 bit: small, and spreads short ids well. */
export function hash(text: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    state ^= text.charCodeAt(i)
    state = Math.imul(state, 0x01000193)
  }
  return state >>> 0
}

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const INNER = 0.2
const SHORTEST = 0.015
const REACH = 0.255
const TURN = 2 * Math.PI

/** Outer radius of each tick, as a part of the size; the inner one is 0.2 throughout. */
export function voiceprint(id: string): readonly number[] {
  const random = seeded(hash(id))
  const ticks = [40, 48, 56][Math.floor(random() * 3)] ?? 48
  const slow = 3 + Math.floor(random() * 3)
  const fast = slow + 2 + Math.floor(random() * 5)
  const [slowPhase, fastPhase] = [random() * TURN, random() * TURN]
  const mix = 0.35 + random() * 0.3
  return Array.from({ length: ticks }, (_, tick) => {
    const angle = (tick / ticks) * TURN
    const lobes = mix * Math.sin(slow * angle + slowPhase) + (1 - mix) * Math.sin(fast * angle + fastPhase)
    return INNER + SHORTEST + REACH * ((lobes + 1) / 2) ** 1.25
  })
}

const fixed = (value: number): string => String(Math.round(value * 100) / 100)

/** One path of radial ticks around (`centre`, `centre`), from `inner` to each of `outers`, in the same unit. */
function tickPath(centre: number, inner: number, outers: readonly number[]): string {
  return outers
    .map((outer, tick) => {
      const angle = (tick / outers.length) * TURN
      const [x, y] = [Math.sin(angle), -Math.cos(angle)]
      const point = (radius: number) => `${fixed(centre + x * radius)} ${fixed(centre + y * radius)}`
      return `M${point(inner)}L${point(outer)}`
    })
    .join('')
}

/** The voiceprint of `id` as a path in a square of `size`, centred on `centre`. */
export const voiceprintPath = (id: string, size: number, centre = size / 2): string =>
  tickPath(
    centre,
    INNER * size,
    voiceprint(id).map(outer => outer * size),
  )
