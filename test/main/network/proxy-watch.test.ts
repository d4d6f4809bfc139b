// Proxy decisions that change while somebody depends on them.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LOOK_MS, RELOAD_MS, watchProxies } from '../../../main/network/proxy-watch'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const look = () => vi.advanceTimersByTimeAsync(LOOK_MS)

function watched() {
  const world = { addresses: ['https://gateway/', 'https://relay/'], decision: 'PROXY a:1', asked: 0 }
  const changed = vi.fn()
  const reload = vi.fn(async () => undefined)
  const { stop, networkChanged } = watchProxies({
    addresses: () => world.addresses,
    decisions: async addresses => {
      world.asked += 1
      return addresses.map(address => (address.includes('relay') ? 'DIRECT' : world.decision))
    },
    reload,
    changed,
  })
  return { world, changed, reload, stop, networkChanged }
}

test('tells once which addresses are reached another way', async () => {
  const { world, changed, stop } = watched()
  await look()
  await look()
  expect(changed).not.toHaveBeenCalled()
  world.decision = 'PROXY b:2'
  await look()
  await look()
  expect(changed.mock.calls).toEqual([[['https://gateway/']]])
  stop()
})

test('an address that is new is no news, and nobody is asked for nothing', async () => {
  const { world, changed, stop } = watched()
  world.addresses = []
  await look()
  expect(world.asked).toBe(0)
  world.addresses = ['https://gateway/']
  await look()
  // Nobody depended on it meanwhile: what it was before says nothing.
  world.addresses = []
  await look()
  world.decision = 'PROXY b:2'
  world.addresses = ['https://gateway/']
  await look()
  expect(changed).not.toHaveBeenCalled()
  stop()
  world.decision = 'PROXY c:3'
  await look()
  expect(changed).not.toHaveBeenCalled()
})

test('a resolver that hangs is asked once, and no change is told after the end', async () => {
  const changed = vi.fn()
  let answer: (decisions: readonly string[]) => void = () => undefined
  const decisions = vi.fn(() => new Promise<readonly string[]>(resolve => (answer = resolve)))
  const reload = async () => undefined
  const { stop } = watchProxies({ addresses: () => ['https://gateway/'], decisions, reload, changed })
  await look()
  await look()
  expect(decisions).toHaveBeenCalledTimes(1)
  answer(['PROXY a:1'])
  await look()
  stop()
  answer(['PROXY b:2'])
  await look()
  expect(changed).not.toHaveBeenCalled()
})

test('settings and script are read anew every five minutes, and at once when the network changed', async () => {
  const { world, changed, reload, networkChanged, stop } = watched()
  await vi.advanceTimersByTimeAsync(RELOAD_MS - LOOK_MS)
  expect(reload).not.toHaveBeenCalled()
  await look()
  expect(reload).toHaveBeenCalledTimes(1)
  world.decision = 'PROXY b:2'
  networkChanged()
  await vi.advanceTimersByTimeAsync(0)
  expect([reload.mock.calls.length, changed.mock.calls.length]).toEqual([2, 1])
  stop()
})

test('a script that cannot be had for a moment is no change', async () => {
  const { world, changed, stop } = watched()
  await look()
  world.decision = ''
  await look()
  world.decision = 'PROXY a:1'
  await look()
  expect(changed).not.toHaveBeenCalled()
  world.decision = ''
  await look()
  world.decision = 'PROXY b:2'
  await look()
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
})
