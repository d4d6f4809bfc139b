// The page's half of the ears: hands both sides' tracks to the workshop, read-only, and passes on what it makes out.
// Nothing here touches what is played or sent. A browser without track processors has no ears, and no levels.
import { isOpen, openLine } from '../workshop'
import type { Gives } from './bare'
import { type Treatment, treatmentMs } from './latency'
import type { FromWorker, ToWorker } from './messages'
import { createSecondCapture } from './second-capture'
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
  /** The microphone is muted: then its second capture is, too. */
  mute(muted: boolean): void
  /** What the microphone itself gives, apart from what is done to its sound; null: not known, or it cannot be opened twice. */
  gives(): Gives
  /** The call is over. */
  stop(): void
}

/** Chromium's, for sound on the window alone (94 and later); in no standard, and in no type. */
interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>
}
type TrackProcessorMaker = new (of: {
  readonly track: MediaStreamTrack
  /** In blocks of 10 ms; of more than that the oldest are dropped. */
  readonly maxBufferSize: number
}) => TrackProcessor
const makerIn = (page: object): TrackProcessorMaker | null =>
  'MediaStreamTrackProcessor' in page ? (page.MediaStreamTrackProcessor as TrackProcessorMaker) : null

/** The workshop takes them ten times a second; on an overloaded machine it may be late by half a second. */
const BLOCKS_KEPT = 64

export function createHearing(emit: (heard: Heard) => void): Hearing {
  const tracks = new Map<Side, MediaStreamTrack>()
  const TrackProcessor = makerIn(window)
  let gives: Gives = null
  const treatment = (): Treatment => tracks.get('microphone')?.getSettings() ?? {}
  const { tell } = openLine<ToWorker, FromWorker>('hearing', told => {
    if (told.type === 'gives') gives = told.gives
    else emit({ made: told.made, agoMs: told.agoMs, treatedMs: treatmentMs(treatment()) })
  })
  const hearBare = (track: MediaStreamTrack | null): void => {
    gives = null
    if (TrackProcessor === null) return
    const readable =
      track === null ? null : new TrackProcessor({ track, maxBufferSize: BLOCKS_KEPT }).readable
    const treatedMs = treatmentMs(treatment())
    tell({ type: 'bare', readable, treatedMs }, readable === null ? [] : [readable])
  }
  const second = createSecondCapture(navigator.mediaDevices, hearBare)

  return {
    hear: (side, track) => {
      if ((tracks.get(side) ?? null) === track || TrackProcessor === null) return
      if (side === 'microphone') second.follow(track)
      if (track === null) {
        tracks.delete(side)
        tell({ type: 'hear', side, readable: null })
        return
      }
      tracks.set(side, track)
      const { readable } = new TrackProcessor({ track, maxBufferSize: BLOCKS_KEPT })
      tell({ type: 'hear', side, readable }, [readable])
    },
    mute: second.mute,
    gives: () => gives,
    stop: () => {
      second.follow(null)
      tracks.clear()
      if (isOpen()) tell({ type: 'stop' })
    },
  }
}
