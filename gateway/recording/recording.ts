// What a call needs of its recording. The file behind it is another module's business.
import type { HeardPacket, OpusFrame } from '../media/frames'

/** `complete`: every second of the call since it began is on the disk. */
export interface RecordingEnd {
  readonly durationMs: number
  readonly complete: boolean
}

export interface CallRecording {
  /** A packet of the caller, from this attempt. */
  heard(attempt: number, packet: HeardPacket): void
  /** One period of the media clock, with what the agent said in it. `broken` once nothing can be written any more. */
  beat(said: readonly OpusFrame[]): 'recording' | 'broken'
  /** Finishes the file, and says what it has become. Never rejects. */
  close(): Promise<RecordingEnd>
}
