// From arrival times to silences. Pure.

/** What one side heard of the other while the call was active. */
export interface Hearing {
  /** The longest time without sound, milliseconds; with nothing heard at all, null. */
  readonly longestMs: number | null
  /** How long it had been silent when the call ended. */
  readonly atEndMs: number | null
  /** The silences of the call, each from one sound to the next; the last one lasts to its end. None when nothing was heard. */
  readonly silences: readonly Silence[]
}

/** From `fromMs` on, by the clock of the arrivals. */
export interface Silence {
  readonly fromMs: number
  readonly ms: number
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

/** From each sound of a stream to the next. Below `SURE_MS` only the longest stretch between any two packets counts. */
function silencesBetween(heard: readonly number[], stream: ReadonlySet<number>): Silence[] {
  const silences: Silence[] = []
  let sound: number | null = null
  let previous = 0
  let longest: Silence = { fromMs: 0, ms: 0 }
  for (const time of heard) {
    if (sound !== null && time - previous > longest.ms) longest = { fromMs: previous, ms: time - previous }
    previous = time
    if (!stream.has(time)) continue
    if (sound !== null) silences.push(time - sound > SURE_MS ? { fromMs: sound, ms: time - sound } : longest)
    sound = time
    longest = { fromMs: time, ms: 0 }
  }
  return silences
}

const longestOf = (silences: readonly Silence[]): number | null =>
  silences.length === 0 ? null : Math.round(silences.reduce((most, { ms }) => Math.max(most, ms), 0))

/** The silences in arrivals (milliseconds, rising) of a call that was active from `startMs` to `endMs`: set-up is no sound. */
export function hearingOf(times: readonly number[], startMs: number, endMs: number): Hearing {
  const heard = times.filter(time => time >= startMs && time <= endMs)
  const stream = streamOf(heard)
  const last = stream.at(-1)
  if (last === undefined) return { longestMs: null, atEndMs: null, silences: [] }
  const silences = [...silencesBetween(heard, new Set(stream)), { fromMs: last, ms: endMs - last }]
  return { longestMs: longestOf(silences), atEndMs: Math.round(endMs - last), silences }
}

/** The longest silence that was not over at `momentMs`, or began after it; null when nothing was heard. */
export const longestFrom = ({ silences }: Hearing, momentMs: number): number | null =>
  longestOf(silences.filter(({ fromMs, ms }) => fromMs + ms > momentMs))

/** How long after `momentMs` the first sound came; null when none came any more. */
export function soundAfter({ silences }: Hearing, momentMs: number): number | null {
  // Each silence but the last ends with a sound.
  const sounds = silences.slice(0, -1).map(({ fromMs, ms }) => fromMs + ms)
  const next = sounds.find(time => time >= momentMs)
  return next === undefined ? null : Math.round(next - momentMs)
}
