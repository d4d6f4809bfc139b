// A session that loses its connection: waits, is taken up with one token once, replays, and ends when nobody comes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'
import { callId, go, HELLO, type openHouse, speaking, welcomed } from './session-house'

type Client = ReturnType<ReturnType<typeof openHouse>['connect']>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const helloWith = (resume: { session: string; token: string }): ClientMessage =>
  ({ ...HELLO, resume }) as ClientMessage
const turn = (n: number): GatewayMessage => ({ type: 'agent.turn', callId, n, responseMs: 1 })
const turns = (client: Client) =>
  client.sent.flatMap(({ message }) => (message.type === 'agent.turn' ? [message.n] : []))
const REFUSED = { type: 'error', failure: { name: 'signaling_lost' } }

/** A refusal comes once the store was asked as well. */
const asked = () => vi.advanceTimersByTimeAsync(0)

/** A second connection that takes up the session of `from`. */
function takeUp(connect: (before?: { seq: number; ack: number }) => Client, from: Client): Client {
  const next = connect(from.numbers)
  next.say(helloWith(from.ticket()))
  return next
}

describe('a session that lost its connection', () => {
  it('is resumed, and says again what was lost on the way', () => {
    const { connect, tell, ...first } = welcomed()
    tell(turn(1))
    first.cut()
    tell(turn(2))
    const second = takeUp(connect, first)
    tell(turn(3))
    expect(second.sent[0]?.message).toMatchObject({ type: 'welcome', resumed: true })
    expect([...turns(first), ...turns(second)]).toEqual([1, 2, 3])
    expect(second.sent.slice(1).map(({ seq }) => seq)).toEqual([2, 3])
  })

  it('says again what was written meanwhile, and of captions only what is final', () => {
    const { connect, tell, ...first } = welcomed()
    const caption = (n: number, isFinal: boolean): GatewayMessage => ({
      type: 'caption', callId, id: n, who: 'agent', text: `${n}`, isFinal, atMs: 0,
    }) // biome-ignore format: one value
    const write = (n: number): GatewayMessage => ({
      type: 'agent.message',
      callId,
      id: n,
      text: 'x',
      atMs: 0,
    })
    const words = (client: Client) =>
      client.sent.flatMap(({ message }): readonly unknown[] =>
        message.type === 'caption'
          ? [[message.id, message.isFinal]]
          : message.type === 'agent.message'
            ? [message.id]
            : [],
      )
    tell(caption(1, false))
    first.cut()
    for (let n = 0; n < 2_000; n++) tell(caption(1, false))
    tell(caption(1, true))
    tell(write(1))
    tell(caption(2, false))
    const second = takeUp(connect, first)
    tell(caption(2, false))
    tell(caption(2, true))
    expect(words(first)).toEqual([[1, false]])
    expect(words(second)).toEqual([[1, true], 1, [2, false], [2, true]])
    expect(second.sent.slice(1).map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
  })

  it('tells its client what arrived, and hears a replayed frame once', () => {
    const { connect, handled, ...first } = welcomed()
    first.say(go(1))
    first.say(go(2))
    first.cut()
    const second = takeUp(connect, first)
    expect(second.sent[0]).toMatchObject({ seq: 0, ack: 2 })
    second.receive(2, go(2))
    second.receive(3, go(3))
    expect(handled).toEqual([go(1), go(2), go(3)])
  })

  it('is resumed before the old connection is known to be dead, and does not mind its end', () => {
    const { connect, tell, handled, state, ...first } = welcomed()
    const second = takeUp(connect, first)
    expect(first.transport.state).toBe('closed')
    first.say(go(9))
    first.cut()
    second.say(go(1))
    tell(turn(1))
    expect([handled, turns(second), turns(first), state.dropped]).toEqual([[go(1)], [1], [], 0])
  })

  it('takes each token once', async () => {
    const { connect, state, ...first } = welcomed()
    first.cut()
    const second = takeUp(connect, first)
    expect(second.ticket().token).not.toBe(first.ticket().token)
    second.say({ type: 'ping', id: 1 })
    second.cut()
    const late = takeUp(connect, first)
    await asked()
    expect(late.last()).toMatchObject(REFUSED)
    expect(takeUp(connect, second).last()).toMatchObject({ type: 'welcome', resumed: true })
    expect(state.dropped).toBe(0)
  })

  it('takes a spent token again while its client cannot have seen the new one', () => {
    const { connect, ...first } = welcomed()
    first.cut()
    for (let lostWelcomes = 0; lostWelcomes < 3; lostWelcomes += 1) {
      const next = takeUp(connect, first)
      expect(next.last()).toMatchObject({ type: 'welcome', resumed: true })
      next.cut()
    }
  })

  it.each([
    ['another token', (ticket: { session: string }) => ({ ...ticket, token: 'x'.repeat(32) })],
    ['another session', (ticket: { token: string }) => ({ session: 'x'.repeat(32), token: ticket.token })],
  ])('is not resumed with %s, and is not disturbed by the attempt', async (_what, forge) => {
    const { connect, state, ...first } = welcomed()
    const thief = connect()
    thief.say(helloWith(forge(first.ticket()) as { session: string; token: string }))
    await asked()
    expect(thief.last()).toMatchObject(REFUSED)
    expect([thief.transport.state, first.transport.state, state.dropped]).toEqual(['closed', 'open', 0])
  })

  it('is not resumed by a client that confirms what was never said', async () => {
    const { connect, ...first } = welcomed()
    const liar = connect({ seq: 0, ack: 5 })
    liar.say(helloWith(first.ticket()))
    await asked()
    expect(liar.last()).toMatchObject(REFUSED)
  })
})

describe('a session that nobody takes up', () => {
  it('is held for its time, then ends with its calls', async () => {
    const { connect, state, ...first } = welcomed({ holdMs: 90_000 })
    state.calls = 1
    first.cut()
    vi.advanceTimersByTime(89_999)
    expect(state.dropped).toBe(0)
    vi.advanceTimersByTime(1)
    expect(state.dropped).toBe(1)
    const late = takeUp(connect, first)
    await asked()
    expect(late.last()).toMatchObject(REFUSED)
  })

  it('goes on for as long as its caller is heard', () => {
    const { cut, state } = welcomed({ holdMs: 90_000 })
    Object.assign(state, { calls: 1, quietMs: 20 })
    cut()
    vi.advanceTimersByTime(600_000)
    expect(state.dropped).toBe(0)
    state.quietMs = 90_000
    vi.advanceTimersByTime(90_000)
    expect(state.dropped).toBe(1)
  })

  it('is not ended by the time it once waited', () => {
    const { connect, state, ...first } = welcomed({ holdMs: 90_000 })
    first.cut()
    vi.advanceTimersByTime(60_000)
    takeUp(connect, first).say({ type: 'ping', id: 1 })
    vi.advanceTimersByTime(60_000)
    expect(state.dropped).toBe(0)
  })

  it('ends when more waits for its client than may', () => {
    const { cut, tell, state } = welcomed({ outboxFramesMax: 10 })
    state.calls = 1
    cut()
    for (let n = 1; n <= 11; n += 1) tell(turn(n))
    expect(state.dropped).toBe(1)
  })
})

describe('a full house', () => {
  it('gives the place of a waiting session without calls to a new client, and of one with calls to nobody', () => {
    const { connect, state, ...first } = welcomed({ sessionsMax: 1 })
    state.calls = 1
    first.cut()
    const refused = connect()
    refused.say(HELLO)
    expect(refused.last()).toMatchObject({ failure: { name: 'signaling_overloaded' } })
    state.calls = 0
    const taken = connect()
    taken.say(HELLO)
    expect(taken.last()).toMatchObject({ type: 'welcome' })
    expect(state.dropped).toBe(1)
  })

  it('lets a client back in though its dead connection still counts', () => {
    const { house, connect, ...first } = welcomed({ sessionsMax: 1 })
    expect(house.full()).toBe(false)
    expect(takeUp(connect, first).last()).toMatchObject({ resumed: true })
    expect(house.full()).toBe(true)
    first.cut()
    expect(house.full()).toBe(false)
  })
})

it('says nothing to a client that is gone, and nothing at all once the house is closed', () => {
  const { house, tell, sent, cut } = welcomed()
  cut()
  tell(speaking)
  house.drop()
  tell(speaking)
  expect(sent).toHaveLength(1)
})
