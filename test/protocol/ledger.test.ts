// The numbering of signaling against a transport at its worst: cut, doubled, overtaken. Nothing lost, doubled or reordered.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLedger, type Ledger, type LedgerBounds } from '../../protocol/ledger'
import { randomOf } from '../fakes/random'

const BOUNDS: LedgerBounds = { outboxFramesMax: 512, outboxBytesMax: 64_000, earlyFramesMax: 64 }

interface Wire {
  readonly seq: number
  readonly ack: number
  readonly body: string
}

interface End {
  readonly ledger: Ledger<string>
  readonly heard: string[]
  /** What is on its way to this end. */
  flight: Wire[]
}

const createEnd = (): End => ({ ledger: createLedger<string>(BOUNDS), heard: [], flight: [] })

/** Two ends and the road between them. `trouble` is the share of frames that are doubled or overtaken. */
function createRoad(random: () => number, trouble: number) {
  const ends = [createEnd(), createEnd()] as const
  let road: 'open' | 'cut' = 'open'

  const transmit = (to: End, frame: Wire) => {
    if (road === 'cut') return
    to.flight.push(frame)
    if (random() < trouble) to.flight.push(frame)
    // Overtakes up to eight others: posts travel on parallel connections, a browser opens six to a host.
    if (random() < trouble) to.flight.splice(-Math.ceil(random() * 8), 0, ...to.flight.splice(-1))
  }
  const say = (from: End, to: End, body: string): 'said' | 'full' => {
    const seq = from.ledger.post(body, body.length)
    if (seq === 'overflow') return 'full'
    transmit(to, { seq, ack: from.ledger.received(), body })
    return 'said'
  }
  const arrive = (at: End) => {
    const frame = at.flight.shift()
    if (frame === undefined) return
    expect(at.ledger.confirm(frame.ack)).toBe('confirmed')
    if (frame.seq === 0) return
    const taken = at.ledger.take(frame.seq, frame.body)
    if (taken.kind === 'overflow') throw new Error(`${at.ledger.waiting()} frames came early`)
    at.heard.push(...taken.items)
  }
  /** What is on its way is lost; the next words are greetings with acks, then the replay. */
  const cut = () => {
    road = 'cut'
    for (const end of ends) end.flight = []
  }
  const resume = () => {
    road = 'open'
    const [left, right] = ends
    for (const [from, to] of [[left, right], [right, left]] as const) {
      expect(to.ledger.confirm(from.ledger.received())).toBe('confirmed')
      for (const { seq, body } of to.ledger.unconfirmed())
        transmit(from, { seq, ack: to.ledger.received(), body })
    } // biome-ignore format: two directions
  }
  const acknowledge = () => {
    const [left, right] = ends
    transmit(left, { seq: 0, ack: right.ledger.received(), body: '' })
    transmit(right, { seq: 0, ack: left.ledger.received(), body: '' })
  }
  const settle = () => {
    for (const end of ends) while (end.flight.length > 0) arrive(end)
  }
  return { ends, say, arrive, cut, resume, acknowledge, settle, road: () => road }
}

