// The link's model: the very code that carries packets, asked about packets that only exist on paper.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { LINK_PROGRAM, type LinkSettings } from './link/link'

const hasPython = spawnSync('python3', ['--version']).status === 0

type Fate = number | null

/** Departures of packets of 200 bytes that arrive every 20 ms, as voice does. */
function departures(settings: LinkSettings, count: number, seed = 1, bytes = 200): Fate[] {
  const packets = Array.from({ length: count }, (_, index) => [index * 20, bytes])
  const spec = JSON.stringify({ seed, settings, packets })
  const { stdout, stderr } = spawnSync('python3', [LINK_PROGRAM, 'simulate', spec], { encoding: 'utf8' })
  if (stderr !== '') throw new Error(stderr)
  return JSON.parse(stdout) as Fate[]
}

const delays = (fates: readonly Fate[]): number[] =>
  fates.flatMap((fate, index) => (fate === null ? [] : [fate - index * 20]))
const lostShare = (fates: readonly Fate[]): number =>
  fates.filter(fate => fate === null).length / fates.length

describe.skipIf(!hasPython)('the link', () => {
  it('delays every packet by exactly what it is told, when told nothing else', () => {
    expect(new Set(delays(departures({ delayMs: 50 }, 100)))).toEqual(new Set([50]))
  })

  it.each([5, 10, 20, 30])('loses %i % of packets at random', lossPct => {
    expect(Math.abs(lostShare(departures({ lossPct }, 3000)) - lossPct / 100)).toBeLessThan(0.02)
  })

  it('gives the same fates for the same seed, others for another', () => {
    const settings = { delayMs: 10, jitterMs: 30, lossPct: 20 }
    expect(departures(settings, 200, 7)).toEqual(departures(settings, 200, 7))
    expect(departures(settings, 200, 7)).not.toEqual(departures(settings, 200, 8))
  })

  it('keeps the order under jitter alone, within its bounds', () => {
    const fates = departures({ delayMs: 10, jitterMs: 60 }, 500)
    expect(fates).toEqual([...fates].sort((a, b) => Number(a) - Number(b)))
    for (const delay of delays(fates)) {
      expect(delay).toBeGreaterThanOrEqual(10)
      expect(delay).toBeLessThanOrEqual(70)
    }
  })

  it('lets later packets overtake when told to reorder', () => {
    const fates = departures({ delayMs: 10, reorderPct: 10, reorderMs: 50 }, 500)
    const overtaken = fates.filter(
      (fate, index) => Number(fates[index + 1] ?? Number.MAX_VALUE) < Number(fate),
    )
    expect(overtaken.length).toBeGreaterThan(20)
    expect(overtaken.length).toBeLessThan(90)
  })

  it('loses runs of packets in bursts, and hardly any outside them', () => {
    const fates = departures({ burstEveryMs: 3000, burstMs: 200 }, 6000)
    const lost = fates.filter(fate => fate === null).length
    const runs = fates.filter((fate, index) => fate === null && fates[index - 1] !== null).length
    expect(Math.abs(lost / fates.length - 200 / 3200)).toBeLessThan(0.03)
    expect(lost / runs).toBeGreaterThan(4)
  })

  it('holds packets back in spikes, keeps their order and lets nothing be lost', () => {
    const fates = departures({ delayMs: 10, spikeEveryMs: 5000, spikeMs: 300 }, 3000)
    const late = delays(fates)
    expect(fates).toEqual([...fates].sort((a, b) => Number(a) - Number(b)))
    expect(late).toHaveLength(3000)
    expect(Math.max(...late)).toBeGreaterThan(280)
    expect(Math.max(...late)).toBeLessThanOrEqual(310)
    // Of 60 s, 300 ms in each 5.3 s.
    expect(Math.abs(late.filter(delay => delay > 10).length / 3000 - 300 / 5300)).toBeLessThan(0.03)
  })

  it('queues what is too much for its rate, and drops what would wait too long', () => {
    // 200 bytes each 20 ms are 80 kbit/s.
    const fates = departures({ rateKbps: 64, queueMs: 500 }, 500)
    expect(delays(fates)[0]).toBe(25)
    expect(Math.max(...delays(fates))).toBeLessThanOrEqual(500)
    expect(lostShare(fates)).toBeGreaterThan(0.1)
    expect(lostShare(departures({ rateKbps: 100 }, 500))).toBe(0)
  })
})
