// The four facts over the machine's table, and the proof that each check can fail.
import { describe, expect, test } from 'vitest'
import { PHASES } from '../../protocol/ipc'
import { TABLE } from '../../renderer/call/transition'
import { explore } from './explore'
import {
  type Declared,
  deafToHangUp,
  otherWritersOfTheEnd,
  unbounded,
  undeclaredOrUntaken,
  unreached,
  wrongExits,
} from './machine'
import { sourcesOf } from './sources'

const table = TABLE as unknown as Declared
const edges = explore()

describe('every phase is reached, by rows that say so', () => {
  test('holds', () => {
    expect(unreached(PHASES, edges)).toEqual([])
    expect(undeclaredOrUntaken(table, edges)).toEqual([])
  })
  test('fails for a phase out of reach, a row never taken and a step not declared', () => {
    expect(unreached(PHASES, edges.filter(({ to }) => to.phase !== 'ringing'))).toEqual(['ringing']) // biome-ignore format: one line
    const odd = { ...table, idle: { ...table.idle, dial: { to: ['active'] } } } as const
    expect(undeclaredOrUntaken(odd, edges)).toEqual([
      'never taken: idle --dial--> active',
      'not declared: idle --dial--> preparing',
    ])
  })
})

test('every live phase answers hangUp; a deaf one is found', () => {
  expect(deafToHangUp(table)).toEqual([])
  const { hangUp: _, ...deaf } = table.ringing
  expect(deafToHangUp({ ...table, ringing: deaf })).toEqual(['ringing'])
})

test('every waiting phase is bounded by a timer; one without is found', () => {
  expect(unbounded(edges)).toEqual([])
  const rings = edges.filter(({ move }) => move.type === 'backend.ringing')
  const stopped = rings.map(edge => ({ ...edge, timers: {} }))
  expect(unbounded(stopped)).toEqual(['inviting --backend.ringing--> ringing'])
})

describe('there is one way out', () => {
  test('and it releases once', () => expect(wrongExits(edges)).toEqual([]))
  test('an exit without a release, and a release without an exit, are found', () => {
    const isTimeout = ({ move }: (typeof edges)[number]) =>
      move.type === 'timer.fired' && move.timer === 'ringing'
    const bare = edges.filter(isTimeout).map(edge => ({ ...edge, effects: [] }))
    expect(wrongExits(bare)).toEqual(['ringing --timer.fired--> ended'])
    const early = edges.slice(0, 1).map(edge => ({ ...edge, effects: [{ do: 'release' } as const] }))
    expect(wrongExits(early)).toEqual(['idle --dial--> preparing'])
  })
  test('end.ts alone writes it; another writer is found', () => {
    expect(otherWritersOfTheEnd(sourcesOf(['renderer/call']))).toEqual([])
    const sly = new Map([
      ['renderer/call/phases/talk.ts', "return [{ ...call, phase: 'ended', end: reason }, []]"],
    ])
    expect(otherWritersOfTheEnd(sly)).toEqual(['renderer/call/phases/talk.ts'])
  })
})
