// What happened between two readings, as sums: stretches of one peer and of the next add up to the whole call. Pure.
import type { Reading } from './reading'

/** Sums only, so that stretches can be added. Milliseconds of a gauge are summed once a reading, `..Readings` counts them. */
export interface Stretch {
  readonly seconds: number
  readonly lost: number
  readonly received: number
  readonly concealedSamples: number
  readonly samples: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly bufferS: number
  readonly emitted: number
  readonly rttMs: number
  readonly rttReadings: number
  readonly jitterMs: number
  readonly jitterReadings: number
  readonly redundant: number
  readonly redundantUnused: number
}

export const NO_STRETCH: Stretch = {
  seconds: 0,
  lost: 0,
  received: 0,
  concealedSamples: 0,
  samples: 0,
  bytesIn: 0,
  bytesOut: 0,
  bufferS: 0,
  emitted: 0,
  rttMs: 0,
  rttReadings: 0,
  jitterMs: 0,
  jitterReadings: 0,
  redundant: 0,
  redundantUnused: 0,
}

/**
 * Of two readings of one peer. Counters that begin anew, as with another stream, count as standing still. The silence before the
 * first packet is played is counted as concealed by Chromium, and by nobody else.
 */
export function stretchBetween(from: Reading, to: Reading): Stretch {
  const grown = (of: (reading: Reading) => number): number => Math.max(0, of(to) - of(from))
  const isPlaying = from.jitterBufferEmitted > 0
  return {
    seconds: Math.max(0, to.atMs - from.atMs) / 1000,
    lost: grown(r => r.packetsLost),
    received: grown(r => r.packetsReceived),
    concealedSamples: isPlaying ? grown(r => r.concealedSamples) : 0,
    samples: isPlaying ? grown(r => r.totalSamples) : 0,
    bytesIn: grown(r => r.bytesReceived),
    bytesOut: grown(r => r.bytesSent),
    bufferS: grown(r => r.jitterBufferDelayS),
    emitted: grown(r => r.jitterBufferEmitted),
    rttMs: to.rttMs ?? 0,
    rttReadings: to.rttMs === null ? 0 : 1,
    jitterMs: to.jitterMs ?? 0,
    jitterReadings: to.jitterMs === null ? 0 : 1,
    redundant: grown(r => r.redundantPackets),
    redundantUnused: grown(r => r.redundantUnused),
  }
}

const KEYS = Object.keys(NO_STRETCH) as readonly (keyof Stretch)[]

export const plus = (one: Stretch, other: Stretch): Stretch => ({
  ...one,
  ...Object.fromEntries(KEYS.map(key => [key, one[key] + other[key]])),
})
