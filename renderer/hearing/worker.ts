// Hears both sides of the call off the main thread: tells answers and interruptions, and levels while somebody looks.
// Stamps of both tracks are of one clock, the system's monotonic one: the microphone's say when sound was captured, the agent's
// when it was taken out of the jitter buffer to be played.
import { createEar, type Ear } from './ear'
import type { FromWorker, LevelReading, ToWorker } from './messages'
import { onVoice, type Side, type Talk, talkFrom } from './talk'
import type { Manner } from './voice'

/** 20 readings a second: smooth to the eye. */
const LEVELS_EVERY_MS = 50
/** A change of level that nobody sees is not told. */
const LEVEL_STEPS = 64

/**
 * A person breathes and hesitates, a turn has to be more than a click, and echo cancellation lets it in softly; an agent's sound is
 * clean, and its pauses between two sentences must not look like having stopped.
 */
const MANNERS: Readonly<Record<Side, Manner>> = {
  microphone: { floorDb: -45, edgeDb: -70, onsetMs: 100, hangoverMs: 200 },
  agent: { floorDb: -50, edgeDb: -50, onsetMs: 30, hangoverMs: 250 },
}

const ears: Readonly<Record<Side, Ear>> = {
  agent: createEar(MANNERS.agent),
  microphone: createEar(MANNERS.microphone),
}
const readers = new Map<Side, ReadableStreamDefaultReader<AudioData>>()
let talk: Talk | null = null
let timer: ReturnType<typeof setInterval> | null = null
let told: LevelReading = { agent: 0, microphone: 0 }

const tell = (message: FromWorker): void => self.postMessage(message)

/** Reused: both tracks come in blocks of 10 ms. */
let samples = new Float32Array(480)

function take(side: Side, data: AudioData): void {
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
    if (made !== null) tell({ type: 'made', made, agoMs: Math.max(0, ears[side].nowMs() - made.atMs) })
  }
}

async function follow(side: Side, reader: ReadableStreamDefaultReader<AudioData>): Promise<void> {
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    if (readers.get(side) === reader) take(side, value)
    else value.close()
  }
}

function hear(side: Side, readable: ReadableStream<AudioData> | null): void {
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

const rounded = (level: number): number => Math.round(level * LEVEL_STEPS) / LEVEL_STEPS

function tellLevels(): void {
  const levels = { agent: rounded(ears.agent.level()), microphone: rounded(ears.microphone.level()) }
  if (levels.agent === told.agent && levels.microphone === told.microphone) return
  told = levels
  tell({ type: 'levels', levels })
}

function show(levels: 'yes' | 'no'): void {
  if (timer !== null) clearInterval(timer)
  timer = levels === 'yes' ? setInterval(tellLevels, LEVELS_EVERY_MS) : null
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'hear') hear(data.side, data.readable)
  else show(data.levels)
})
