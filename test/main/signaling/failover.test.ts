// Several addresses of one gateway: which is asked when, which one is preferred, and where a session is taken up again.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inOrder, NEXT_ADDRESS_MS } from '../../../main/signaling/failover'
import { failure } from '../../../main/signaling/failures'
import { createRoads, NO_HABITS } from '../../../main/signaling/roads'
import type { Address, OpenTransport, TransportEvent } from '../../../main/signaling/transport'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const [a, b, c] = ['wss://a.example/', 'wss://b.example/', 'wss://c.example/'].map(url => ({ url })) as [
  Address,
  Address,
  Address,
]
const target = { ...a, others: [b, c] }

/** Tries that answer when they are told to. */
function tries() {
  const made: { url: string; tell: (event: TransportEvent) => void; closes: number }[] = []
  const open: OpenTransport = ({ url }, tell) => {
    const one = { url, tell, closes: 0 }
    made.push(one)
    const close = () => {
      one.closes += 1
    }
    return { send: () => {}, close }
  }
  return { made, open, asked: () => made.map(({ url }) => url) }
}
const refuse = (name: 'signaling_unreachable' | 'signaling_overloaded', retryAfterMs?: number) =>
  ({
    type: 'closed',
    failure: { ...failure(name, 'no'), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  }) as const

describe('an opening that has several addresses', () => {
  const opening = () => {
    const told: TransportEvent[] = []
    const house = tries()
    const transport = inOrder(house.open, [a, b, c])(a, event => told.push(event))
    return { ...house, told, transport }
  }

  it('asks one that answers in time, and no other', () => {
    const { made, told, asked } = opening()
    vi.advanceTimersByTime(NEXT_ADDRESS_MS - 1)
    made[0]?.tell({ type: 'opened' })
    vi.advanceTimersByTime(10_000)
    expect([asked(), told]).toEqual([[a.url], [{ type: 'opened' }]])
  })

  it('asks the next beside one that does not answer; the first that opens stays', () => {
    const { made, told, asked } = opening()
    vi.advanceTimersByTime(2 * NEXT_ADDRESS_MS)
    expect(asked()).toEqual([a.url, b.url, c.url])
    made[1]?.tell({ type: 'opened' })
    made[0]?.tell({ type: 'opened' })
    expect([told.length, made.map(({ closes }) => closes)]).toEqual([1, [1, 0, 1]])
  })

  it('asks the next at once where one fails, and fails with the first when all did', () => {
    const { made, told, asked } = opening()
    made[0]?.tell(refuse('signaling_overloaded'))
    expect(asked()).toEqual([a.url, b.url])
    made[1]?.tell(refuse('signaling_unreachable'))
    expect(told).toEqual([])
    made[2]?.tell(refuse('signaling_unreachable'))
    expect(told).toMatchObject([{ type: 'closed', failure: { name: 'signaling_overloaded' } }])
  })

  it('asks nobody once it is closed', () => {
    const { made, transport, told } = opening()
    transport.close()
    vi.advanceTimersByTime(10_000)
    expect([made.map(({ closes }) => closes), told]).toEqual([[1], []])
  })
})

describe('the roads of a line', () => {
  const house = (of: 'call' | 'nobody' = 'call', preferred: string | null = null) => {
    const worked: string[] = []
    const habits = { preferred: () => preferred, worked: (_: string, at: string) => worked.push(at) }
    const roads = createRoads(target, { habits, of: () => of, random: () => 0 })
    const { made, open } = tries()
    const opener = roads.watch(open)
    const reach = (address: Address, event: TransportEvent = { type: 'opened' }) => {
      opener(address, () => undefined)
      made.at(-1)?.tell(event)
    }
    const back = (times: number, elapsedMs: number) =>
      Array.from({ length: times }, () => roads.back(elapsedMs).url)
    return { roads, reach, back, worked }
  }

  it('begin with what worked on this network last time', () => {
    expect(house().roads.open()).toEqual([a, b, c])
    expect(house('call', c.url).roads.open()).toEqual([c, a, b])
    expect(house('call', 'wss://gone.example/').roads.open()).toEqual([a, b, c])
  })

  it('an address that refuses a greeting is not asked again by this opening', () => {
    const { roads, reach } = house()
    roads.open()
    reach(a)
    expect(roads.refused(failure('signaling_overloaded', 'full'))).toBe('again')
    expect(roads.open()).toEqual([b, c])
    reach(b)
    expect(roads.refused(failure('signaling_overloaded', 'full'))).toBe('again')
    reach(c)
    expect(roads.refused(failure('signaling_overloaded', 'full'))).toBe('over')
  })

  it('a failure to open says all: every address was asked', () => {
    const { roads, reach } = house()
    roads.open()
    reach(a, refuse('signaling_unreachable'))
    expect(roads.refused(failure('signaling_unreachable', 'no'))).toBe('over')
  })

  it('lead to the gateway that holds the session, and after a while to the others in turns with it', () => {
    const { roads, reach, back, worked } = house()
    roads.open()
    reach(b)
    roads.settled()
    expect(worked).toEqual([b.url])
    expect(back(4, 1_000)).toEqual([b.url, b.url, b.url, b.url])
    const later = back(8, 5_000)
    expect(later.filter(url => url === b.url)).toHaveLength(4)
    expect(new Set(later)).toEqual(new Set([a.url, b.url, c.url]))
  })

  it('one that does not know the session is asked no more; the one that holds it has the last word', () => {
    const { roads, reach, back } = house()
    roads.open()
    reach(a)
    roads.settled()
    reach(b)
    expect(roads.refused(failure('signaling_lost', 'no such session'))).toBe('again')
    reach(c)
    expect(roads.refused(failure('signaling_lost', 'no such session'))).toBe('again')
    expect(new Set(back(6, 5_000))).toEqual(new Set([a.url]))
    reach(a)
    expect(roads.refused(failure('signaling_lost', 'no such session'))).toBe('over')
  })

  it('one that asks to be left alone is, while another may be asked', () => {
    const { roads, reach, back } = house()
    roads.open()
    reach(a)
    roads.settled()
    reach(a, refuse('signaling_overloaded', 5_000))
    expect([roads.waitMs(), new Set(back(6, 100))]).toEqual([0, new Set([b.url, c.url])])
    reach(b, refuse('signaling_overloaded', 3_000))
    reach(c, refuse('signaling_overloaded', 60_000))
    expect(roads.waitMs()).toBe(3_000)
    vi.advanceTimersByTime(3_000)
    expect(new Set(back(6, 3_100))).toEqual(new Set([b.url]))
    vi.advanceTimersByTime(2_000)
    expect(back(1, 5_100)).toEqual([a.url])
  })

  it('one that drains is left for another from the first try on', () => {
    const { roads, reach, back } = house()
    roads.open()
    reach(a)
    roads.settled()
    roads.drains(undefined)
    expect(new Set(back(6, 0))).toEqual(new Set([a.url, b.url, c.url]))
    reach(b)
    roads.settled()
    expect(back(2, 0)).toEqual([b.url, b.url])
  })

  it('with one address only, that one is waited for', () => {
    const alone = createRoads(a, { habits: NO_HABITS, of: () => 'call', random: () => 0 })
    alone.drains(4_000)
    expect(alone.waitMs()).toBe(0)
    alone.watch((_address, emit) => {
      emit(refuse('signaling_overloaded', 4_000))
      return { send: () => {}, close: () => {} }
    })(a, () => undefined)
    expect([alone.waitMs(), alone.back(10_000)]).toEqual([4_000, a])
  })
})
