// What the page makes of a stream of packets through a relay.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from '../../renderer/media/probes/quality'

test('a steady way has a round trip and neither jitter nor loss', () => {
  expect(judge(4, [40, 40, 40, 40])).toEqual({ rttMs: 40, jitterMs: 0, lossPct: 0 })
})

test('packets that never came are loss, and uneven ones are jitter (RFC 3550, section 6.4.1)', () => {
  const seen = judge(10, [40, 56, 40, 56, 40])
  expect(seen?.lossPct).toBe(50)
  expect(seen?.rttMs).toBeCloseTo(46.4)
  // 16 ms of difference each time, a sixteenth of the distance a step: 16 (1 - (15/16)^4).
  expect(seen?.jitterMs).toBeCloseTo(16 * (1 - (15 / 16) ** 4))
})

test('nothing sent or nothing arrived is nothing measured', () => {
  expect(judge(0, [])).toBeNull()
  expect(judge(50, [])).toBeNull()
})

test('whatever arrives, the figures stay within their bounds', () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 200 }),
      delays => {
        const seen = judge(delays.length, delays)
        expect(seen?.lossPct).toBe(0)
        expect(seen?.jitterMs).toBeGreaterThanOrEqual(0)
        expect(seen?.rttMs).toBeLessThanOrEqual(Math.max(...delays) + 1e-6)
      },
    ),
  ))
