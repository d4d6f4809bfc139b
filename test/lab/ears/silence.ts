// From arrival times to silences. Pure.

/** What one side heard of the other while the call was active. */
export interface Hearing {
  /** The longest time without sound, milliseconds; with nothing heard at all, null. */
  readonly longestMs: number | null
  /** How long it had been silent when the call ended. */
  readonly atEndMs: number | null
}

const SLOT_MS = 20

/**
 * Voice comes every 20 ms, handshakes come in flights of several packets at once: what tells them apart is not how many packets
 * arrive within a while, but in how many slots of 20 ms. The long window asks for voice (of its 20 slots 8 are filled even with
 * 30 % loss or 60 ms of jitter), the short one keeps a stray packet near a stream from passing for its end.
 */
const WINDOWS = [
  { ms: 80, slotsMin: 3 },
  { ms: 400, slotsMin: 8 },
] as const

/** How many slots are filled within a time of the arrival at `index`, itself included, in one direction of time. */
function slotsWithin(times: readonly number[], index: number, step: 1 | -1, windowMs: number): number {
  const start = times[index] ?? 0
  const slots = new Set<number>()
  for (let at = index; ; at += step) {
    const away = Math.abs((times[at] ?? Number.POSITIVE_INFINITY) - start)
    if (away >= windowMs) return slots.size
    slots.add(Math.floor(away / SLOT_MS))
  }
}

/** The arrivals that belong to a stream of voice, which may begin or end there. */
export const streamOf = (times: readonly number[]): number[] =>
  times.filter((_, index) =>
    ([1, -1] as const).some(step =>
      WINDOWS.every(({ ms, slotsMin }) => slotsWithin(times, index, step, ms) >= slotsMin),
    ),
  )

/** Below this a hole in the stream may be loss alone: then the largest gap between any two packets in it counts. */
const SURE_MS = 400

const largestGap = (times: readonly number[]): number =>
  times.reduce((most, time, index) => Math.max(most, time - (times[index - 1] ?? time)), 0)

/** The silences in arrivals (milliseconds, rising) of a call that was active from `startMs` to `endMs`: set-up is no sound. */
export function hearingOf(times: readonly number[], startMs: number, endMs: number): Hearing {
  const heard = times.filter(time => time >= startMs && time <= endMs)
  const stream = streamOf(heard)
  const last = stream.at(-1)
  if (last === undefined) return { longestMs: null, atEndMs: null }
  const atEndMs = Math.round(endMs - last)
  const gaps = stream.map((time, index) => {
    const before = stream[index - 1] ?? time
    if (time - before > SURE_MS) return time - before
    return largestGap(heard.filter(one => one >= before && one <= time))
  })
  return { longestMs: Math.round(Math.max(atEndMs, ...gaps)), atEndMs }
}
