// Gives out what is to be said, 20 ms of it per period. Knows frames and their lengths, not what they mean.
import { FRAME_MS, type OpusFrame } from '../media/frames'

export interface Mouth {
  say(frames: readonly OpusFrame[]): void
  hush(): void
  /** The frames of this period: several short ones, or none while a long one still sounds. `spoken` comes once, at the end. */
  tick(): { readonly frames: readonly OpusFrame[]; readonly now: 'silent' | 'speaking' | 'spoken' }
}

/** Makes a silent mouth. */
export function createMouth(): Mouth {
  let queue: OpusFrame[] = []
  let state: 'silent' | 'speaking' = 'silent'
  /** How much of the current period is not yet filled with sound; negative while a long frame still sounds. */
  let creditMs = 0
  return {
    say(frames) {
      queue = [...frames]
      state = 'speaking'
      creditMs = 0
    },
    hush() {
      queue = []
      state = 'silent'
    },
    tick() {
      if (state === 'silent') return { frames: [], now: 'silent' }
      creditMs += FRAME_MS
      const frames: OpusFrame[] = []
      for (let next = queue[0]; next && creditMs > 0; next = queue[0]) {
        queue.shift()
        frames.push(next)
        creditMs -= next.ms
      }
      if (queue.length > 0 || creditMs <= 0) return { frames, now: 'speaking' }
      state = 'silent'
      return { frames, now: 'spoken' }
    },
  }
}
