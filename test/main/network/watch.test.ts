import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NetworkState } from '../../../main/network/change'
import { readNetwork, watchNetwork } from '../../../main/network/watch'
import type { NetworkFact } from '../../../protocol/facts'
import { EVENT_SHAPES } from '../../../protocol/ipc'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const on = (address: string | null): NetworkState => ({
  addresses: address === null ? [] : [{ device: 'eth0', address, family: 4 }],
  routes: address === null ? [] : [{ family: 4, device: 'eth0', gateway: '01', metric: 1 }],
})

function watched() {
  const world = { state: on('192.0.2.1') }
  const told: NetworkFact[] = []
  const startMs = Date.now()
  const watch = watchNetwork({
    read: () => world.state,
    nowMs: Date.now,
    emit: fact => told.push(EVENT_SHAPES.networkFact.parse(fact)),
  })
  return { world, watch, told, times: () => told.map(({ atMs, what }) => [atMs - startMs, what]) }
}

describe('the watch', () => {
  it('tells a change within 250 ms, and is quiet while there is none', () => {
    const { world, told, times } = watched()
    vi.advanceTimersByTime(10_000)
    expect(told).toEqual([])
    world.state = on('192.0.2.2')
    vi.advanceTimersByTime(250)
    expect(times()).toEqual([[10_250, 'address']])
    vi.advanceTimersByTime(10_000)
    expect(told).toHaveLength(1)
  })

  it('tells the rest of a change that comes in pieces as one', () => {
    const { world, times } = watched()
    for (const address of [null, '192.0.2.2', '192.0.2.3', '192.0.2.4']) {
      world.state = on(address)
      vi.advanceTimersByTime(250)
    }
    vi.advanceTimersByTime(5_000)
    expect(times()).toEqual([
      [250, 'address'],
      [750, 'route'],
      [1_250, 'address'],
    ])
  })

  it('tells nothing of a change that was taken back before the rest was due', () => {
    const { world, told } = watched()
    world.state = on('192.0.2.2')
    vi.advanceTimersByTime(250)
    world.state = on('192.0.2.3')
    vi.advanceTimersByTime(250)
    world.state = on('192.0.2.2')
    vi.advanceTimersByTime(5_000)
    expect(told).toHaveLength(1)
  })

  it('tells that the computer woke, whatever the tables say', () => {
    const { watch, told } = watched()
    watch.woke()
    expect(told).toMatchObject([{ type: 'network.changed', what: 'wake' }])
  })

  it('is over once stopped', () => {
    const { world, watch, told } = watched()
    watch.stop()
    world.state = on(null)
    vi.advanceTimersByTime(5_000)
    expect(told).toEqual([])
  })
})

it('reads this computer, in little time', () => {
  vi.useRealTimers()
  const startMs = performance.now()
  for (let count = 0; count < 100; count += 1) readNetwork()
  expect((performance.now() - startMs) / 100).toBeLessThan(5)
  const { addresses, routes } = readNetwork()
  expect(addresses.every(({ address }) => !address.startsWith('127.'))).toBe(true)
  if (process.platform === 'linux') expect(routes).not.toBeNull()
})
