// Whatever happens to a keeper: never two peers of a kind, nothing kept beside a call, nothing left over at the end.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Happening } from '../../../main/signaling/keeper/events'
import { GATEWAY, type House, houseOf, MINUTE, OTHER } from './house'

type Turn =
  | { readonly what: Happening }
  | { readonly waitMs: number; readonly idle: boolean }
  | { readonly call: 'dial' | 'hang up'; readonly gateway: string }
  /** Something about the peer that is there now. */
  | { readonly spare: 'broke' | 'full' | 'ended' | 'answered' }

const gateway = fc.constantFrom(GATEWAY, OTHER)
const id = fc.constantFrom('spare-000001', 'spare-000002', 'spare-000099')
const what: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>(
    { type: 'page.started' },
    { type: 'page.gone' },
    { type: 'window.focused' },
    { type: 'window.blurred' },
    { type: 'power.changed', power: 'battery' },
    { type: 'power.changed', power: 'mains' },
    { type: 'network.changed' },
    { type: 'signaling.drains', pauseMs: 5_000 },
    { type: 'gateway.chosen', gateway: null },
  ),
  gateway.map(chosen => ({ type: 'gateway.chosen' as const, gateway: chosen })),
  id.map(name => ({ type: 'spare.broke' as const, id: name })),
  id.map(name => ({ type: 'line.offered' as const, id: name, sdp: 'offer' })),
)
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what }) },
  {
    weight: 3,
    arbitrary: fc.record({ waitMs: fc.constantFrom(5_000, MINUTE, 11 * MINUTE), idle: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ call: fc.constantFrom('dial' as const, 'hang up' as const), gateway }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      spare: fc.constantFrom('broke' as const, 'full' as const, 'ended' as const, 'answered' as const),
    }),
  },
)

function play(house: House, next: Turn): void {
  const current = house.keeper().spare?.id ?? 'spare-000000'
  if ('what' in next) house.happen(next.what)
  else if ('waitMs' in next) house.wait(next.waitMs, next.idle ? 'idle' : undefined)
  else if ('call' in next) {
    if (next.call === 'hang up') house.hangUp()
    else if (house.keeper().calls === 0) house.dial(next.gateway)
  } else if (next.spare === 'broke') house.happen({ type: 'spare.broke', id: current })
  else if (next.spare === 'answered') house.happen({ type: 'line.answered', id: current, sdp: 'answer' })
  else house.happen({ type: 'line.ended', id: current, reason: next.spare === 'full' ? 'full' : 'broken' })
}

const anyHouse = fc.record({
  allowed: fc.record({ pool: fc.boolean(), line: fc.boolean() }),
  welcomes: fc.constantFrom('at once' as const, 'never' as const, 'fails' as const),
  lifeMs: fc.constantFrom(null, 1_000, 2 * MINUTE, 60 * MINUTE),
})

const always = (holds: (house: House) => void, after: (house: House) => void = () => {}): void =>
  fc.assert(
    fc.property(anyHouse, fc.array(turn, { maxLength: 40 }), (options, turns) => {
      const house = houseOf(options)
      house.happen({ type: 'page.started' }, { type: 'window.focused' })
      house.happen({ type: 'gateway.chosen', gateway: GATEWAY })
      for (const next of turns) {
        play(house, next)
        holds(house)
      }
      after(house)
    }),
    { numRuns: 400 },
  )

test('never two peers of a kind, and nothing is asked of signaling that is not there', () =>
  always(({ faults }) => expect(faults).toEqual([])))

test('the page holds what the keeper believes, and what a call was given', () =>
  always(({ held, keeper }) => {
    const { spare, taken } = keeper()
    const known = [spare?.id, taken].filter(name => name !== undefined && name !== null)
    for (const name of held.keys()) expect(known).toContain(name)
    expect(held.size).toBeLessThanOrEqual(2)
  }))

test('nothing is kept beside a call, nor without a page or a gateway', () =>
  always(({ keeper, isOpen }) => {
    const { calls, page, gateway: kept, signaling, spare } = keeper()
    if (calls === 0 && page === 'there' && kept !== null) return
    expect([signaling.at, spare, isOpen()]).toEqual(['closed', null, false])
  }))

test('when the page goes everything is released, whatever came before', () =>
  always(
    () => {},
    house => {
      house
        .hangUp()
        .happen({ type: 'page.gone' })
        .wait(11 * MINUTE)
      expect([house.held.size, house.lines.size, house.isOpen()]).toEqual([0, 0, false])
    },
  ))

test('such stories do keep both kinds', () => {
  const seen = new Set<string>()
  always(({ held }) => {
    for (const kind of held.values()) seen.add(kind)
  })
  expect([...seen].sort()).toEqual(['line', 'pool'])
})
