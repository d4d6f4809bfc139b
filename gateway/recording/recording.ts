// What a call needs of its recording. The file behind it is another module's business.
import type { HeardPacket, OpusFrame } from '../media/frames'

export interface CallRecording {
  /** A packet of the caller, from this attempt. */
  heard(attempt: number, packet: HeardPacket): void
  /** One period of the media clock, with what the agent said in it. `broken` once nothing can be written any more. */
  beat(said: readonly OpusFrame[]): 'recording' | 'broken'
  /** Finishes the file. Never rejects. */
  close(): Promise<void>
}
