import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNetworkMemory } from '../../../main/memory'
import { createRegionBook } from '../../../main/signaling/region-book'
import {
  chooseRegions,
  isDead,
  isUdpDead,
  type RegionRecords,
  reported,
} from '../../../main/signaling/regions'

const NOW = 1_000_000
const allocated = (ms: number, atMs = NOW) =>
  reported(undefined, { what: 'allocated', ms, over: 'tcp' }, atMs)
const failed = (atMs = NOW) => reported(undefined, { what: 'failed', ms: null, over: 'tcp' }, atMs)
const later = (ms: number) => NOW + ms
const choose = (records: RegionRecords, nowMs = NOW) =>
  chooseRegions(['eu', 'us', 'ap'], 'two', { records, nowMs, carrying: null })

describe('a region', () => {
  it('is known by how long its allocations take, smoothed', () => {
    const first = allocated(100)
    expect(first.allocatedMs).toBe(100)
    expect(reported(first, { what: 'allocated', ms: 200, over: 'tcp' }, later(1)).allocatedMs).toBe(130)
    expect(reported(first, { what: 'allocated', ms: null, over: 'tcp' }, later(1)).allocatedMs).toBe(100)
  })

  it('that died under a call is dead for a minute, or until it allocates again', () => {
    const died = reported(allocated(90, NOW - 10_000), { what: 'died', ms: null, over: 'tcp' }, NOW)
    expect([0, 59_999, 60_000].map(ms => isDead('eu', { eu: died }, later(ms)))).toEqual([true, true, false])
    const again = reported(died, { what: 'allocated', ms: 90, over: 'tcp' }, later(2_000))
    expect(isDead('eu', { eu: again }, later(3_000))).toBe(false)
  })

  it('that failed is dead only beside one that allocates', () => {
    expect(isDead('eu', { eu: failed() }, NOW)).toBe(false)
    expect(isDead('eu', { eu: failed(), us: failed() }, NOW)).toBe(false)
    expect(isDead('eu', { eu: failed(), us: allocated(180) }, NOW)).toBe(true)
    expect(isDead('eu', { eu: failed(), us: allocated(180) }, later(60_000))).toBe(false)
  })

  it('that allocates one way while another way fails is alive: a firewall drops UDP', () => {
    const eu = reported(allocated(90, NOW - 40_000), { what: 'failed', ms: null, over: 'tcp' }, NOW)
    expect(isDead('eu', { eu, us: allocated(180) }, NOW)).toBe(false)
  })
})

describe('UDP', () => {
  const silent = (records: RegionRecords, region: string, atMs = NOW): RegionRecords => ({
    ...records,
    [region]: reported(records[region], { what: 'silent', ms: null, over: 'udp' }, atMs),
  })
  const overUdp = (atMs: number) => reported(undefined, { what: 'allocated', ms: 90, over: 'udp' }, atMs)

  it('is dead where a relay stayed silent over it, for twenty minutes', () => {
    expect(isUdpDead({}, NOW)).toBe(false)
    expect(isUdpDead({ eu: allocated(90) }, NOW)).toBe(false)
    const records = silent({ eu: allocated(90) }, 'eu')
    expect([0, 1_199_999, 1_200_000].map(ms => isUdpDead(records, later(ms)))).toEqual([true, true, false])
  })

  it('lives as soon as any relay allocates over it', () => {
    expect(isUdpDead(silent({ us: overUdp(NOW - 1) }, 'eu'), NOW)).toBe(true)
    expect(isUdpDead({ ...silent({}, 'eu'), us: overUdp(NOW + 1) }, later(2))).toBe(false)
    const eu = reported(
      reported(undefined, { what: 'silent', ms: null, over: 'udp' }, NOW),
      { what: 'allocated', ms: 90, over: 'udp' },
      later(1),
    )
    expect(isUdpDead({ eu }, later(2))).toBe(false)
  })
})

describe('the choice', () => {
  it('goes by the time that allocations take', () => {
    expect(choose({ us: allocated(90), ap: allocated(300), eu: allocated(120) })).toEqual(['us', 'eu'])
    expect(choose({ ap: allocated(300) })).toEqual(['ap', 'eu'])
  })

  it('leaves out the dead while others live', () => {
    const died = reported(allocated(50), { what: 'died', ms: null, over: 'tcp' }, NOW)
    const records = { eu: died, us: allocated(180), ap: allocated(300) }
    expect(choose(records)).toEqual(['us', 'ap'])
    expect(choose(records, later(60_000))).toEqual(['eu', 'us'])
    expect(choose({ eu: died, us: died, ap: died })).toHaveLength(2)
  })

  it('never leaves an attempt without a region, and never invents one', () => {
    const name = fc.constantFrom('eu', 'us', 'ap', 'sa')
    const report = fc.record({
      what: fc.constantFrom('allocated' as const, 'failed' as const, 'died' as const, 'carries' as const),
      ms: fc.option(fc.nat(500)),
      over: fc.constantFrom('udp' as const, 'tcp' as const),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1 }),
        fc.array(fc.tuple(name, report, fc.nat(100_000)), { maxLength: 30 }),
        fc.constantFrom('all' as const, 'two' as const, 'other' as const),
        fc.option(name),
        (regions, story, breadth, carrying) => {
          const records: Record<string, ReturnType<typeof reported>> = {}
          for (const [region, what, atMs] of story)
            records[region] = reported(records[region], what, NOW + atMs)
          const chosen = chooseRegions(regions, breadth, { records, nowMs: NOW + 100_000, carrying })
          expect(chosen.length).toBeGreaterThan(0)
          expect(regions).toEqual(expect.arrayContaining([...chosen]))
          expect(new Set(chosen).size).toBe(chosen.length)
          if (breadth === 'two') expect(chosen.length).toBeLessThanOrEqual(regions.length)
        },
      ),
    )
  })
})

describe('the book', () => {
  const book = (network: { name: string }) => {
    const memory = createNetworkMemory({
      network: () => network.name,
      nowMs: () => NOW,
      saved: [],
      save: () => undefined,
    })
    const one = createRegionBook({ memory, nowMs: () => NOW })
    one.learn([{ urls: ['turn:eu.example', 'turns:eu.example:443'], region: 'eu' }, { urls: ['stun:x'] }])
    return one
  }

  it('knows each network by itself, and the servers whose regions it was told', () => {
    const network = { name: 'office' }
    const { report, records, regionOf } = book(network)
    report('turn:eu.example', { what: 'allocated', ms: 90 })
    report('turn:stranger.example', { what: 'allocated', ms: 1 })
    expect(records()).toMatchObject({ eu: { allocatedMs: 90 } })
    network.name = 'home'
    expect(records()).toEqual({})
    expect([regionOf('turns:eu.example:443'), regionOf('stun:x'), regionOf('turn:?')]).toEqual([
      'eu',
      null,
      null,
    ])
  })
})
