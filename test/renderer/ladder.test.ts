// The loss ladder, in seconds that are readings: how soon it climbs, how far, how soon it is down again, and what never happens.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LadderStep } from '../../protocol/report'
import { AT_THE_FOOT, climb, FOOT, type Footing, type Ladder, wayOf } from '../../renderer/health'
import { lossReported } from '../../renderer/health/footing'
import { elsewhere } from '../../renderer/health/ladder'
import type { Reading } from '../../renderer/health/reading'
import { randomOf } from '../fakes/random'

const PACKETS = 50
const CLEAN: Footing = {
  protocol: 'udp',
  canRepeat: true,
  seconds: 1,
  inbound: { lost: 0, total: PACKETS },
  outbound: { lost: 0, total: PACKETS },
  rttMs: 50,
  jitterMs: 2,
  concealedPct: 0,
}

const from = (ladder: Ladder, footings: readonly Footing[]): Ladder => footings.reduce(climb, ladder)
const steps = (footings: readonly Footing[]): readonly LadderStep[] => {
  let ladder = AT_THE_FOOT
  return footings.map(footing => {
    ladder = climb(ladder, footing)
    return ladder.step
  })
}
const seconds = (count: number, footing: (n: number) => Footing): readonly Footing[] =>
  Array.from({ length: count }, (_, n) => footing(n))
const clean = (count: number): readonly Footing[] => seconds(count, () => CLEAN)

/** Random loss, the same share each way. */
function lossy(share: number, seed: number): () => Footing {
  const random = randomOf(seed)
  const lane = () => {
    let lost = 0
    for (let n = 0; n < PACKETS; n += 1) if (random() < share) lost += 1
    return { lost, total: PACKETS }
  }
  return () => ({ ...CLEAN, inbound: lane(), outbound: lane() })
}

const seed = fc.integer({ min: 1, max: 0x7fff_ffff })

