// How loud both sides are, for the ring and the meter. A read-only tap: nothing here is connected to a speaker.

export interface LevelReading {
  /** 0 to 1, about linear in loudness. */
  readonly agent: number
  readonly microphone: number
}
export type LevelListener = (levels: LevelReading) => void
export interface Levels {
  subscribe(listener: LevelListener): () => void
}

/** 20 readings a second: smooth to the eye; 92 ms/s of main thread is what a meter per animation frame costs. */
const READ_EVERY_MS = 50
/** Quieter than this reads as 0: room noise is no voice. */
const FLOOR_DB = -60

/** Root mean square of samples in -1..1, on a decibel scale from FLOOR_DB to 0, as 0..1. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  const db = 10 * Math.log10(power + 1e-12)
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB))
}

/** A tap is never heard, and opens no output device (Web Audio 1.1, section 1.2.4: `sinkId`). */
const UNHEARD: AudioContextOptions & { readonly sinkId: { readonly type: 'none' } } = {
  sinkId: { type: 'none' },
}

interface Tap {
  readonly stream: MediaStream
  read(): number
  close(): void
}

function createTap(context: AudioContext, stream: MediaStream): Tap {
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    stream,
    read: () => {
      analyser.getFloatTimeDomainData(samples)
      return loudness(samples)
    },
    close: () => source.disconnect(),
  }
}

export interface LevelSources {
  agent(): MediaStream | null
  microphone(): MediaStream | null
}

/** Reads while somebody listens and there is something to hear; opens no audio context before that. */
export function createLevels(sources: LevelSources): Levels {
  const listeners = new Set<LevelListener>()
  const taps = new Map<keyof LevelSources, Tap>()
  let context: AudioContext | null = null
  let timer: ReturnType<typeof setInterval> | null = null

  const tapFor = (side: keyof LevelSources): Tap | null => {
    const stream = sources[side]()
    const tap = taps.get(side)
    if (tap?.stream === stream) return tap
    tap?.close()
    taps.delete(side)
    if (stream === null) return null
    context ??= new AudioContext(UNHEARD)
    const fresh = createTap(context, stream)
    taps.set(side, fresh)
    return fresh
  }
  const read = (): void => {
    const levels = { agent: tapFor('agent')?.read() ?? 0, microphone: tapFor('microphone')?.read() ?? 0 }
    for (const listener of listeners) listener(levels)
  }
  const stop = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
    for (const tap of taps.values()) tap.close()
    taps.clear()
    context?.close().catch(() => undefined)
    context = null
  }

  return {
    subscribe: listener => {
      listeners.add(listener)
      timer ??= setInterval(read, READ_EVERY_MS)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
  }
}
