// The page's half of the ears: hands both sides' tracks to the worker, read-only, and passes on what it makes out.
// Nothing here touches what is played or sent. A browser without track processors has no ears, and no levels.
import { type Treatment, treatmentMs } from './latency'
import type { FromWorker, LevelReading, ToWorker } from './messages'
import type { Made, Side } from './talk'

export type LevelListener = (levels: LevelReading) => void
export interface Levels {
  subscribe(listener: LevelListener): () => void
}

/** `treatedMs`: what the microphone's sound was delayed by before it was heard here. */
export interface Heard {
  readonly made: Made
  readonly agoMs: number
  readonly treatedMs: number
}

export interface Hearing {
  /** From now on this is the side's sound. The same track again changes nothing. */
  hear(side: Side, track: MediaStreamTrack | null): void
  /** While nobody can see the page no level is told; the ears go on. */
  show(isVisible: boolean): void
  /** The call is over: the worker ends, and its memory with it. */
  stop(): void
  readonly levels: Levels
}

/** Chromium's, for sound on the window alone (94 and later); in no standard, and in no type. */
interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>
}
type TrackProcessorMaker = new (of: { readonly track: MediaStreamTrack }) => TrackProcessor
const makerIn = (page: object): TrackProcessorMaker | null =>
  'MediaStreamTrackProcessor' in page ? (page.MediaStreamTrackProcessor as TrackProcessorMaker) : null

const SILENCE: LevelReading = { agent: 0, microphone: 0 }

export function createHearing(emit: (heard: Heard) => void): Hearing {
  const listeners = new Set<LevelListener>()
  const tracks = new Map<Side, MediaStreamTrack>()
  const TrackProcessor = makerIn(window)
  let worker: Worker | null = null
  let isVisible = true

  const treatment = (): Treatment => tracks.get('microphone')?.getSettings() ?? {}
  const tell = (levels: LevelReading): void => {
    for (const listener of listeners) listener(levels)
  }
  const take = ({ data }: MessageEvent<FromWorker>): void => {
    if (data.type === 'levels') tell(data.levels)
    else emit({ made: data.made, agoMs: data.agoMs, treatedMs: treatmentMs(treatment()) })
  }
  const say = (message: ToWorker, transfer: Transferable[] = []): void =>
    worker?.postMessage(message, transfer)
  const showLevels = (): void => say({ type: 'show', levels: isVisible && listeners.size > 0 ? 'yes' : 'no' })
  /** Started by the first track: an idle window does without. */
  const start = (): void => {
    if (worker !== null) return
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'hearing' })
    worker.addEventListener('message', take)
    showLevels()
  }

  return {
    hear: (side, track) => {
      if ((tracks.get(side) ?? null) === track || TrackProcessor === null) return
      if (track === null) {
        tracks.delete(side)
        say({ type: 'hear', side, readable: null })
        return
      }
      tracks.set(side, track)
      start()
      const { readable } = new TrackProcessor({ track })
      say({ type: 'hear', side, readable }, [readable])
    },
    show: visible => {
      isVisible = visible
      showLevels()
    },
    stop: () => {
      worker?.terminate()
      worker = null
      tracks.clear()
      tell(SILENCE)
    },
    levels: {
      subscribe: listener => {
        listeners.add(listener)
        showLevels()
        return () => {
          listeners.delete(listener)
          showLevels()
        }
      },
    },
  }
}
