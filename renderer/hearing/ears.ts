// Hears both sides of the call off the main thread: tells answers and interruptions, and how loud it is to whoever asks.
// Stamps of both tracks are of one clock, the system's monotonic one: the microphone's say when sound was captured, the agent's
// when it was taken out of the jitter buffer to be played.
import { createBareEar } from './bare'
import { type Block, createEar, type Ear } from './ear'
import type { FromWorker, LevelReading, ToWorker } from './messages'
import { type Made, onVoice, type Side, type Talk, talkFrom } from './talk'
import type { Manner, VoiceChange } from './voice'

/**
 * A person breathes and hesitates, a turn has to be more than a click, and echo cancellation lets it in softly; an agent's sound is
 * clean, and its pauses between two sentences must not look like having stopped.
 */
const MANNERS: Readonly<Record<Side, Manner>> = {
  microphone: { floorDb: -45, edgeDb: -70, onsetMs: 100, hangoverMs: 200 },
  agent: { floorDb: -50, edgeDb: -50, onsetMs: 30, hangoverMs: 250 },
}
/** Each side's track, and the microphone as it is. */
type Tap = Side | 'bare'
/** The bare one first: what is made out of the microphone's is looked up in it. */
const TAPS = ['bare', 'agent', 'microphone'] as const
type Reader = ReadableStreamDefaultReader<AudioData>

/**
 * Blocks wait in the track's own queue and are taken together: one at a time, they would wake this engine two hundred times a second.
 * Nothing that is measured depends on it, for each says itself when it was.
 */
const TAKE_EVERY_MS = 100
/** A block that had to be waited for was the last of the queue. */
const WAITED_MS = 4

const freshEars = (): Readonly<Record<Side, Ear>> => ({
  agent: createEar(MANNERS.agent),
  microphone: createEar(MANNERS.microphone),
})

export interface Ears {
  take(message: ToWorker): void
  /** As it was a moment ago, since the last question; it makes sure that the next answer is fresh. */
  levels(): LevelReading
}

export function createEars(tell: (message: FromWorker) => void): Ears {
  const readers = new Map<Tap, Reader>()
  const gathering = new Set<Tap>()
  let timer: ReturnType<typeof setInterval> | null = null
  const bare = createBareEar()
  let treatedMs = 0
  let ears = freshEars()
  let talk: Talk | null = null
  /** Reused: both tracks come in blocks of 10 ms. */
  let samples = new Float32Array(480)
  /** What was made out since it was told last; nothing is told before what came with it is heard too. */
  let untold: { readonly made: Made; readonly side: Side }[] = []

  const blockOf = (data: AudioData): Block => {
    const { numberOfFrames, sampleRate, timestamp } = data
    if (samples.length < numberOfFrames) samples = new Float32Array(numberOfFrames)
    const block = samples.subarray(0, numberOfFrames)
    data.copyTo(block, { planeIndex: 0, format: 'f32-planar' })
    data.close()
    return { stampMs: timestamp / 1000, samples: block, sampleRate }
  }
  /** Echo cancellation keeps a beginning from the track that is sent: the bare one has it. */
  const whole = (side: Side, change: VoiceChange): VoiceChange =>
    side === 'microphone' && change.is === 'began'
      ? { ...change, atMs: bare.beginningOf(change.atMs, treatedMs) }
      : change
  const hearSide = (side: Side, block: Block): void => {
    if (side === 'agent') talk ??= talkFrom(block.stampMs)
    for (const change of ears[side].hear(block)) {
      if (talk === null) continue
      const [next, made] = onVoice(talk, side, whole(side, change))
      talk = next
      if (made !== null) untold.push({ made, side })
    }
  }
  const hearBare = (block: Block): void => {
    const gives = bare.hear(block)
    if (gives !== null) tell({ type: 'gives', gives })
  }
  const take = (tap: Tap, data: AudioData): void => {
    const block = blockOf(data)
    if (tap === 'bare') hearBare(block)
    else hearSide(tap, block)
  }
  const tellAll = (): void => {
    for (const { made, side } of untold)
      tell({ type: 'made', made, agoMs: Math.max(0, ears[side].nowMs() - made.atMs) })
    untold = []
  }
  const gather = async (tap: Tap, reader: Reader): Promise<void> => {
    gathering.add(tap)
    for (let waitedMs = 0; waitedMs < WAITED_MS; ) {
      const askedAtMs = performance.now()
      const { value, done } = await reader.read()
      if (done) return
      if (readers.get(tap) !== reader) return value.close()
      take(tap, value)
      waitedMs = performance.now() - askedAtMs
    }
    gathering.delete(tap)
    tellAll()
  }
  /** One that gives nothing is waited for by its own gathering alone: the next time the others go on without it. */
  const gatherAll = async (): Promise<void> => {
    for (const tap of TAPS) {
      const reader = readers.get(tap)
      if (reader === undefined || gathering.has(tap)) continue
      // Ends when the track does; that is no error of ours. One that has ended is not asked again.
      const gathered = gather(tap, reader).catch(() => undefined)
      if (tap === 'bare') await gathered
    }
  }
  const beat = (): void => {
    if (timer !== null && readers.size === 0) {
      clearInterval(timer)
      timer = null
    }
    if (timer === null && readers.size > 0) timer = setInterval(gatherAll, TAKE_EVERY_MS)
  }
  const hear = (tap: Tap, readable: ReadableStream<AudioData> | null): void => {
    const last = readers.get(tap)
    readers.delete(tap)
    gathering.delete(tap)
    last?.cancel().catch(() => undefined)
    if (tap === 'bare') bare.restart()
    else ears[tap].restart()
    if (readable !== null) readers.set(tap, readable.getReader())
    beat()
  }
  const stop = (): void => {
    for (const tap of TAPS) hear(tap, null)
    ears = freshEars()
    talk = null
    untold = []
  }

  return {
    take: message => {
      if (message.type === 'hear') hear(message.side, message.readable)
      else if (message.type === 'stop') stop()
      else {
        treatedMs = message.treatedMs
        hear('bare', message.readable)
      }
    },
    levels: () => {
      void gatherAll()
      return { agent: ears.agent.level(), microphone: ears.microphone.level() }
    },
  }
}
