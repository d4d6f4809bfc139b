// What the ears make of arrivals: silences, and those around given moments.
import { describe, expect, it } from 'vitest'
import { heardOf } from './ears/heard'
import { hearingOf, longestFrom, soundAfter } from './ears/silence'

const voice = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / 20 }, (_, index) => fromMs + index * 20)

describe('the ears', () => {
  it('measure the longest silence between streams, not between packets', () => {
    // Two signaling packets within the silence do not end it.
    const times = [...voice(0, 1000), 1300, 1600, ...voice(2000, 3000)]
    expect(hearingOf(times, 0, 3000)).toMatchObject({ longestMs: 1020, atEndMs: 20 })
  })

  it('count a silence that lasts to the end, and hear nothing in stray packets', () => {
    expect(hearingOf(voice(0, 1000), 0, 5000)).toMatchObject({ longestMs: 4020, atEndMs: 4020 })
    expect(hearingOf([0, 400, 900, 1500], 0, 2000)).toMatchObject({ longestMs: null, atEndMs: null })
  })

  it('take no handshake for voice, however many packets it has', () => {
    const flights = [1100, 1150, 1200, 1250, 1370].flatMap(at => [at, at + 1, at + 2, at + 3])
    expect(hearingOf([...voice(0, 1000), ...flights, ...voice(3000, 4000)], 0, 4000).longestMs).toBe(2020)
  })

  it('take a stream for one even when a third of it is lost', () => {
    const thin = voice(0, 2000).filter((_, index) => index % 3 !== 0)
    expect(hearingOf(thin, 0, 2000).longestMs).toBeLessThanOrEqual(40)
  })
})

describe('around a moment', () => {
  const hearing = hearingOf([...voice(0, 1000), ...voice(1500, 3000), ...voice(3300, 4000)], 0, 4000)

  it('the silence is the longest of those that were not over by then', () => {
    expect(longestFrom(hearing, 0)).toBe(520)
    expect(longestFrom(hearing, 1400)).toBe(520)
    expect(longestFrom(hearing, 1600)).toBe(320)
    expect(longestFrom(hearingOf([], 0, 4000), 0)).toBeNull()
  })

  it('sound comes back with the first packet of a stream, or never', () => {
    expect(soundAfter(hearing, 1200)).toBe(300)
    expect(soundAfter(hearing, 1600)).toBe(0)
    expect(soundAfter(hearing, 3990)).toBeNull()
  })

  it('a stray packet is not sound that came back', () => {
    expect(soundAfter(hearingOf([...voice(0, 1000), 1400, ...voice(2000, 3000)], 0, 3000), 1300)).toBe(700)
  })
})

describe('both ends', () => {
  const arrivals = {
    agent: [...voice(0, 1000), ...voice(1200, 4000)],
    caller: [...voice(0, 1000), ...voice(2000, 4000)],
  }

  it('are told apart after a disturbance, and the worse one counts when the network is whole again', () => {
    const heard = heardOf(arrivals, { began: 0, ended: 4000, disturbed: 990, healed: 1100 })
    expect(heard).toEqual({
      silenceMs: 1020,
      silentAtEndMs: 20,
      disturbed: { agentMs: 220, callerMs: 1020 },
      soundBackMs: 900,
    })
  })

  it('say nothing of moments that never came', () => {
    const heard = heardOf(arrivals, { began: 0, ended: 4000, disturbed: null, healed: null })
    expect(heard).toMatchObject({ disturbed: null, soundBackMs: null })
  })

  it('bear half an hour of voice', () => {
    const long = voice(0, 30 * 60_000)
    expect(
      heardOf({ agent: long, caller: long }, { began: 0, ended: 30 * 60_000, disturbed: 5, healed: null })
        .silenceMs,
    ).toBe(20)
  })
})
