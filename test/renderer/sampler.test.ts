// What the sampler makes of statistics while the sound moves from peer to peer. In virtual time.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { qualitySchema } from '../../protocol/report'
import { NO_SIDES } from '../../renderer/health'
import { type Stats, sampling, statsOf } from './sampler-house'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a sampler', () => {
  test('measures between two readings of one peer', async () => {
    const { sampler, second } = sampling()
    await second(async () => statsOf({ bytes: 100_000 }))
    await second(async () => statsOf({ bytes: 105_000 }))
    expect(sampler.measured().quality).toMatchObject({ sentKbps: 40, receivedKbps: 40 })
  })

  test('ticks once a second, whether there is anything to read or not, and no more once it is stopped', async () => {
    const { sampler, second, ticks } = sampling()
    await second(async () => statsOf({}))
    await second(() => Promise.reject(new Error('no peer')))
    await second(async () => statsOf({}))
    expect(ticks()).toBe(3)
    sampler.stop()
    await second(async () => statsOf({}))
    expect(ticks()).toBe(3)
  })

  test('throws away a reading that comes when its peer has been left', async () => {
    const { sampler, second } = sampling()
    let late: (stats: Stats) => void = () => undefined
    await second(() => new Promise(resolve => (late = resolve)))
    sampler.moved(2)
    late(statsOf({ bytes: 1_000_000 }))
    await second(async () => statsOf({ bytes: 10_000 }))
    await second(async () => statsOf({ bytes: 15_000 }))
    expect(sampler.measured().quality.sentKbps).toBe(40)
  })

  test('bills a relay for what it carried, once, also when the sound comes back to it', async () => {
    const { sampler, second } = sampling()
    sampler.moved(1)
    const relayed = (bytes: number) => second(async () => statsOf({ bytes, relay: 'tls' }))
    // Four bytes on the wire for each that is counted of the sound: twice, both ways.
    await relayed(1_000)
    await relayed(2_000)
    sampler.moved(2)
    await relayed(100)
    sampler.moved(1)
    await relayed(5_000)
    expect(sampler.measured().relayBytes).toBe(4 * (2_000 + 100 + 3_000))
    sampler.moved(2)
    await relayed(300)
    expect(sampler.measured().relayBytes).toBe(4 * (5_000 + 300))
  })

  test('never says less than nothing, whatever the counters do', async () => {
    const { sampler, second } = sampling()
    await second(async () => statsOf({ bytes: 50_000, seconds: 5 }))
    await second(async () => statsOf({ bytes: 10_000, seconds: 1 }))
    expect(qualitySchema.parse(sampler.measured().quality)).toMatchObject({ sentKbps: 0, receivedKbps: 0 })
  })

  test('reports the whole call, whichever peers carried it', async () => {
    const { sampler, seconds } = sampling()
    await seconds(0, 4)
    expect(sampler.measured().quality).toMatchObject({ concealedPct: 0, bufferMs: 60 })
    sampler.moved(2)
    // A second peer with a tenth of everything filled in, for as long as the first.
    await seconds(0, 4, n => ({ concealed: 4_800 * n }))
    expect(sampler.measured().quality).toMatchObject({ concealedPct: 5, rttMs: 80, receivedKbps: 40 })
    expect(sampler.measured().overTime.points).toHaveLength(8)
  })

  test('takes the silence before the first packet is played for no concealment', async () => {
    const { sampler, seconds } = sampling()
    await seconds(0, 5, n => ({ concealed: n === 0 ? 0 : 24_000 }))
    expect(sampler.measured().quality.concealedPct).toBe(0)
    expect(sampler.measured().overTime.points.map(({ atMs }) => atMs)).toEqual(
      [1, 2, 3, 4, 5].map(n => 1_000 * n),
    )
  })

  test('counts nothing that stops when the call is being ended', async () => {
    const { sampler, seconds } = sampling()
    await seconds(0, 4)
    await sampler.readLast()
    await seconds(5, 8, n => ({ concealed: 24_000 * (n - 4) }))
    expect(sampler.measured().quality.concealedPct).toBe(0)
    expect(sampler.measured().overTime.points).toHaveLength(4)
  })

  test('goes on from what an earlier page measured', async () => {
    const first = sampling()
    await first.seconds(0, 4, n => ({ concealed: 4_800 * n }))
    const next = sampling()
    next.sampler.start(performance.now(), JSON.parse(JSON.stringify(first.sampler.measured())))
    await next.seconds(0, 4)
    expect(next.sampler.measured().quality.concealedPct).toBe(5)
    expect(next.events().filter(({ type }) => type === 'path')).toHaveLength(1)
  })

  test('shows its figures at once, and its warnings only after three seconds', async () => {
    const { seconds, live } = sampling()
    await seconds(0, 3)
    expect(live()).toMatchObject({ verdict: { tone: 'line' }, levels: { agent: 0.25 } })
    await seconds(4, 5, () => ({ rttS: 0.5 }))
    expect(live()).toMatchObject({
      quality: { rttMs: 500 },
      tones: { rttMs: 'line' },
      verdict: { reason: null },
    })
    await seconds(6, 6, () => ({ rttS: 0.5 }))
    expect(live()).toMatchObject({ tones: { rttMs: 'break' }, verdict: { tone: 'break', reason: 'rttMs' } })
  })

  test('lets a reading out of turn count in the sums, and not as a second', async () => {
    const { sampler, seconds } = sampling()
    await seconds(0, 2)
    await vi.advanceTimersByTimeAsync(100)
    await sampler.read()
    expect(sampler.measured().overTime.points).toHaveLength(2)
  })

  test('bills a relay for all that it carries, by the price it is told, and a direct path for nothing', async () => {
    const direct = sampling({ price: { perGb: 0.4, currency: 'EUR' } })
    await direct.seconds(0, 3)
    expect(direct.sampler.measured()).toMatchObject({ relayBytes: 0 })
    const relayed = sampling({ price: { perGb: 0.4, currency: 'EUR' } })
    await relayed.seconds(0, 3, () => ({ relay: 'tls' }))
    // The transport's own count, twice the sound's, each way.
    expect(relayed.sampler.measured()).toMatchObject({
      relayBytes: 60_000,
      relayCost: { amount: 0.000024, currency: 'EUR' },
    })
    const unknown = sampling()
    await unknown.seconds(0, 3, () => ({ relay: 'tls' }))
    expect(unknown.sampler.measured().relayCost).toBeNull()
  })

  test('counts what redundancy came with the sound', async () => {
    const { sampler, seconds } = sampling()
    await seconds(0, 4, n => ({ redundant: 10 * n }))
    expect(sampler.measured().redundancy).toEqual({ received: 40, unused: 20 })
  })

  test('tells a path when it is first seen, and another only when it stays', async () => {
    const { sampler, seconds, events } = sampling({ proxied: true })
    const paths = () => events().flatMap(event => (event.type === 'path' ? [event.path] : []))
    await seconds(0, 1)
    sampler.moved(2)
    await seconds(0, 0, () => ({ relay: 'udp' }))
    sampler.moved(1)
    await seconds(2, 3)
    expect(paths()).toMatchObject([{ kind: 'direct', viaProxy: false }])
    sampler.moved(3)
    await seconds(0, 1, () => ({ relay: 'tls' }))
    expect(paths()).toMatchObject([
      { kind: 'direct' },
      { kind: 'relay', protocol: 'tls', server: 'tls.example', viaProxy: true },
    ])
  })

  test('reads twice within two seconds of the first sound, names what is wrong, and says so again while it is', async () => {
    const microphone = { ...NO_SIDES.microphone, isOpen: true }
    const { sampler, seconds, events, unheard, live } = sampling({
      sides: { ...NO_SIDES, microphone, far: 'nothing', isSteady: true },
    })
    await seconds(0, 0)
    await sampler.begin()
    for (let n = 1; n <= 3; n += 1) await seconds(n, n)
    // The sound began a second after the dial.
    expect(events().filter(({ type }) => type === 'sound')).toEqual([
      { type: 'sound', atMs: 2_900, what: 'microphone_silent', is: 'raised' },
      { type: 'sound', atMs: 2_900, what: 'caller_unheard', is: 'raised' },
    ])
    expect(unheard()).toBeGreaterThanOrEqual(1)
    expect(live()?.proof.findings).toEqual(['microphone_silent', 'caller_unheard'])
    expect(sampler.measured().proof.findings).toHaveLength(2)
  })
})
