import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextRetryDelayInMs, type RetryContext } from '../../../main/signaling/retry'

const pauseOf = (context: Partial<RetryContext>, share = 0) =>
  nextRetryDelayInMs(
    {
      retryCount: 1,
      elapsedMs: 0,
      of: 'call',
      setUpMs: 150,
      said: null,
      after: 'loss',
      waitMs: 0,
      ...context,
    },
    () => share,
  )

describe('the time to the next try', () => {
  it('is short in a call, after the first, which is made at once', () => {
    expect([0, 1, 2, 49].map(retryCount => pauseOf({ retryCount }))).toEqual([0, 180, 180, 180])
    expect(pauseOf({ retryCount: 309, elapsedMs: 59_999 })).toBe(180)
  })

  it('is twice as long for ten tries of sixty: the path may have become a slow one', () => {
    const pauses = [49, 50, 59, 60].map(retryCount => pauseOf({ retryCount }))
    expect(pauses).toEqual([180, 360, 360, 180])
  })

  it('lets a session of a call be back within 500 ms of a path with 50 ms of round trip, and later within 1 s', () => {
    const welcomedMs = 6 * 50
    expect(pauseOf({ elapsedMs: 59_000 }) + welcomedMs).toBeLessThan(500)
    expect(pauseOf({ elapsedMs: 89_000 }) + welcomedMs).toBeLessThan(1_000)
  })

  it('gives a slow path the time it took when it was well', () => {
    expect(pauseOf({ setUpMs: 2_000 })).toBe(500)
  })

  it.each(['signaling_unauthorised', 'signaling_overloaded', 'signaling_certificate'] as const)(
    'is a second where somebody is there and says %s',
    said => expect(pauseOf({ said })).toBe(1_000),
  )

  it('grows to four seconds where nobody is talking', () => {
    const delays = [1, 2, 3, 99].map(retryCount => pauseOf({ retryCount, of: 'nobody' }))
    expect(delays).toEqual([1_000, 2_000, 4_000, 4_000])
  })

  it('the first of a line without a call is somewhere in a second and a half, for a thousand others lost theirs with it', () => {
    const first = { of: 'nobody', retryCount: 0 } as const
    expect([0, 0.5, 0.9].map(share => pauseOf(first, share))).toEqual([0, 750, 1_350])
    expect(pauseOf({ ...first, after: 'change' }, 0.9)).toBe(0)
  })

  it('is not over before the time that the gateway asked for', () => {
    expect(pauseOf({ waitMs: 5_000 })).toBe(5_000)
    expect(pauseOf({ of: 'nobody', retryCount: 99, waitMs: 100 })).toBe(4_000)
  })

  it('is shorter by up to a fifth with a call and up to half without, so that not all come back at once', () => {
    expect(pauseOf({ of: 'nobody', retryCount: 5 }, 0.5)).toBe(3_000)
    const context = fc.record({
      retryCount: fc.integer({ min: 1, max: 1_000 }),
      elapsedMs: fc.nat(90_000),
      of: fc.constantFrom('call' as const, 'nobody' as const),
      setUpMs: fc.nat(5_000),
    })
    fc.assert(
      fc.property(context, fc.double({ min: 0, max: 0.999, noNaN: true }), (at, share) => {
        expect(pauseOf(at, share)).toBeGreaterThanOrEqual(pauseOf(at) * (at.of === 'call' ? 0.8 : 0.5))
        expect(pauseOf(at, share)).toBeLessThanOrEqual(pauseOf(at))
      }),
    )
  })
})
