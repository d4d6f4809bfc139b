// Hears both sides of the call off the main thread: tells answers and interruptions, and how loud it is to whoever asks.
// Stamps of both tracks are of one clock, the system's monotonic one: the microphone's say when sound was captured, the agent's
// when it was taken out of the jitter buffer to be played.
import { createBareEar } from './bare'
import { type Block, createEar, type Ear } from './ear'
import type { FromWorker, LevelReading, ToWorker } from './messages'
import { onVoice, type Side, type Talk, talkFrom } from './talk'
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
const TAPS = ['agent', 'microphone', 'bare'] as const

const freshEars = (): Readonly<Record<Side, Ear>> => ({
  agent: createEar(MANNERS.agent),
  microphone: createEar(MANNERS.microphone),
})

export interface Ears {
  take(message: ToWorker): void
  /** Since the last question. */
  levels(): LevelReading
}

export function createEars(tell: (message: FromWorker) => void): Ears {
  const readers = new Map<Tap, ReadableStreamDefaultReader<AudioData>>()
  const bare = createBareEar()
  let treatedMs = 0
  let ears = freshEars()
  let talk: Talk | null = null
  /** Reused: both tracks come in blocks of 10 ms. */
  let samples = new Float32Array(480)

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
      if (made !== null) tell({ type: 'made', made, agoMs: Math.max(0, ears[side].nowMs() - made.atMs) })
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
  const follow = async (tap: Tap, reader: ReadableStreamDefaultReader<AudioData>): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      if (readers.get(tap) === reader) take(tap, value)
      else value.close()
    }
  }
  const hear = (tap: Tap, readable: ReadableStream<AudioData> | null): void => {
    const last = readers.get(tap)
    readers.delete(tap)
    last?.cancel().catch(() => undefined)
    if (tap === 'bare') bare.restart()
    else ears[tap].restart()
    if (readable === null) return
    const reader = readable.getReader()
    readers.set(tap, reader)
    // Ends when the track does; that is no error of ours.
    follow(tap, reader).catch(() => undefined)
  }
  const stop = (): void => {
    for (const tap of TAPS) hear(tap, null)
    ears = freshEars()
    talk = null
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
    levels: () => ({ agent: ears.agent.level(), microphone: ears.microphone.level() }),
  }
}
