// What the agent says in one call, as one stream in media time: numbered once, whichever attempt carries it, and kept for
// a while so that another attempt can go on after any packet of it. Must not know attempts or clocks: it is beaten.
import { FRAME_MS, isSilent, type OpusFrame, SAMPLES_PER_MS, SILENCE, u32 } from './frames'

/** How much of what was sent is kept for another attempt. */
export const KEPT_MS = 2000
/** What the agent may be behind before its oldest words are dropped: only a line that stays away for long gets there. */
export const BEHIND_MAX_MS = 10_000
/**
 * After a resume this much is sent at twice the pace: a reserve for the jitter of the new path. The rest comes at the pace
 * of speech; a longer burst would only move the lag into the caller's player, where no pause can drain it and where it
 * would be lost together with the path.
 */
export const RESERVE_MS = 100

/** A frame with its place in the call. The RTP timestamp is the place: the same on every attempt. */
export interface PlacedFrame extends OpusFrame {
  readonly timestamp: number
}

export interface AgentTrack {
  /** What the agent said in this period. Its silence counts only while there is nothing else to send. */
  say(frames: readonly OpusFrame[]): void
  /** One period of a line that carries the call: what to send now. Never empty for longer than a long frame sounds. */
  take(): readonly PlacedFrame[]
  /**
   * Goes on after the frame with this timestamp; after one that is not kept any more, with the oldest kept; `null`: goes on
   * where it is. Returns the timestamp of the frame before the first that will come.
   */
  resume(after: number | null): number
  /** What was said and not sent, or is to be sent again, is not to be heard any more. */
  hush(): void
  /** How far the line is behind the agent, in milliseconds. */
  lagMs(): number
}

const lengthOf = (frames: readonly OpusFrame[]): number => frames.reduce((sum, { ms }) => sum + ms, 0)

/** Makes the track of one call. `start`: the first timestamp, random by default (RFC 3550 section 5.1). */
export function createAgentTrack(start = Math.floor(Math.random() * 0x1_0000_0000)): AgentTrack {
  /** Sent frames, oldest first; those from `cursor` on are to be sent again. */
  const kept: PlacedFrame[] = []
  let cursor = 0
  /** Said, but not sent yet: words only, silence is made when it is needed. */
  let waiting: OpusFrame[] = []
  let next = u32(start)
  /** What part of the present period is not filled yet; negative while a long frame sounds. */
  let creditMs = 0
  let reserveMs = 0

  const place = (frame: OpusFrame): PlacedFrame => {
    const placed = { ...frame, timestamp: next }
    next = u32(next + frame.ms * SAMPLES_PER_MS)
    kept.push(placed)
    while (lengthOf(kept) > KEPT_MS) kept.shift()
    cursor = kept.length
    return placed
  }
  /**
   * Silence that nothing kept follows need not be heard twice. One frame of it stays behind a word, so that a player
   * bridges the jump in time with silence and not with the word's echo.
   */
  const skipSilence = () => {
    const last = kept[cursor - 1]
    if ((last === undefined || isSilent(last)) && kept.slice(cursor).every(isSilent)) cursor = kept.length
  }
  const one = (): PlacedFrame => {
    const again = kept[cursor]
    if (!again) return place(waiting.shift() ?? SILENCE)
    cursor += 1
    return again
  }
  const lagMs = () => lengthOf(kept.slice(cursor)) + lengthOf(waiting)

  return {
    say(frames) {
      waiting.push(...frames.filter(frame => !isSilent(frame)))
      while (lengthOf(waiting) > BEHIND_MAX_MS) waiting.shift()
    },
    take() {
      skipSilence()
      creditMs += FRAME_MS
      if (reserveMs > 0 && lagMs() >= 2 * FRAME_MS) {
        creditMs += FRAME_MS
        reserveMs -= FRAME_MS
      }
      const frames: PlacedFrame[] = []
      while (creditMs > 0) {
        const frame = one()
        frames.push(frame)
        creditMs -= frame.ms
      }
      return frames
    },
    resume(after) {
      if (after !== null) {
        cursor = kept.findIndex(({ timestamp }) => timestamp === after) + 1
        skipSilence()
        reserveMs = RESERVE_MS
      }
      const before = kept[cursor - 1]
      return before?.timestamp ?? u32((kept[0]?.timestamp ?? next) - FRAME_MS * SAMPLES_PER_MS)
    },
    hush() {
      waiting = []
      cursor = kept.length
    },
    lagMs,
  }
}
