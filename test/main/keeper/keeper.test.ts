// What is kept ready for a call, told in virtual time.
import { afterEach, describe, expect, test } from 'vitest'
import {
  GATEWAY,
  type House,
  type HouseOptions,
  inUse as houseInUse,
  houseOf,
  MINUTE,
  OTHER,
  SECOND,
} from './house'

let house: House
const inUse = (options: HouseOptions = {}): House => {
  house = houseInUse(options)
  return house
}
const kinds = () => [...house.held.values()]
afterEach(() => expect(house.faults).toEqual([]))

describe('the pool', () => {
  test('is there once the window is in use and a gateway is likely', () => {
    house = houseOf()
    expect(house.said()).toEqual([])
    house.happen({ type: 'gateway.chosen', gateway: GATEWAY }, { type: 'window.focused' })
    expect(house.said()).toEqual([])
    house.happen({ type: 'page.started' })
    expect(house.said()).toEqual(['open', 'spare.planned'])
    expect(kinds()).toEqual(['pool'])
  })

  test('may be switched off, and then nothing is opened', () => {
    inUse({ allowed: { pool: false, line: false } }).wait(MINUTE)
    expect(house.effects).toEqual([])
  })

  test('goes when the policy forbids it, and comes when it allows it; another route makes it anew', () => {
    inUse()
    house.said()
    const POOL = { pool: true, line: false }
    house.happen({ type: 'policy.changed', allowed: POOL, wanted: 'auto' })
    expect(house.said()).toEqual([])
    house.happen({ type: 'policy.changed', allowed: POOL, wanted: 'relay-tls' })
    expect(house.said()).toEqual(['spare.dropped', 'spare.planned'])
    expect(house.keeper().spare?.route).toBe('relay-tls')
    house.happen({ type: 'policy.changed', allowed: { pool: false, line: false }, wanted: 'relay-tls' })
    expect(house.said()).toEqual(['spare.dropped', 'close'])
    house.happen({ type: 'policy.changed', allowed: POOL, wanted: 'auto' })
    expect(house.said()).toEqual(['open', 'spare.planned'])
  })

  test('is given to a call at that gateway, with its signaling; nothing is kept beside a call', () => {
    inUse()
    house.said()
    house.dial().wait(MINUTE)
    expect(house.said()).toEqual([])
    expect(house.keeper().taken).toBe('spare-000001')
  })

  test('is made anew after the call; what the call did not use is let go', () => {
    inUse().dial()
    house.said()
    house.hangUp()
    expect(house.said()).toEqual(['spare.dropped', 'open', 'spare.planned'])
    expect(kinds()).toEqual(['pool'])
  })

  test('is let go when somebody else is called, and then kept for them', () => {
    inUse()
    house.said()
    house.dial(OTHER)
    expect(house.said()).toEqual(['spare.dropped', 'close'])
    house.hangUp()
    expect(house.effects.at(-2)).toEqual({ do: 'open', gateway: OTHER })
  })

  test('is let go for a call to the built-in agent', () => {
    inUse()
    house.said()
    house.happen({ type: 'calls.counted', count: 1 })
    expect(house.said()).toEqual(['spare.dropped', 'close'])
  })

  test('is rebuilt before its credentials expire, with fresh ones', () => {
    inUse({ lifeMs: 10 * MINUTE })
    house.said()
    house.wait(9 * MINUTE - 5 * SECOND)
    expect(house.said()).toEqual([])
    house.wait(5 * SECOND)
    expect(house.said()).toEqual(['refresh', 'spare.dropped', 'spare.planned'])
  })

  test('does not spin on credentials that expire at once', () => {
    inUse({ lifeMs: 1_000 })
    house.said()
    house.wait(MINUTE)
    expect(house.said().filter(word => word === 'spare.planned')).toHaveLength(2)
  })

  test('stays while fresh credentials do not come, and they are asked for again', () => {
    inUse({ welcomes: 'never' }).happen({
      type: 'signaling.welcomed',
      ice: { servers: [], expiresAtMs: 1_000_000 + 2 * MINUTE },
    })
    house.said()
    house.wait(MINUTE + 25 * SECOND)
    expect(house.said()).toEqual(['refresh', 'refresh', 'refresh'])
    expect(kinds()).toEqual(['pool'])
  })

  test('is made narrower once the regions have shown themselves, and not for every news of them', () => {
    const region = (name: string) => ({ urls: [`turns:${name}.example:443?transport=tcp`], region: name })
    const ice = { servers: ['eu', 'us', 'ap'].map(region), expiresAtMs: null }
    inUse({ welcomes: 'never' }).happen({ type: 'signaling.welcomed', ice })
    const plans = () =>
      house.effects.flatMap(effect =>
        effect.do === 'tell' && effect.fact.type === 'spare.planned' ? [effect.fact.plan.servers] : [],
      )
    expect(plans().at(-1)).toHaveLength(3)
    const took = (allocatedMs: number) => ({
      allocatedMs,
      allocatedAtMs: 1,
      failedAtMs: 0,
      diedAtMs: 0,
      udpAtMs: 0,
      udpSilentAtMs: 0,
    })
    house.said()
    house.happen({ type: 'regions.known', records: { eu: took(200), us: took(400), ap: took(900) } })
    expect(house.said()).toEqual(['spare.dropped', 'spare.planned'])
    expect(
      plans()
        .at(-1)
        ?.map(({ region: name }) => name),
    ).toEqual(['eu', 'us'])
    house.happen({ type: 'regions.known', records: { eu: took(300), us: took(200), ap: took(900) } })
    expect(house.said()).toEqual([])
  })

  test('is made anew when the network changed', () => {
    inUse()
    house.said()
    house.happen({ type: 'network.changed' })
    expect(house.said()).toEqual(['spare.dropped', 'reconnect', 'spare.planned'])
  })

  test('waits for signaling to be back before it is made anew', () => {
    inUse({ welcomes: 'never' }).happen({
      type: 'signaling.welcomed',
      ice: { servers: [], expiresAtMs: null },
    })
    house.said()
    house.happen({ type: 'network.changed' }).wait(MINUTE)
    expect(house.said()).toEqual(['spare.dropped', 'reconnect'])
    expect(house.keeper().signaling.at).toBe('doubted')
  })

  test('that breaks is tried again, in longer and longer pauses', () => {
    inUse()
    const plannedAfterBreak = () => {
      const { spare } = house.keeper()
      house.happen({ type: 'spare.broke', id: spare?.id ?? '' })
      let seconds = 0
      for (; house.keeper().spare === null; seconds += 5) house.wait(5 * SECOND)
      return seconds
    }
    expect([1, 2, 3, 4].map(plannedAfterBreak)).toEqual([5, 10, 20, 40])
    house.wait(MINUTE)
    expect(plannedAfterBreak()).toBe(5)
  })

  test('goes ten minutes after the computer was last used, with its signaling, and comes back', () => {
    inUse()
    house.said()
    house.wait(10 * MINUTE - 5 * SECOND, 'idle')
    expect(house.said()).toEqual([])
    house.wait(5 * SECOND, 'idle')
    expect(house.said()).toEqual(['spare.dropped', 'close'])
    house.wait(5 * SECOND)
    expect(house.said()).toEqual(['open', 'spare.planned'])
  })

  test('goes five minutes after the window lost the focus, and comes back with it', () => {
    inUse().happen({ type: 'window.blurred' })
    house.said()
    house
      .wait(4 * MINUTE)
      .happen({ type: 'window.blurred' })
      .wait(MINUTE)
    expect(house.said()).toEqual(['spare.dropped', 'close'])
    house.happen({ type: 'window.focused' })
    expect(house.said()).toEqual(['open', 'spare.planned'])
  })

  test('is asked of a new page anew', () => {
    inUse()
    house.said()
    house.happen({ type: 'page.started' })
    expect(house.said()).toEqual(['spare.dropped', 'spare.planned'])
    house.happen({ type: 'page.gone' })
    expect(house.said()).toEqual(['spare.dropped', 'close'])
  })

  test('is let go of with a gateway that drains, and sought again once that was asked for', () => {
    inUse().wait(MINUTE)
    house.said()
    house.happen({ type: 'signaling.drains', pauseMs: 30_000 })
    expect(house.said()).toEqual(['spare.dropped', 'close'])
    house.wait(25 * SECOND)
    expect([house.isOpen(), kinds()]).toEqual([false, []])
    house.wait(10 * SECOND)
    expect([house.isOpen(), kinds()]).toEqual([true, ['pool']])
  })

  test('is not sought sooner than a gateway that refused wants to be asked', () => {
    inUse({ welcomes: 'never' })
    house.happen({ type: 'signaling.failed', pauseMs: 60_000 })
    house.said()
    expect(house.wait(55 * SECOND).said()).toEqual([])
    expect(house.wait(10 * SECOND).said()).toEqual(['open'])
  })

  test('is not asked for while a gateway cannot be reached, which is tried in longer and longer pauses', () => {
    inUse({ welcomes: 'fails' }).wait(20 * MINUTE)
    expect(kinds()).toEqual([])
    const opened = house.said().length
    expect(opened).toBeGreaterThan(5)
    expect(opened).toBeLessThan(14)
  })
})
