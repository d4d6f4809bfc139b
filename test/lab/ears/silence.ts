// From arrival times to silences. Pure.

/** What one side heard of the other while the call was active. */
export interface Hearing {
  /** The longest time without sound, milliseconds; with nothing heard at all, null. */
  readonly longestMs: number | null
  /** How long it had been silent when the call ended. */
  readonly atEndMs: number | null
}

/** Voice comes every 20 ms: this many packets within this time are a stream, fewer are signaling or retransmissions. */
const STREAM_PACKETS = 5
const STREAM_MS = 200

/** The arrivals that belong to a stream. */
export const streamOf = (times: readonly number[]): number[] =>
  times.filter((time, index) => {
    const ahead = times[index + STREAM_PACKETS - 1]
    const behind = times[index - STREAM_PACKETS + 1]
    return (
      (ahead !== undefined && ahead - time <= STREAM_MS) ||
      (behind !== undefined && time - behind <= STREAM_MS)
    )
  })

/** The silences in arrivals (milliseconds, rising) of a call that was active from `startMs` to `endMs`: set-up is no sound. */
export function hearingOf(times: readonly number[], startMs: number, endMs: number): Hearing {
  const stream = streamOf(times.filter(time => time >= startMs && time <= endMs))
  const last = stream.at(-1)
  if (last === undefined) return { longestMs: null, atEndMs: null }
  const atEndMs = Math.round(endMs - last)
  const gaps = stream.map((time, index) => time - (stream[index - 1] ?? time))
  return { longestMs: Math.round(Math.max(atEndMs, ...gaps)), atEndMs }
}
