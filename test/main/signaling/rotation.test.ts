// A call that outlives its relay credentials. In virtual time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createForgetfulMemory } from '../../../main/memory'
import { createPlanner } from '../../../main/signaling/planner'
import { createRegionBook } from '../../../main/signaling/region-book'
import { rotateAtMs } from '../../../main/signaling/rotation'
import type { AttemptPlan, IceServers, Route } from '../../../protocol/ice'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000

/** A session's planner before a gateway that hands out credentials for ten minutes, when it can be reached. */
function session({
  lifeMs = 10 * MINUTE,
  wanted = 'auto',
}: {
  lifeMs?: number | null
  wanted?: Route | 'auto'
} = {}) {
  const plans: AttemptPlan[] = []
  const world = { reachable: true, may: true, asked: 0 }
  let handed = 0
  const given = (): IceServers => {
    handed += 1
    const servers = ['eu', 'us'].map(region => ({
      urls: [`turn:${region}.example`, `turns:${region}.example:443`],
      region,
      credential: `${handed}`,
    }))
    return { servers, expiresAtMs: lifeMs === null ? null : Date.now() + lifeMs }
  }
  const planner = createPlanner({
    gateway: 'far',
    wanted,
    nextNumber: () => plans.length + 1,
    refresh: () => {
      world.asked += 1
      if (world.reachable) setTimeout(() => planner.take(given()), 50)
    },
    nowMs: Date.now,
    planned: plan => plans.push(plan),
    book: createRegionBook({ memory: createForgetfulMemory(Date.now), nowMs: Date.now }),
    mayRotate: () => world.may,
  })
  planner.take(given())
  planner.first(null)
  planner.carries(1)
  const last = () => plans.at(-1)
  const credential = () => last()?.servers[0]?.credential
  const at = (ms: number) => vi.advanceTimersByTime(ms)
  return { planner, plans, world, last, credential, at, given, causes: () => plans.map(({ cause }) => cause) }
}

describe('half of what is left', () => {
  it('is when credentials are replaced, a little less and never within ten seconds', () => {
    expect(rotateAtMs(600_000, 0, () => 0)).toBe(300_000)
    expect(rotateAtMs(600_000, 0, () => 1)).toBe(270_000)
    expect(rotateAtMs(12_000, 0, () => 0)).toBe(10_000)
    expect(rotateAtMs(-5, 0, () => 0)).toBe(10_000)
    expect(rotateAtMs(null, 0)).toBeNull()
  })
})

describe('a call longer than its credentials', () => {
  it('gets an attempt with fresh ones at half of their life, unasked, again and again', () => {
    const { planner, at, causes, credential, last } = session()
    at(4.4 * MINUTE)
    expect(causes()).toEqual(['first'])
    at(0.6 * MINUTE + 50)
    expect(causes()).toEqual(['first', 'rotation'])
    expect([last()?.route, last()?.servers.length, credential()]).toEqual(['direct', 2, '2'])
    planner.carries(2)
    at(5 * MINUTE + 100)
    expect(causes()).toEqual(['first', 'rotation', 'rotation'])
    expect(credential()).toBe('3')
  })

  it('stays on the class of path that carries it', () => {
    const { planner, at, last } = session()
    planner.plan('retry')
    planner.carries(2)
    at(5 * MINUTE + 100)
    expect(last()).toMatchObject({ cause: 'rotation', route: 'relay-tls' })
    expect(last()?.servers.flatMap(({ urls }) => urls)).toEqual([
      'turns:eu.example:443',
      'turns:us.example:443',
    ])
  })

  it('waits for the servers while signaling is lost, and takes them when it is back', () => {
    const { planner, world, at, causes, given } = session()
    world.reachable = false
    at(6 * MINUTE)
    expect(causes()).toEqual(['first'])
    planner.take(given())
    expect(causes()).toEqual(['first', 'rotation'])
  })

  it('is not moved again by servers that came for another reason', () => {
    const { planner, at, causes, given } = session()
    at(MINUTE)
    planner.take(given())
    expect(causes()).toEqual(['first'])
    at(4 * MINUTE)
    expect(causes()).toEqual(['first', 'rotation'])
  })

  it('is tried again halfway to the end when the page did not move', () => {
    const { at, causes } = session()
    at(8 * MINUTE)
    expect(causes()).toEqual(['first', 'rotation', 'rotation'])
  })

  it('has fresh servers when the page asks for the rotation itself', () => {
    const { planner, at, causes, credential, world } = session()
    planner.plan('rotation')
    at(50)
    expect([causes(), credential(), world.asked]).toEqual([['first', 'rotation'], '2', 1])
    planner.plan('rotation')
    expect([causes().length, credential(), world.asked]).toEqual([3, '2', 1])
  })
})

describe('no rotation', () => {
  it('for credentials that do not expire', () => {
    const { at, causes } = session({ lifeMs: null })
    at(24 * 60 * MINUTE)
    expect(causes()).toEqual(['first'])
  })

  it('where the backend takes no second attempt, or before the call began', () => {
    const { at, causes, world } = session()
    world.may = false
    at(20 * MINUTE)
    expect([causes(), world.asked]).toEqual([['first'], 0])
  })

  it('after the session', () => {
    const { planner, at, causes } = session()
    planner.stop()
    at(20 * MINUTE)
    expect(causes()).toEqual(['first'])
  })
})
