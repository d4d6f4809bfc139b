// The caller's sound across a switch: one stream, nothing twice, nothing that was left behind.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEar, QUIET_MS } from '../../gateway/call/ear'
import type { HeardPacket } from '../../gateway/media/frames'

const packet = (seq: number): HeardPacket => ({
  payload: Buffer.from([seq & 0xff]),
  seq: seq & 0xffff,
  timestamp: seq * 960,
  marker: false,
  audioLevelDbov: 40,
})

function listening() {
  const clock = { nowMs: 0 }
  const ear = createEar(() => clock.nowMs)
  const heard: number[] = []
  const hear = (attempt: number, live: number | null, seq: number) => {
    const taken = ear.hear(attempt, live, packet(seq))
    if (taken) heard.push(taken.seq)
    return taken === null ? 'dropped' : 'heard'
  }
  return { clock, hear, heard }
}

it('the old path is heard until the new one speaks, and then not any more', () => {
  const { hear } = listening()
  expect([hear(1, 1, 5), hear(1, 2, 6), hear(2, 2, 900), hear(1, 2, 7), hear(2, 2, 901)]).toEqual([
    'heard', 'heard', 'heard', 'dropped', 'heard',
  ]) // biome-ignore format: one line
})

it('sound that overtook its `go` is believed once the old path is quiet', () => {
  const { hear, clock } = listening()
  hear(1, 1, 5)
  expect(hear(2, 1, 900)).toBe('dropped')
  clock.nowMs += QUIET_MS + 1
  expect([hear(2, 1, 901), hear(1, 1, 6)]).toEqual(['heard', 'heard'])
})

it('numbers continue over attempts, wherever each began', () => {
  const { hear, heard } = listening()
  for (const seq of [65_534, 65_535, 65_536]) hear(1, 1, seq)
  for (const seq of [10, 9, 11]) hear(2, 2, seq)
  for (const seq of [70_000, 70_001]) hear(1, 1, seq)
  const first = heard[0] ?? 0
  expect(heard.map(seq => (seq - first) & 0xffff)).toEqual([0, 1, 2, 19, 18, 20, 37, 38])
})

it('a client that feeds one attempt at a time is heard once, however late its `go` comes', () => {
  const stint = fc.record({
    packets: fc.integer({ min: 1, max: 30 }),
    goLate: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(stint, { minLength: 1, maxLength: 30 }), fc.nat(0xffff), (stints, start) => {
      const { hear, heard, clock } = listening()
      const next = new Map([[1, start], [2, 7 * start]]) // biome-ignore format: one line
      let live = 1
      let sent = 0
      let dropped = 0
      for (const [index, { packets, goLate }] of stints.entries()) {
        const attempt = (index % 2) + 1
        for (let i = 0; i < packets; i++) {
          clock.nowMs += 20
          if (i >= goLate) live = attempt
          sent += 1
          const seq = next.get(attempt) ?? 0
          next.set(attempt, seq + 1)
          if (hear(attempt, live, seq) === 'dropped') dropped += 1
        }
      }
      expect(new Set(heard).size).toBe(heard.length)
      expect(heard).toHaveLength(sent - dropped)
      // What a late `go` costs: the time for which the old path is still believed.
      expect(dropped).toBeLessThanOrEqual(stints.length * (QUIET_MS / 20))
    }),
  )
})
