// The warm line that is kept ready for a call, told in virtual time.
import { afterEach, describe, expect, test } from 'vitest'
import { type House, type HouseOptions, inUse as houseInUse, MINUTE, SECOND } from './house'

const LINE = { pool: true, line: true }
let house: House
const inUse = (options: HouseOptions = {}): House => {
  house = houseInUse(options)
  return house
}
const kinds = () => [...house.held.values()]
afterEach(() => expect(house.faults).toEqual([]))

describe('the warm line', () => {
  test('takes the place of the pool, and its offer goes to the gateway', () => {
    inUse({ allowed: LINE })
    expect(house.said()).toEqual(['open', 'spare.planned', 'send line.open'])
    expect(kinds()).toEqual(['line'])
    expect([...house.lines]).toEqual(['spare-000001'])
  })

  test('hears the answer and the candidates of its own name only', () => {
    inUse({ allowed: LINE })
    house.said()
    house.happen(
      { type: 'line.answered', id: 'spare-000001', sdp: 'answer' },
      { type: 'line.reached', id: 'spare-000001', candidate: null },
      { type: 'line.trickled', id: 'spare-000001', candidate: null },
      { type: 'line.answered', id: 'spare-000009', sdp: 'answer' },
      { type: 'line.trickled', id: 'spare-000009', candidate: null },
    )
    expect(house.said()).toEqual(['spare.answered', 'spare.candidate', 'send line.candidate'])
  })

  test('that the gateway has no room for becomes a pool, and is not asked for again for ten minutes', () => {
    inUse({ allowed: LINE })
    house.said()
    house.happen({ type: 'line.ended', id: 'spare-000001', reason: 'full' })
    expect(house.said()).toEqual(['spare.dropped', 'spare.planned'])
    expect(kinds()).toEqual(['pool'])
    house.wait(10 * MINUTE - 5 * SECOND)
    expect(house.said()).toEqual([])
    house.wait(5 * SECOND)
    expect(kinds()).toEqual(['line'])
  })

  test('that breaks is a pool until it is tried again', () => {
    inUse({ allowed: LINE })
    house.happen({ type: 'line.ended', id: 'spare-000001', reason: 'broken' })
    expect(kinds()).toEqual(['pool'])
    house.wait(5 * SECOND)
    expect(kinds()).toEqual(['line'])
  })

  test('is made anew every two minutes, before a gateway takes it for forgotten', () => {
    inUse({ allowed: LINE })
    house.said()
    house.wait(2 * MINUTE)
    expect(house.said()).toEqual(['send line.close', 'spare.dropped', 'spare.planned', 'send line.open'])
  })

  test('that a gateway took for forgotten is made anew at once', () => {
    inUse({ allowed: LINE })
    house.said()
    house.happen({ type: 'line.ended', id: 'spare-000001', reason: 'idle' })
    expect(house.said()).toEqual(['spare.dropped', 'spare.planned', 'send line.open'])
  })

  test('that broke at the page is closed at the gateway', () => {
    inUse({ allowed: LINE })
    house.happen({ type: 'spare.broke', id: 'spare-000001' })
    expect([...house.lines]).toEqual([])
  })

  test.each([
    ['nobody used the computer for two minutes', () => house.wait(2 * MINUTE, 'idle')],
    ['the computer runs on its battery', () => house.happen({ type: 'power.changed', power: 'battery' })],
    ['the window was out of focus for a minute', () => house.happen({ type: 'window.blurred' }).wait(MINUTE)],
  ] as const)('becomes a pool when %s, and comes back', (_, happen) => {
    inUse({ allowed: LINE })
    happen()
    expect([kinds(), [...house.lines]]).toEqual([['pool'], []])
    house.happen({ type: 'power.changed', power: 'mains' }, { type: 'window.focused' })
    expect(kinds()).toEqual(['line'])
  })

  test('is given to the call whole: nobody closes it', () => {
    inUse({ allowed: LINE })
    house.said()
    house.dial()
    expect(house.said()).toEqual([])
    expect(house.lines.size).toBe(1)
  })
})
