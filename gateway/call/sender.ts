// The agent's sound on one attempt: marks jumps, and keeps a path that was left under trial speaking for a moment.
// Must not know which attempt is live or what is said.

import { REDUNDANCY_MAX } from '../../protocol/red'
import type { PlacedFrame } from '../media/agent-track'
import { FRAME_MS, type OutgoingPacket, SAMPLES_PER_MS, SILENCE, u32 } from '../media/frames'

/**
 * How long an attempt that `go` has left keeps getting packets: the client moves for good after 400 ms more of silence on
 * it, and counts a move as false when the old path delivered within 1 s.
 */
export const TRIAL_MS = 1000

export interface Sender {
  /**
   * Sends what the agent says, by the order numbered `go`, with copies of so many frames before it. Ends a trial. An order begins
   * without copies: what was sent by another may have been played already, on another path.
   */
  say(frames: readonly PlacedFrame[], go: number, depth: number): void
  /** The agent speaks elsewhere now: `last` is the timestamp of a packet that is known to have arrived. */
  leave(last: number): void
  /** One period has passed. */
  beat(): void
}

/** Makes the sender of one attempt. */
export function createSender(send: (packet: OutgoingPacket) => void): Sender {
  let next: number | null = null
  let said: { readonly go: number; readonly frames: readonly PlacedFrame[] } = { go: 0, frames: [] }
  let trial = { leftMs: 0, timestamp: 0 }
  return {
    say(frames, go, depth) {
      trial = { ...trial, leftMs: 0 }
      if (said.go !== go) said = { go, frames: [] }
      for (const frame of frames) {
        const { payload, ms, timestamp } = frame
        const copies = depth > 0 ? said.frames.slice(-depth) : []
        send({ payload, timestamp, marker: timestamp !== next, go, copies })
        said = { go, frames: [...said.frames, frame].slice(-REDUNDANCY_MAX) }
        next = u32(timestamp + ms * SAMPLES_PER_MS)
      }
    },
    leave(last) {
      said = { go: 0, frames: [] }
      trial = { leftMs: TRIAL_MS, timestamp: last }
    },
    beat() {
      if (trial.leftMs <= 0) return
      trial = { ...trial, leftMs: trial.leftMs - FRAME_MS }
      // A probe: it shows that the path lives, and repeats a timestamp, so that no player takes it for something new.
      send({ payload: SILENCE.payload, timestamp: trial.timestamp, marker: false, go: 0, copies: [] })
    },
  }
}
