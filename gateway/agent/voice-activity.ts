// Hears from the levels of RFC 6464 alone whether somebody speaks. Pure: a value in, a value out; time comes with the levels.
// Levels here are dBov as negative numbers (0 loudest, -127 silence), the header extension's value with its sign.

/** Quieter than this is never speech: a quiet voice at a headset measures about -35 dBov, a quiet room -60. */
export const SPEECH_FLOOR_DB = -45
/** In a noisy place speech must stand out of the noise by this much. */
export const ABOVE_NOISE_DB = 10
/** Noise never deafens the agent for voices louder than this. */
export const THRESHOLD_MAX_DB = -22
/** How fast the noise estimate follows: down at once, up slowly, so that speech hardly moves it. */
const NOISE_RISE_DB_PER_SECOND = 3

/** A state of the ear. Values, not an object: the turn machine carries it. */
export interface Ear {
  readonly noiseDb: number
  /** Loud sound gathered, less the pauses in it: what the onset rules compare with. */
  readonly loudMs: number
  /** When the last loud packet was heard; `null` before the first. */
  readonly lastLoudAtMs: number | null
}

export const FRESH_EAR: Ear = { noiseDb: -70, loudMs: 0, lastLoudAtMs: null }

/** More than any onset rule asks for; keeps one long shout from outliving its end. */
const LOUD_MS_MAX = 400

/** The level above which a packet is loud, given the noise. */
export const thresholdDb = (noiseDb: number): number =>
  Math.min(THRESHOLD_MAX_DB, Math.max(SPEECH_FLOOR_DB, noiseDb + ABOVE_NOISE_DB))

/** One packet of `ms` milliseconds at `db`. */
export function hear(ear: Ear, db: number, ms: number, atMs: number): Ear {
  const risen = Math.min(db, ear.noiseDb + (NOISE_RISE_DB_PER_SECOND * ms) / 1000)
  const noiseDb = Math.max(-127, risen)
  if (db > thresholdDb(ear.noiseDb)) {
    return { noiseDb, loudMs: Math.min(LOUD_MS_MAX, ear.loudMs + ms), lastLoudAtMs: atMs }
  }
  return { noiseDb, loudMs: Math.max(0, ear.loudMs - ms), lastLoudAtMs: ear.lastLoudAtMs }
}

/** The same ear with nothing gathered, for the next onset. */
export const forget = (ear: Ear): Ear => ({ ...ear, loudMs: 0 })
