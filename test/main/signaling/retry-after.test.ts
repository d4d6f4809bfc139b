import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOfStatus } from '../../../main/signaling/failures'
import { honouredMs, statedMs } from '../../../main/signaling/retry-after'

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0)
const headers = (all: Record<string, string>) => ({ get: (name: string) => all[name] ?? null })
const stated = (retryAfter: string, date?: string) =>
  statedMs(headers({ 'retry-after': retryAfter, ...(date === undefined ? {} : { date }) }), NOW)

describe('Retry-After', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['no time at all', '0', 0],
    ['seconds beyond reason', '99999999999999999999', 86_400_000],
    ['a date', 'Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['a date as RFC 850 wrote it', 'Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ["a date as C's asctime writes it", 'Sun Nov  6 08:49:37 1994', 37_000],
    ['a date that is over', 'Sun, 06 Nov 1994 08:48:00 GMT', 0],
    ['a date of next century', 'Sun, 06 Nov 2094 08:48:00 GMT', 86_400_000],
    ['nothing', '', null],
    ['a word', 'soon', null],
    ['less than nothing', '-5', null],
    ['half a second', '0.5', null],
    ['a date of another kind', '1994-11-06T08:49:37Z', null],
  ])('may be %s', (_what, text, ms) => expect(stated(text)).toBe(ms))

  it("is measured by the server's own clock where it shows one", () => {
    expect(stated('Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:27 GMT')).toBe(10_000)
    expect(stated('Sun, 06 Nov 1994 08:49:37 GMT', 'whenever')).toBe(37_000)
  })

  it('whatever it says, is a time within a day or nothing', () => {
    const nasty = fc.oneof(fc.string(), fc.date().map(String), fc.nat().map(String))
    fc.assert(
      fc.property(nasty, nasty, (text, date) => {
        const ms = stated(text, date)
        expect(ms === null || (ms >= 0 && ms <= 86_400_000)).toBe(true)
      }),
    )
  })

  it.each([429, 503])('goes with HTTP %i, and with no other refusal', status => {
    const asked = headers({ 'retry-after': '7' })
    expect(failureOfStatus(status, asked)).toMatchObject({
      name: 'signaling_overloaded',
      retryAfterMs: 7_000,
    })
    expect(failureOfStatus(status)).not.toHaveProperty('retryAfterMs')
    expect(failureOfStatus(403, asked)).not.toHaveProperty('retryAfterMs')
  })

  it('is honoured in full, spread by half, and not for longer than a call can wait', () => {
    expect([0, 0.5].map(share => honouredMs(4_000, 'call', () => share))).toEqual([4_000, 5_000])
    expect(honouredMs(3_600_000, 'call', () => 0)).toBe(20_000)
    expect(honouredMs(3_600_000, 'nobody', () => 0)).toBe(300_000)
  })
})
