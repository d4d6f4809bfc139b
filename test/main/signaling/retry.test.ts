import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GIVE_UP_MS, nextRetryDelayInMs } from '../../../main/signaling/retry'

const delays = (random: () => number, giveUpMs?: number) => {
  const list: number[] = []
  let elapsedMs = 0
  for (let retryCount = 0; ; retryCount += 1) {
    const delayMs = nextRetryDelayInMs({ retryCount, elapsedMs }, giveUpMs, random)
    if (delayMs === null) return { list, elapsedMs }
    list.push(delayMs)
    elapsedMs += delayMs
  }
}

describe('the pause before another try', () => {
  it('is none at first, then grows to four seconds, for ninety', () => {
    const { list, elapsedMs } = delays(() => 0)
    expect(list.slice(0, 7)).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 4_000])
    expect(Math.max(...list)).toBe(4_000)
    expect(elapsedMs).toBe(GIVE_UP_MS)
    expect(GIVE_UP_MS).toBe(90_000)
  })

  it('is shorter by up to a fifth, so that not all come back at once', () => {
    expect(nextRetryDelayInMs({ retryCount: 5, elapsedMs: 0 }, GIVE_UP_MS, () => 0.5)).toBe(3_600)
    const two = [
      nextRetryDelayInMs({ retryCount: 4, elapsedMs: 0 }),
      nextRetryDelayInMs({ retryCount: 4, elapsedMs: 0 }),
    ]
    for (const delayMs of two) expect(delayMs).toBeGreaterThan(1_600)
  })

  it('never goes beyond the end, and there is none after it', () => {
    const context = fc.record({ retryCount: fc.nat(1_000), elapsedMs: fc.nat(200_000) })
    fc.assert(
      fc.property(context, fc.double({ min: 0, max: 0.999, noNaN: true }), (at, share) => {
        const delayMs = nextRetryDelayInMs(at, GIVE_UP_MS, () => share)
        if (at.elapsedMs >= GIVE_UP_MS) expect(delayMs).toBeNull()
        else expect(at.elapsedMs + Number(delayMs)).toBeLessThanOrEqual(GIVE_UP_MS)
      }),
    )
  })
})
