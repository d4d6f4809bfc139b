// When sound flows and when it stops, from packet times alone.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ALARM_MAX_MS,
  ALARM_MS,
  alarmMsAt,
  type Flow,
  type FlowChange,
  onPacket,
  onTick,
} from '../../renderer/media/watch/gaps'
import { randomOf } from '../fakes/random'

/** Plays packet times against ticks every 20 ms; returns the changes with their times. */
function watch(packetsAtMs: readonly number[], untilMs: number): readonly [number, FlowChange][] {
  const changes: [number, FlowChange][] = []
  let flow: Flow | null = null
  const note = (atMs: number, [next, change]: readonly [Flow, FlowChange | null]) => {
    flow = next
    if (change !== null) changes.push([atMs, change])
  }
  for (let now = 0; now <= untilMs; now += 1) {
    for (const at of packetsAtMs) if (at === now) note(now, onPacket(flow, at * 48, now))
    if (now % 20 === 0 && flow !== null) note(now, onTick(flow, now))
  }
  return changes
}
const every20 = (fromMs: number, toMs: number) =>
  Array.from({ length: Math.floor((toMs - fromMs) / 20) }, (_, n) => fromMs + n * 20)

describe('the flow of packets', () => {
  test('steady packets: one change, the first', () => {
    expect(watch(every20(7, 2_000), 1_990)).toEqual([[7, 'flowing']])
  })

  test('a path that dies is noticed within 120 ms of its last packet', () => {
    const changes = watch(every20(0, 1_000), 2_000)
    expect(changes.map(([, change]) => change)).toEqual(['flowing', 'stalled'])
    expect((changes[1]?.[0] ?? 0) - 980).toBeLessThanOrEqual(ALARM_MS + 20)
  })

  test('and its return with the first packet', () => {
    const changes = watch([...every20(0, 500), ...every20(1_503, 2_000)], 2_000)
    expect(changes.map(([, change]) => change)).toEqual(['flowing', 'stalled', 'flowing'])
    expect(changes[2]?.[0]).toBe(1_503)
  })

  test('four packets lost in a row raise nothing, five do', () => {
    const without = (lost: number) => [...every20(0, 500), ...every20(500 + lost * 20, 1_000)]
    expect(watch(without(4), 900).map(([, change]) => change)).toEqual(['flowing'])
    expect(watch(without(5), 900).map(([, change]) => change)).toEqual(['flowing', 'stalled', 'flowing'])
  })

  test('a line that loses at random raises less and less by chance, and a path that dies there is noticed all the same', () => {
    const random = randomOf(20261124)
    const lossy = every20(0, 60_000).filter(() => random() >= 0.2)
    const alarms = watch(lossy, 59_900).filter(([atMs, change]) => change === 'stalled' && atMs > 5_000)
    expect(alarms).toHaveLength(0)
    const died = watch(lossy, 61_000).at(-1)
    expect(died?.[1]).toBe('stalled')
    expect((died?.[0] ?? 0) - (lossy.at(-1) ?? 0)).toBeLessThanOrEqual(ALARM_MAX_MS + 20)
  })

  test('packets of 60 ms are no loss, and a hole where the sound was elsewhere is none', () => {
    const every60 = Array.from({ length: 100 }, (_, n) => n * 60)
    const shareOf = (times: readonly number[]) =>
      times.reduce<Flow | null>((flow, at) => onPacket(flow, at * 48, at)[0], null)
    expect(shareOf(every60)?.lostShare).toBe(0)
    expect(shareOf([...every20(0, 500), ...every20(3_000, 3_500)])?.lostShare).toBe(0)
  })

  test('the wait grows with the loss, from 100 ms to 240', () => {
    expect([0, 0.05, 0.1, 0.2, 0.3, 0.9].map(alarmMsAt)).toEqual([100, 100, 140, 180, 220, 240])
  })

  test('whatever comes, changes alternate and begin with flowing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 80 }), times => {
        const kinds = watch(times, 3_200).map(([, change]) => change)
        kinds.forEach((kind, index) => {
          expect(kind).toBe(index % 2 === 0 ? 'flowing' : 'stalled')
        })
      }),
      { numRuns: 30 },
    )
  })
})
