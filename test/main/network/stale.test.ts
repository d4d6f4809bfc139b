// A page that gathers yesterday's addresses. In virtual time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStaleWatch } from '../../../main/network/stale'
import type { Cause, Route } from '../../../protocol/ice'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const CALL = 'call-0001'
const OWN = '192.0.2.77'
const candidate = (address: string, type = 'host') => ({
  candidate: `candidate:1 1 udp 2122260223 ${address} 50000 typ ${type} generation 0`,
  sdpMid: '0',
  sdpMLineIndex: 0,
})

/** The network has changed just now. */
function changed() {
  const told = { stale: 0 }
  const world = { wayOut: true }
  const watch = createStaleWatch({
    isOwn: address => address === OWN,
    hasWayOut: () => world.wayOut,
    stale: () => {
      told.stale += 1
    },
  })
  watch.networkChanged()
  const plan = (attempt: number, cause: Cause = 'network', route: Route = 'direct') =>
    watch.planned(CALL, { attempt, cause, route, servers: [], spare: null })
  const gathers = (attempt: number, address: string, type?: string) =>
    watch.candidate(CALL, attempt, candidate(address, type))
  return { watch, told, world, plan, gathers, at: (ms: number) => vi.advanceTimersByTime(ms) }
}

describe('a page is stale', () => {
  it('that gathers nothing but an address that is gone, once for a change', () => {
    const { told, plan, gathers, at } = changed()
    plan(2)
    gathers(2, '192.0.2.10')
    at(699)
    expect(told.stale).toBe(0)
    at(1)
    expect(told.stale).toBe(1)
    plan(3, 'recovery')
    at(10_000)
    expect(told.stale).toBe(1)
  })

  it('that gathers nothing at all, and again after the next change', () => {
    const { told, plan, at, watch } = changed()
    plan(2, 'recovery')
    at(700)
    watch.networkChanged()
    plan(3)
    at(700)
    expect(told.stale).toBe(2)
  })

  it('whose relays alone stay silent for two seconds', () => {
    const { told, plan, at } = changed()
    plan(2, 'network', 'relay-tls')
    at(1_999)
    expect(told.stale).toBe(0)
    at(1)
    expect(told.stale).toBe(1)
  })

  it('whatever says nothing: the end of candidates, those of another attempt, no candidate at all', () => {
    const { told, plan, watch, at } = changed()
    plan(2)
    watch.candidate(CALL, 2, null)
    watch.candidate(CALL, 9, candidate(OWN))
    watch.candidate(CALL, 2, { candidate: '', sdpMid: null, sdpMLineIndex: null })
    at(700)
    expect(told.stale).toBe(1)
  })
})

describe('a page is not stale', () => {
  it.each([
    ['an address of now', OWN, 'host'],
    ['a name instead of an address', '0f3c5a52-0b1c-4e0e-8a0e-6f1f4f0f3c5a.local', 'host'],
    ['what a STUN server saw', '198.51.100.2', 'srflx'],
    ['a relay', '203.0.113.9', 'relay'],
  ])('that gathers %s, nor later in this change', (_what, address, type) => {
    const { told, plan, gathers, at } = changed()
    plan(2)
    gathers(2, '192.0.2.10')
    gathers(2, address, type)
    plan(3, 'recovery')
    at(10_000)
    expect(told.stale).toBe(0)
  })

  it.each(['standby', 'retry', 'rotation', 'rejoin', 'first'] as const)(
    'by an attempt made for %s',
    cause => {
      const { told, plan, at } = changed()
      plan(2, cause)
      at(10_000)
      expect(told.stale).toBe(0)
    },
  )

  it('without a change of the network', () => {
    const { told, plan, gathers, at } = changed()
    plan(2)
    gathers(2, OWN)
    plan(3, 'recovery')
    at(10_000)
    expect(told.stale).toBe(0)
  })

  it('by an attempt that ended, of a call that is over, or after the watch', () => {
    const { told, plan, watch, at } = changed()
    plan(2)
    watch.over(CALL, 2)
    plan(3)
    watch.over(CALL)
    plan(4)
    watch.stop()
    at(10_000)
    expect(told.stale).toBe(0)
  })

  it('where there is no way out; the next attempt tells', () => {
    const { told, plan, at, world } = changed()
    world.wayOut = false
    plan(2, 'recovery')
    at(10_000)
    world.wayOut = true
    plan(3, 'recovery')
    at(699)
    expect(told.stale).toBe(0)
    at(1)
    expect(told.stale).toBe(1)
  })
})
