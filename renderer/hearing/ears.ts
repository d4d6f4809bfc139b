// Hears both sides of the call off the main thread: tells answers and interruptions, and how loud it is to whoever asks.
// Stamps of both tracks are of one clock, the system's monotonic one: the microphone's say when sound was captured, the agent's
// when it was taken out of the jitter buffer to be played.
import { createEar, type Ear } from './ear'
import type { FromWorker, LevelReading, ToWorker } from './messages'
import { onVoice, type Side, type Talk, talkFrom } from './talk'
import type { Manner } from './voice'

/**
 * A person breathes and hesitates, a turn has to be more than a click, and echo cancellation lets it in softly; an agent's sound is
 * clean, and its pauses between two sentences must not look like having stopped.
 */
const MANNERS: Readonly<Record<Side, Manner>> = {
  microphone: { floorDb: -45, edgeDb: -70, onsetMs: 100, hangoverMs: 200 },
  agent: { floorDb: -50, edgeDb: -50, onsetMs: 30, hangoverMs: 250 },
}
const SIDES = ['agent', 'microphone'] as const

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
  const readers = new Map<Side, ReadableStreamDefaultReader<AudioData>>()
  let ears = freshEars()
  let talk: Talk | null = null
  /** Reused: both tracks come in blocks of 10 ms. */
  let samples = new Float32Array(480)

  const take = (side: Side, data: AudioData): void => {
    const { numberOfFrames, sampleRate, timestamp } = data
    if (samples.length < numberOfFrames) samples = new Float32Array(numberOfFrames)
    const block = samples.subarray(0, numberOfFrames)
    data.copyTo(block, { planeIndex: 0, format: 'f32-planar' })
    data.close()
    if (side === 'agent') talk ??= talkFrom(timestamp / 1000)
    for (const change of ears[side].hear({ stampMs: timestamp / 1000, samples: block, sampleRate })) {
      if (talk === null) continue
      const [next, made] = onVoice(talk, side, change)
      talk = next
      if (made !== null) tell({ made, agoMs: Math.max(0, ears[side].nowMs() - made.atMs) })
    }
  }
  const follow = async (side: Side, reader: ReadableStreamDefaultReader<AudioData>): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      if (readers.get(side) === reader) take(side, value)
      else value.close()
    }
  }
  const hear = (side: Side, readable: ReadableStream<AudioData> | null): void => {
    const last = readers.get(side)
    readers.delete(side)
    last?.cancel().catch(() => undefined)
    ears[side].restart()
    if (readable === null) return
    const reader = readable.getReader()
    readers.set(side, reader)
    // Ends when the track does; that is no error of ours.
    follow(side, reader).catch(() => undefined)
  }
  const stop = (): void => {
    for (const side of SIDES) hear(side, null)
    ears = freshEars()
    talk = null
  }

  return {
    take: message => {
      if (message.type === 'hear') hear(message.side, message.readable)
      else stop()
    },
    levels: () => ({ agent: ears.agent.level(), microphone: ears.microphone.level() }),
  }
}
