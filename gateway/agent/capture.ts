// Keeps what the caller says, to be played back: bounded, in the order it was spoken, without decoding it.
import { FRAME_MS, type HeardPacket, type OpusFrame } from '../media/frames'
import { opusMs } from '../media/opus'
import { TURN_MAX_MS } from './turns'

/** A turn is noticed only after 120-200 ms of speech: this much from before is played back too. */
export const PRE_ROLL_MS = 400

interface Kept extends OpusFrame {
  readonly seq: number
}

export interface Capture {
  /** Takes every packet, speech or not. */
  take(packet: HeardPacket): void
  /** A turn begins: keep what was just heard and what follows. */
  begin(): void
  /** The turn as frames, less the silence that ended it. Empties the store. */
  finish(trailingSilenceMs: number): readonly OpusFrame[]
}

/** Serial number arithmetic (RFC 1982): whether a is before b on a circle of 65536. */
const before = (a: number, b: number): boolean => a !== b && ((b - a) & 0xffff) < 0x8000

/** Inserts by sequence number, so that reordered packets are played in order and repeated ones once. */
function insert(kept: Kept[], item: Kept): 'kept' | 'repeat' {
  let at = kept.length
  while (at > 0 && before(item.seq, kept[at - 1]?.seq ?? item.seq)) at--
  if (kept[at - 1]?.seq === item.seq) return 'repeat'
  kept.splice(at, 0, item)
  return 'kept'
}

/** Makes an empty store. */
export function createCapture(): Capture {
  let kept: Kept[] = []
  let mode: 'rolling' | 'turn' = 'rolling'
  let keptMs = 0
  return {
    take(packet) {
      const ms = opusMs(packet.payload)
      if (ms === null) return
      if (insert(kept, { payload: packet.payload, ms, seq: packet.seq }) === 'repeat') return
      keptMs += ms
      const maxMs = mode === 'turn' ? TURN_MAX_MS : PRE_ROLL_MS
      while (keptMs > maxMs) keptMs -= kept.shift()?.ms ?? keptMs
    },
    begin() {
      mode = 'turn'
    },
    finish(trailingSilenceMs) {
      const frames = [...kept]
      kept = []
      keptMs = 0
      mode = 'rolling'
      let spare = trailingSilenceMs - FRAME_MS
      while (frames.length > 1 && spare >= (frames.at(-1)?.ms ?? 0)) spare -= frames.pop()?.ms ?? 0
      return frames
    },
  }
}
