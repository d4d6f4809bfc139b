// What arrives of the caller, in the three words that they are told: nothing, silence, sound. Must not know attempts or turns.

import type { Hearing } from '../../protocol/signaling'
import { type HeardPacket, isSilent } from '../media/frames'

/** So long without a packet is nothing: a whole second of a stream of 50 packets a second. */
export const NOTHING_MS = 1_000
/** A microphone in a quiet room gives about -60 dBov (RFC 6464 levels): what is louder is sound. */
const SILENT_DBOV = 60

const sounds = ({ payload, audioLevelDbov }: HeardPacket): boolean =>
  audioLevelDbov === null ? !isSilent({ payload, ms: 0 }) : audioLevelDbov < SILENT_DBOV

export interface Listening {
  /** Sound can come from now on: the first attempt is connected. */
  begin(atMs: number): void
  /** The new word, where it has changed. Once there was sound it stays the word until nothing comes: people pause. */
  heard(packet: HeardPacket, atMs: number): Hearing | null
  /** Time passed; the new word, where it has changed. */
  beat(atMs: number): Hearing | null
}

/** Listens to the packets of one call, on whichever attempt they come. Times are milliseconds of one monotonic clock. */
export function createListening(): Listening {
  let word: Hearing | null = null
  let lastAtMs: number | null = null
  const say = (next: Hearing): Hearing | null => {
    if (next === word) return null
    word = next
    return word
  }
  return {
    begin(atMs) {
      lastAtMs ??= atMs
    },
    heard(packet, atMs) {
      lastAtMs = atMs
      if (word === 'sound') return null
      return say(sounds(packet) ? 'sound' : 'silence')
    },
    beat: atMs => (lastAtMs !== null && atMs - lastAtMs >= NOTHING_MS ? say('nothing') : null),
  }
}
