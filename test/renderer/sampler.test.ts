// What the sampler makes of statistics while the sound moves from peer to peer. In virtual time, with statistics as a peer has them.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { qualitySchema } from '../../protocol/report'
import { createSampler } from '../../renderer/health'

type Stats = ReadonlyMap<string, Readonly<Record<string, unknown>>>
const statsOf = (bytes: number): Stats =>
  new Map([
    ['i', { type: 'inbound-rtp', kind: 'audio', bytesReceived: bytes, packetsReceived: bytes / 100 }],
    ['o', { type: 'outbound-rtp', kind: 'audio', bytesSent: bytes }],
  ])

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function sampling() {
  let answer: () => Promise<Stats> = async () => statsOf(0)
  const sampler = createSampler({
    nowMs: () => performance.now(),
    stats: () => answer(),
    publish: () => undefined,
  })
  sampler.start(performance.now())
  return {
    sampler,
    second: async (next: () => Promise<Stats>) => {
      answer = next
      await vi.advanceTimersByTimeAsync(1_000)
    },
  }
}

describe('a sampler', () => {
  test('measures between two readings of one peer', async () => {
    const { sampler, second } = sampling()
    await second(async () => statsOf(100_000))
    await second(async () => statsOf(105_000))
    expect(sampler.measured().quality).toMatchObject({ sentKbps: 40, receivedKbps: 40 })
  })

  test('throws away a reading that comes when its peer has been left', async () => {
    const { sampler, second } = sampling()
    let late: (stats: Stats) => void = () => undefined
    await second(() => new Promise(resolve => (late = resolve)))
    sampler.moved()
    late(statsOf(1_000_000))
    await second(async () => statsOf(10_000))
    await second(async () => statsOf(15_000))
    expect(sampler.measured().quality.sentKbps).toBe(40)
  })

  test('never says less than nothing, whatever the counters do', async () => {
    const { sampler, second } = sampling()
    await second(async () => statsOf(50_000))
    await second(async () => statsOf(10_000))
    expect(qualitySchema.parse(sampler.measured().quality)).toMatchObject({ sentKbps: 0, receivedKbps: 0 })
  })
})
