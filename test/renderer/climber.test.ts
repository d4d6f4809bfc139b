// The loss ladder within the sampler: steps become events, and reach who does them. In virtual time.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sampling } from './sampler-house'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the ladder of a call', () => {
  test('is an event up and an event down, is told to who does it, and again to the peer the sound moved to', async () => {
    const { sampler, seconds, events, steps, live } = sampling()
    await seconds(1, 3)
    await seconds(4, 6, n => ({ lost: 10 * (n - 3) }))
    expect(live()?.ladder.redundancyIn).toBe(2)
    sampler.moved(2)
    expect(
      steps()
        .slice(-2)
        .map(({ redundancyIn }) => redundancyIn),
    ).toEqual([2, 2])
    await seconds(7, 10, () => ({ lost: 30 }))
    const found = events().flatMap(event =>
      event.type === 'ladder' ? [[event.way, event.step.redundancyIn] as const] : [],
    )
    expect(found).toEqual([
      ['up', 2],
      ['down', 0],
    ])
    expect(live()?.ladder.redundancyIn).toBe(0)
  })
})
