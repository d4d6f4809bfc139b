// The page's half of the ears: hands both sides' tracks to the workshop, read-only, and passes on what it makes out.
// Nothing here touches what is played or sent. A browser without track processors has no ears, and no levels.
import { isOpen, openLine } from '../workshop'
import { type Treatment, treatmentMs } from './latency'
import type { FromWorker, ToWorker } from './messages'
import type { Made, Side } from './talk'

/** `treatedMs`: what the microphone's sound was delayed by before it was heard here. */
export interface Heard {
  readonly made: Made
  readonly agoMs: number
  readonly treatedMs: number
}

export interface Hearing {
  /** From now on this is the side's sound. The same track again changes nothing. */
  hear(side: Side, track: MediaStreamTrack | null): void
  /** The call is over. */
  stop(): void
}

/** Chromium's, for sound on the window alone (94 and later); in no standard, and in no type. */
interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>
}
type TrackProcessorMaker = new (of: { readonly track: MediaStreamTrack }) => TrackProcessor
const makerIn = (page: object): TrackProcessorMaker | null =>
  'MediaStreamTrackProcessor' in page ? (page.MediaStreamTrackProcessor as TrackProcessorMaker) : null

export function createHearing(emit: (heard: Heard) => void): Hearing {
  const tracks = new Map<Side, MediaStreamTrack>()
  const TrackProcessor = makerIn(window)
  const treatment = (): Treatment => tracks.get('microphone')?.getSettings() ?? {}
  const { tell } = openLine<ToWorker, FromWorker>('hearing', made =>
    emit({ ...made, treatedMs: treatmentMs(treatment()) }),
  )

  return {
    hear: (side, track) => {
      if ((tracks.get(side) ?? null) === track || TrackProcessor === null) return
      if (track === null) {
        tracks.delete(side)
        tell({ type: 'hear', side, readable: null })
        return
      }
      tracks.set(side, track)
      const { readable } = new TrackProcessor({ track })
      tell({ type: 'hear', side, readable }, [readable])
    },
    stop: () => {
      tracks.clear()
      if (isOpen()) tell({ type: 'stop' })
    },
  }
}
