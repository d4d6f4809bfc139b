// When a voice begins and ends, from short steps of sound. Pure: a value in, a value out; every step says when it was.
// Knows no turn and nobody's name; times are the caller's clock, in milliseconds.

/** A few milliseconds of sound: when they began, how long they are, and how loud (dB of full scale, 0 the loudest). */
export interface Step {
  readonly atMs: number
  readonly ms: number
  readonly db: number
}

/** How a side is listened to. */
export interface Manner {
  /** Quieter is never a voice. */
  readonly floorDb: number
  /** What is louder than this, right before a voice is loud, is its beginning already. */
  readonly edgeDb: number
  /** So much of loud sound makes a voice: less is a click. */
  readonly onsetMs: number
  /** So much of silence ends it: less is a pause within a word. */
  readonly hangoverMs: number
}

export interface Voice {
  readonly noiseDb: number
  readonly is: 'silent' | 'speaking'
  /** Where sound above the edge began, and where it was last: what a voice grows out of. */
  readonly edgeMs: number | null
  readonly edgeUntilMs: number
  /** Where the loud sound began that is, or may become, a voice. */
  readonly sinceMs: number | null
  readonly loudMs: number
  /** How loud this voice is, on the mean. */
  readonly levelDb: number
  /** Where the last loud step ended. */
  readonly untilMs: number
}

/** Told later than it happened, by the manner's onset or hangover; `atMs` is when it happened. */
export interface VoiceChange {
  readonly is: 'began' | 'ended'
  readonly atMs: number
}

export const SILENT_VOICE: Voice = {
  noiseDb: -60,
  is: 'silent',
  edgeMs: null,
  edgeUntilMs: 0,
  sinceMs: null,
  loudMs: 0,
  levelDb: 0,
  untilMs: 0,
}

/** In a noisy place a voice stands out of the noise by this much. */
const ABOVE_NOISE_DB = 12
/** Noise never deafens the ear for sound louder than this. */
const THRESHOLD_MAX_DB = -25
/** The estimate of noise falls at once and rises slowly, so that a voice hardly moves it. */
const NOISE_RISE_DB_PER_S = 6
const NOISE_MIN_DB = -90
/** A hole in a beginning that does not make it another beginning: the closure of a plosive. */
const HOLE_MS = 60
/**
 * What is quieter than the voice itself by this is no more of it: noise suppression lets a voice that ends at once ring on for a
 * window of 16 ms, 25 to 35 dB down (measured, docs/ledger.md).
 */
const BELOW_VOICE_DB = 25
/** The voice's level follows with a time constant of 0.2 s. */
const LEVEL_MS = 200
/** The edge stands out of the noise by more: it is followed backwards, where noise must not lead astray. */
const EDGE_ABOVE_NOISE_DB = 20
const EDGE_HOLE_MS = 20
/** A murmur that lasts longer is no beginning. Echo cancellation holds a voice down for that long when both speak. */
const EDGE_MAX_MS = 150

const thresholdDb = ({ noiseDb }: Voice, { floorDb }: Manner): number =>
  Math.min(THRESHOLD_MAX_DB, Math.max(floorDb, noiseDb + ABOVE_NOISE_DB))

/** Where this step's run above the edge began; null: it is not above it, and no run goes on. */
function withEdge(voice: Voice, { atMs, ms, db }: Step, { edgeDb }: Manner): Voice {
  const isAbove = db > Math.max(edgeDb, voice.noiseDb + EDGE_ABOVE_NOISE_DB)
  if (isAbove) return { ...voice, edgeMs: voice.edgeMs ?? atMs, edgeUntilMs: atMs + ms }
  return atMs + ms - voice.edgeUntilMs > EDGE_HOLE_MS ? { ...voice, edgeMs: null } : voice
}

const beginningOf = ({ edgeMs }: Voice, atMs: number): number =>
  edgeMs !== null && atMs - edgeMs <= EDGE_MAX_MS ? edgeMs : atMs

const onLoud = (
  voice: Voice,
  { atMs, ms, db }: Step,
  { onsetMs }: Manner,
): readonly [Voice, VoiceChange | null] => {
  const sinceMs = voice.sinceMs ?? beginningOf(voice, atMs)
  const levelDb = voice.sinceMs === null ? db : voice.levelDb + ((db - voice.levelDb) * ms) / LEVEL_MS
  const next = { ...voice, sinceMs, levelDb, loudMs: voice.loudMs + ms, untilMs: atMs + ms }
  if (voice.is === 'speaking' || next.loudMs < onsetMs) return [next, null]
  return [
    { ...next, is: 'speaking' },
    { is: 'began', atMs: sinceMs },
  ]
}

const onQuiet = (
  voice: Voice,
  { atMs, ms }: Step,
  { hangoverMs }: Manner,
): readonly [Voice, VoiceChange | null] => {
  const quietMs = atMs + ms - voice.untilMs
  const patienceMs = voice.is === 'speaking' ? hangoverMs : HOLE_MS
  if (voice.sinceMs === null || quietMs < patienceMs) return [voice, null]
  const silent = { ...voice, is: 'silent', sinceMs: null, loudMs: 0 } as const
  return [silent, voice.is === 'speaking' ? { is: 'ended', atMs: voice.untilMs } : null]
}

/** One step of sound, in the order of time. */
export function hearStep(voice: Voice, step: Step, manner: Manner): readonly [Voice, VoiceChange | null] {
  const risen = Math.min(step.db, voice.noiseDb + (NOISE_RISE_DB_PER_S * step.ms) / 1000)
  const next = withEdge({ ...voice, noiseDb: Math.max(NOISE_MIN_DB, risen) }, step, manner)
  const isOfVoice = voice.is === 'silent' || step.db > voice.levelDb - BELOW_VOICE_DB
  const isLoud = isOfVoice && step.db > thresholdDb(voice, manner)
  return isLoud ? onLoud(next, step, manner) : onQuiet(next, step, manner)
}