describe('on UDP', () => {
  test.each([
    [0.1, 2],
    [0.2, 2],
    [0.3, 3],
  ])(
    'at a loss of %d there are %i copies after five seconds, and they stay: in nine seconds of ten',
    (share, depth) => {
      // Fifty packets a second say that a loss is 0.3 only give or take 0.06, so one call alone proves nothing: all of them do.
      const calls = fc.sample(seed, 200).map(given => steps(seconds(40, lossy(share, given))))
      const settled = calls.flatMap(climbed => climbed.slice(5))
      const right = settled.filter(
        ({ redundancyIn, redundancyOut }) => redundancyIn >= depth && redundancyOut >= depth,
      )
      expect(right.length / settled.length).toBeGreaterThan(0.9)
      // One second in 200 loses nothing at 10 %, and is believed.
      const bare = calls.flatMap(climbed => climbed.slice(2)).filter(({ redundancyIn }) => redundancyIn === 0)
      expect(bare.length / settled.length).toBeLessThan(0.05)
    },
  )

  test('a line that is clean again is believed within two readings, after any loss from 10 % on', () => {
    fc.assert(
      fc.property(
        seed,
        fc.constantFrom(0.1, 0.2, 0.3),
        fc.integer({ min: 5, max: 60 }),
        (given, share, long) => {
          const bad = from(AT_THE_FOOT, seconds(long, lossy(share, given)))
          fc.pre(bad.step.redundancyIn > 0 && bad.in.strikes === 0 && bad.out.strikes === 0)
          expect(from(bad, clean(2)).step).toEqual(FOOT)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('one packet lost in a minute asks for nothing', () => {
    const rare = seconds(60, n => (n % 20 === 0 ? { ...CLEAN, inbound: { lost: 1, total: PACKETS } } : CLEAN))
    expect(new Set(steps(rare).map(({ redundancyIn }) => redundancyIn))).toEqual(new Set([0]))
  })

  test('loss that comes and goes is not answered each time: the way down takes longer after each that was too early', () => {
    const bursts = seconds(120, n =>
      n % 5 === 0 ? { ...CLEAN, inbound: { lost: 8, total: PACKETS } } : CLEAN,
    )
    const seen = steps(bursts).map(({ redundancyIn }) => redundancyIn)
    const falls = seen.filter((depth, n) => depth === 0 && (seen[n - 1] ?? 0) > 0).length
    expect(falls).toBeLessThanOrEqual(5)
    expect(new Set(seen.slice(60))).not.toContain(0)
  })

  test('each direction has its own copies', () => {
    const inOnly = seconds(5, () => ({ ...CLEAN, inbound: { lost: 10, total: PACKETS } }))
    expect(from(AT_THE_FOOT, inOnly).step).toMatchObject({
      redundancyIn: 2,
      redundancyOut: 0,
      bitrateKbps: null,
    })
    const outOnly = seconds(5, () => ({ ...CLEAN, outbound: { lost: 10, total: PACKETS } }))
    expect(from(AT_THE_FOOT, outOnly).step).toMatchObject({
      redundancyIn: 0,
      redundancyOut: 2,
      bitrateKbps: 28,
    })
  })

  test('an end that does not know RED is sent none', () => {
    const old = seconds(20, () => ({ ...lossy(0.3, 7)(), canRepeat: false }))
    expect(from(AT_THE_FOOT, old).step).toEqual(FOOT)
  })

  test('a line that is full is sent less, not more, and that is taken back', () => {
    const bad = lossy(0.2, 3)
    const full = from(AT_THE_FOOT, [...clean(3), ...seconds(4, () => ({ ...bad(), rttMs: 400 }))])
    expect(full.step).toMatchObject({ redundancyOut: 0, redundancyIn: 0, bitrateKbps: 16, frameMs: 60 })
    expect(from(full, clean(20)).step).toEqual(FOOT)
  })
})

describe('on TCP and TLS', () => {
  test('there is never a copy, whatever is lost or stalls', () => {
    const footing = fc.record({
      protocol: fc.constantFrom('tcp' as const, 'tls' as const),
      lost: fc.integer({ min: 0, max: PACKETS }),
      concealedPct: fc.double({ min: 0, max: 100, noNaN: true }),
      jitterMs: fc.double({ min: 0, max: 200, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(footing, { maxLength: 60 }), footings => {
        const lane = (lost: number) => ({ lost, total: PACKETS })
        const all = footings.map(({ lost, ...rest }) => ({
          ...CLEAN,
          ...rest,
          inbound: lane(lost),
          outbound: lane(lost),
        }))
        for (const { redundancyIn, redundancyOut } of steps(all))
          expect([redundancyIn, redundancyOut]).toEqual([0, 0])
      }),
    )
  })

  const tls: Footing = { ...CLEAN, protocol: 'tls' }
  test('after a stall sound waits longer, for a while, and no longer', () => {
    const stalled = climb(AT_THE_FOOT, { ...tls, concealedPct: 4 })
    expect(stalled.step.jitterTargetMs).toBeGreaterThanOrEqual(150)
    expect(
      from(
        stalled,
        seconds(10, () => tls),
      ).step,
    ).toEqual(stalled.step)
    expect(
      from(
        stalled,
        seconds(90, () => tls),
      ).step,
    ).toEqual(FOOT)
  })

  test('copies end with the path that lost', () => {
    const bad = from(AT_THE_FOOT, seconds(10, lossy(0.2, 5)))
    expect(climb(bad, tls).step).toEqual(FOOT)
  })
})

describe('at the worst', () => {
  test('people are told to take turns, and told no more when words come through', () => {
    const worst = from(
      AT_THE_FOOT,
      seconds(4, () => ({ ...CLEAN, concealedPct: 30 })),
    )
    expect(worst.step.isHalfDuplexAdvised).toBe(true)
    expect(from(worst, clean(10)).step.isHalfDuplexAdvised).toBe(false)
  })
})

describe('each step', () => {
  test('is up or down or none, and there is as much down as up from foot to foot', () => {
    const walk = [...seconds(20, lossy(0.3, 11)), ...clean(20)]
    const ways = steps(walk).map((step, n) => wayOf(n === 0 ? FOOT : (steps(walk)[n - 1] ?? FOOT), step))
    expect(ways).toContain('up')
    expect(ways).toContain('down')
    expect(steps(walk).at(-1)).toEqual(FOOT)
    expect(wayOf(FOOT, FOOT)).toBeNull()
  })
})

describe('what the far end reports', () => {
  const reading = (packetsSent: number, reports: number | null, fractionLost = 0): Reading =>
    ({
      packetsSent,
      acknowledged: reports === null ? null : { reports, fractionLost, packetsLost: reports },
    }) as Reading

  test('counts once, for all that was sent since the report before', () => {
    expect(lossReported(reading(0, 1), reading(100, 2, 0.1))).toEqual({ lost: 10, total: 100 })
    expect(lossReported(reading(100, 2, 0.1), reading(150, 2, 0.1))).toBeNull()
    expect(lossReported(null, reading(50, 1))).toBeNull()
    expect(lossReported(reading(50, null), reading(100, null))).toBeNull()
    expect(lossReported(reading(50, null), reading(100, 1, 0.5))).toEqual({ lost: 25, total: 50 })
  })
})

test('a path that is longer than the one before it is not full for that', () => {
  const near = from(
    AT_THE_FOOT,
    seconds(5, () => ({ ...CLEAN, rttMs: 50 })),
  )
  const far = seconds(5, () => ({ ...CLEAN, rttMs: 300 }))
  expect(from(near, far).step.frameMs).toBe(60)
  expect(from(elsewhere(near), far).step.frameMs).toBe(20)
})
