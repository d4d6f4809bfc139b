// Changes of the policy while the app runs: within five seconds, never under a call, never half of a file.
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLivePolicy, type LivePolicy } from '../../../main/policy/live'
import { lookEveryMs } from '../../../main/policy/sources'
import type { Policy } from '../../../protocol/policy'
import { type House, openHouse } from './house'

const PROMISE_MS = 5_000
let house: House
let following: LivePolicy | null = null
let isBusy = false
let told: Policy[] = []

async function follow(everyMs = 20): Promise<LivePolicy> {
  const sources = house.sources()
  const made = createLivePolicy({
    first: await sources.find(),
    sources,
    isBusy: () => isBusy,
    changed: now => told.push(now.policy),
    everyMs,
  })
  made.start()
  following = made
  return made
}
const holds = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 20 })
const looks = (count: number) => new Promise(wake => setTimeout(wake, 20 * count))

beforeEach(() => {
  house = openHouse()
  isBusy = false
  told = []
})
afterEach(() => {
  following?.stop()
  following = null
  house.leave()
})

test('three looks are within what is promised, where looking is cheap', () => {
  expect(lookEveryMs('linux') * 3).toBeLessThan(PROMISE_MS)
  expect(lookEveryMs('darwin') * 3).toBeLessThan(PROMISE_MS)
})

test('a policy that comes, changes, breaks and goes: each holds, and is told once', async () => {
  const live = await follow()
  expect(live.current().report.from).toBe('nobody')
  house.write('policy.json', { version: 1, pool: false })
  await holds(() => expect(live.current().policy.pool).toBe(false))
  house.write('policy.d/20-b.json', { version: 1, pool: true, warmLine: true })
  await holds(() => expect(live.current().policy).toMatchObject({ pool: true, warmLine: true }))
  house.write('policy.d/20-b.json', '{ "version": 1, "poo')
  await holds(() => expect(live.current().report.problems).toHaveLength(1))
  expect(live.current().policy).toMatchObject({ pool: false, warmLine: false })
  rmSync(house.folder, { recursive: true })
  await holds(() => expect(live.current().report.from).toBe('nobody'))
  expect(told.map(({ pool }) => pool)).toEqual([false, true, false, true])
})

test('at the real pace a change holds within five seconds', async () => {
  const live = await follow(lookEveryMs('linux'))
  // The first look finds nothing new.
  await new Promise(wake => setTimeout(wake, 1_600))
  house.write('policy.json', { version: 1, pool: false })
  const sinceMs = performance.now()
  await holds(() => expect(live.current().policy.pool).toBe(false))
  expect(performance.now() - sinceMs).toBeLessThan(PROMISE_MS)
})

test('a call keeps what it began with; what changed meanwhile holds after it, the last of it alone', async () => {
  const live = await follow()
  isBusy = true
  house.write('policy.json', { version: 1, routes: { force: 'direct' } })
  await looks(10)
  house.write('policy.json', { version: 1, routes: { force: 'relay-tls' } })
  await looks(10)
  expect(live.current().policy.routes.force).toBeUndefined()
  isBusy = false
  await holds(() => expect(live.current().policy.routes.force).toBe('relay-tls'))
  expect(told).toHaveLength(1)
})

test('a file written again without a change is no change; nobody is told after the end', async () => {
  house.write('policy.json', { version: 1, pool: false })
  const live = await follow()
  house.write('policy.json', { version: 1, pool: false })
  await looks(15)
  live.stop()
  house.write('policy.json', { version: 1, pool: true })
  await looks(15)
  expect(told).toEqual([])
})
