// When each block of a track's sound was, from stamps that shake: blocks come in twos and late, samples do not. Pure.

/** What is known of one track's clock. */
export interface TrackClock {
  /** Sound so far, in milliseconds. */
  readonly elapsedMs: number
  /** Where the first block was, by the mean of all stamps. */
  readonly originMs: number
  readonly stamps: number
}

/** The mean forgets: 100 blocks are a second, in which no sound card drifts by a tenth of a millisecond. */
const STAMPS_MAX = 100
/** A stamp further off is no shaking: sound was left out, or it is another track. */
const JUMP_MS = 80

const begin = (stampMs: number, ms: number): readonly [TrackClock, number] => [
  { elapsedMs: ms, originMs: stampMs, stamps: 1 },
  stampMs,
]

/**
 * Takes the next block and says when it began.
 * @param clock null before the first block of a track
 * @param stampMs what the block says of itself
 * @param ms how long it is
 */
export function place(clock: TrackClock | null, stampMs: number, ms: number): readonly [TrackClock, number] {
  if (clock === null) return begin(stampMs, ms)
  const offMs = stampMs - clock.elapsedMs - clock.originMs
  if (Math.abs(offMs) > JUMP_MS) return begin(stampMs, ms)
  const stamps = Math.min(STAMPS_MAX, clock.stamps + 1)
  const originMs = clock.originMs + offMs / stamps
  return [{ elapsedMs: clock.elapsedMs + ms, originMs, stamps }, originMs + clock.elapsedMs]
}
