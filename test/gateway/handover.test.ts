// Sessions that several gateways share, what an operator tells everybody, and how a gateway is emptied.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryStore } from '../../gateway/session/store'
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'
import { callId, go, HELLO, openHouse, welcomed } from './session-house'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type House = ReturnType<typeof openHouse>
type Client = ReturnType<House['connect']>

const turn = (n: number): GatewayMessage => ({ type: 'agent.turn', callId, n, responseMs: 1 })
const turns = (client: Pick<Client, 'sent'>) =>
  client.sent.flatMap(({ message }) => (message.type === 'agent.turn' ? [message.n] : []))
const noticesOf = ({ sent }: Pick<Client, 'sent'>) =>
  sent.flatMap(({ seq, message }) => (message.type === 'notice' ? [[seq, message.kind]] : []))

async function moveTo({ connect }: House, from: Client, ticket = from.ticket()): Promise<Client> {
  const next = connect(from.numbers)
  next.say({ ...HELLO, resume: ticket } as ClientMessage)
  await vi.advanceTimersByTimeAsync(0)
  return next
}

describe('a session in a shared store', () => {
  const two = () => {
    const store = createMemoryStore(Date.now)
    return { here: welcomed({ holdMs: 90_000 }, store), there: openHouse({ holdMs: 90_000 }, store), store }
  }

  it('goes on at another gateway where it left off, with what was not delivered', async () => {
    const { here, there } = two()
    here.say(go(1))
    here.tell(turn(1))
    here.cut()
    here.tell(turn(2))
    const moved = await moveTo(there, here)
    expect(moved.sent[0]).toMatchObject({ seq: 0, ack: 1, message: { type: 'welcome', resumed: true } })
    there.tell(turn(3))
    expect([...turns(here), ...turns(moved)]).toEqual([1, 2, 3])
    moved.receive(1, go(1))
    moved.receive(2, go(2))
    expect(there.handled).toEqual([go(2)])
  })

  it('comes back to the first gateway as the second one left it', async () => {
    const { here, there } = two()
    here.cut()
    const moved = await moveTo(there, here)
    moved.say(go(1))
    there.tell(turn(1))
    moved.cut()
    const back = await moveTo(here, moved)
    expect(back.sent[0]).toMatchObject({ ack: 1, message: { type: 'welcome', resumed: true } })
    here.tell(turn(2))
    expect([...turns(moved), ...turns(back)]).toEqual([1, 2])
  })

  it('is not touched any more by the gateway that lost it', async () => {
    const { here, there } = two()
    here.cut()
    const moved = await moveTo(there, here)
    moved.say(go(1))
    here.house.tell({ kind: 'message' })
    vi.advanceTimersByTime(60_000)
    moved.say({ type: 'ping', id: 1 })
    vi.advanceTimersByTime(60_000)
    expect(here.log.at(-1)).toContain('nobody came back')
    moved.cut()
    const back = await moveTo(here, moved)
    expect(back.sent[0]).toMatchObject({ ack: 1, message: { type: 'welcome', resumed: true } })
    expect(noticesOf(back)).toEqual([])
  })

  it('outlives the gateway that held it, for as long as it would have been held', async () => {
    const { here, there } = two()
    here.house.drop()
    vi.advanceTimersByTime(89_000)
    expect((await moveTo(there, here)).last()).toMatchObject({ type: 'welcome', resumed: true })
    const late = two()
    late.here.house.drop()
    vi.advanceTimersByTime(90_000)
    expect((await moveTo(late.there, late.here)).last()).toMatchObject({ type: 'error' })
  })

  it("that has a call is nobody else's, and again anybody's after it", async () => {
    const { here, there } = two()
    here.state.calls = 1
    here.say(go(1))
    here.cut()
    expect((await moveTo(there, here)).last()).toMatchObject({ failure: { name: 'signaling_lost' } })
    const back = await moveTo(here, here)
    expect(back.last()).toMatchObject({ type: 'welcome', resumed: true })
    here.state.calls = 0
    back.say({ type: 'ping', id: 1 })
    back.cut()
    expect((await moveTo(there, back)).last()).toMatchObject({ type: 'welcome', resumed: true })
  })

  it.each([
    ['a token that is not its own', (client: Client) => ({ ...client.ticket(), token: 'x'.repeat(32) })],
    ['a name that is not its own', (client: Client) => ({ ...client.ticket(), session: 'x'.repeat(32) })],
  ])('is not moved by %s', async (_what, forge) => {
    const { here, there } = two()
    expect((await moveTo(there, here, forge(here))).last()).toMatchObject({ type: 'error' })
    expect(here.transport.state).toBe('open')
    expect((await moveTo(there, here)).last()).toMatchObject({ type: 'welcome', resumed: true })
  })

  it('is gone with its goodbye', async () => {
    const { here, there, store } = two()
    const { session } = here.ticket()
    expect(await store.find(session)).not.toBeNull()
    here.say({ type: 'bye' })
    expect(await store.find(session)).toBeNull()
    expect((await moveTo(there, here)).last()).toMatchObject({ type: 'error' })
  })

  it('a store that does not answer leaves a client no longer than one that says nothing', async () => {
    const silent = {
      save: () => {},
      claim: () => {},
      remove: () => {},
      find: () => new Promise<null>(() => undefined),
    }
    const house = openHouse({ helloMs: 10_000 }, silent)
    const client = await moveTo(house, welcomed())
    vi.advanceTimersByTime(10_000)
    expect(client.last()).toMatchObject({ failure: { name: 'signaling_timeout' } })
  })
})

describe('what is told to everybody', () => {
  it('waits for a client that is away', async () => {
    const here = welcomed()
    here.cut()
    here.house.tell({ kind: 'maintenance', text: 'Back at noon', atMs: 1 })
    const back = await moveTo(here, here)
    expect([noticesOf(here), noticesOf(back)]).toEqual([[], [[1, 'maintenance']]])
  })

  it('that a gateway drains is told to whoever is there or comes back, and nobody new is taken', async () => {
    const here = welcomed({ retryAfterMs: 7_000 })
    const away = here.connect()
    away.say(HELLO)
    away.cut()
    here.house.drain()
    expect(here.last()).toEqual({ type: 'notice', kind: 'draining', retryAfterMs: 7_000 })
    const back = await moveTo(here, away)
    expect(noticesOf(back)).toEqual([[0, 'draining']])
    const fresh = here.connect()
    fresh.say(HELLO)
    expect(fresh.last()).toMatchObject({ failure: { name: 'signaling_overloaded', retryAfterMs: 7_000 } })
    expect(here.transport.state).toBe('open')
  })
})