const numbered = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${who}${index + 1}`)

/** Sends `count` messages each way over a road that is cut about every `every` of them. */
function play(seed: number, count: number, every: number, trouble: number) {
  const random = randomOf(seed)
  const road = createRoad(random, trouble)
  const [left, right] = road.ends
  const said = { left: 0, right: 0 }
  let cuts = 0
  for (let step = 0; said.left < count || said.right < count; step += 1) {
    if (said.left < count && road.say(left, right, `l${said.left + 1}`) === 'said') said.left += 1
    if (said.right < count && random() < 0.8 && road.say(right, left, `r${said.right + 1}`) === 'said')
      said.right += 1
    if (random() < 0.9) road.arrive(left)
    if (random() < 0.9) road.arrive(right)
    if (random() < 0.02) road.settle()
    if (random() < 0.05) road.acknowledge()
    if (random() < 1 / every) {
      if (road.road() === 'open') cuts += 1
      road.cut()
    } else if (road.road() === 'cut' && random() < 0.2) road.resume()
    if (step > count * 100) throw new Error('the road got stuck')
  }
  road.cut()
  road.resume()
  road.settle()
  return { heard: [left.heard, right.heard] as const, cuts, left, right }
}

describe('the ledger', () => {
  // The full size: LEDGER_MESSAGES=200000 npx vitest run test/protocol/ledger.test.ts
  const count = Number(process.env.LEDGER_MESSAGES ?? 20_000)
  test(`${count} messages each way, cut every 100, 1 % doubled and 1 % overtaken: none lost, doubled or reordered`, () => {
    const seed = Number(process.env.LEDGER_SEED ?? Date.now() % 1_000_000_007)
    const { heard, cuts } = play(seed, count, 100, 0.01)
    const [left, right] = heard
    expect(cuts, `LEDGER_SEED=${seed}`).toBeGreaterThan(100)
    for (const [got, sent] of [
      [left, numbered('r', count)],
      [right, numbered('l', count)],
    ] as const) {
      const wrong = sent.findIndex((body, index) => got[index] !== body)
      expect({ wrong, count: got.length }, `LEDGER_SEED=${seed}`).toEqual({ wrong: -1, count })
    }
    process.stdout.write(`ledger: LEDGER_SEED=${seed}, ${count} each way, ${cuts} cuts\n`)
  })

  test('any road, however bad: what was said is heard, once and in order', () => {
    const wish = fc.record({
      seed: fc.nat(),
      count: fc.integer({ min: 1, max: 120 }),
      every: fc.integer({ min: 2, max: 200 }),
      trouble: fc.double({ min: 0, max: 0.3, noNaN: true }),
    })
    fc.assert(
      fc.property(wish, ({ seed, count, every, trouble }) => {
        const { heard } = play(seed, count, every, trouble)
        expect(heard).toEqual([numbered('r', count), numbered('l', count)])
      }),
      { numRuns: 150 },
    )
  })

  test('keeps what is not confirmed, and no more', () => {
    const ledger = createLedger<string>(BOUNDS)
    for (const body of ['a', 'b', 'c']) ledger.post(body, 1)
    expect(ledger.confirm(2)).toBe('confirmed')
    expect(ledger.unconfirmed()).toMatchObject([{ seq: 3, body: 'c' }])
    expect(ledger.confirm(1)).toBe('confirmed')
    expect(ledger.unconfirmed()).toHaveLength(1)
  })

  test('believes no confirmation of what was never sent', () => {
    const ledger = createLedger<string>(BOUNDS)
    ledger.post('a', 1)
    expect(ledger.confirm(2)).toBe('impossible')
    expect(ledger.unconfirmed()).toHaveLength(1)
  })

  test.each([
    ['frames', { outboxFramesMax: 2 }],
    ['bytes', { outboxBytesMax: 11 }],
  ])('is full at its bound of %s, and has room again once confirmed', (_what, bound) => {
    const ledger = createLedger<string>({ ...BOUNDS, ...bound })
    expect([ledger.post('a', 5), ledger.post('b', 5), ledger.post('c', 5)]).toEqual([1, 2, 'overflow'])
    ledger.confirm(1)
    expect(ledger.post('c', 5)).toBe(3)
  })

  test('lets no more wait than may come early', () => {
    const ledger = createLedger<string>({ ...BOUNDS, earlyFramesMax: 1 })
    expect(ledger.take(3, 'c')).toEqual({ kind: 'items', items: [] })
    expect(ledger.take(4, 'd')).toEqual({ kind: 'overflow' })
    expect(ledger.waiting()).toBe(1)
    expect(ledger.take(2, 'b')).toEqual({ kind: 'overflow' })
    expect(ledger.take(1, 'a')).toEqual({ kind: 'items', items: ['a'] })
    expect(ledger.received()).toBe(1)
  })
})
