// Sessions without any transport: a house, a desk that only listens, and clients that are one function each.
import { DEFAULT_LIMITS, type Limits } from '../../gateway/limits'
import type { Desk } from '../../gateway/session/desk'
import { createSessionHouse } from '../../gateway/session/house'
import type { SessionStore } from '../../gateway/session/store'
import {
  type ClientMessage,
  type Frame,
  frameText,
  type GatewayMessage,
  isOfConnection,
} from '../../protocol/signaling'

export const HELLO: ClientMessage = { type: 'hello', versions: [1], client: { name: 'test', version: '0' } }
export const callId = 'call-0001'
export const go = (attempt: number): ClientMessage => ({ type: 'go', callId, attempt, n: attempt })
export const speaking: GatewayMessage = { type: 'agent.state', callId, state: 'speaking' }

type Said = ClientMessage | { readonly type: string }

export function openHouse(limits: Partial<Limits> = {}, store?: SessionStore) {
  const handled: ClientMessage[] = []
  const log: string[] = []
  const state = { calls: 0, quietMs: Number.POSITIVE_INFINITY, dropped: 0, closed: 0 }
  /** What the newest session's calls would say. */
  let tell = (_message: GatewayMessage): void => undefined
  const desk: Desk = {
    handle: message => handled.push(message),
    calls: () => state.calls,
    quietMs: () => state.quietMs,
    drop: () => {
      state.dropped += 1
    },
  }
  const all: Limits = { ...DEFAULT_LIMITS, ...limits }
  const house = createSessionHouse(all, {
    gateway: { name: 'g', version: '1' },
    limits: all,
    log: (_level, line) => log.push(line),
    ice: id => ({ servers: [{ urls: [`stun:${id}`] }], expiresAtMs: 1 }),
    desk: (_id, emit) => {
      tell = emit
      return desk
    },
    ...(store === undefined ? {} : { store }),
  })

  /** One connection. Its numbers go on from another's `seq` when it takes up its session. */
  const connect = (before = { seq: 0, ack: 0 }) => {
    const sent: Frame<GatewayMessage>[] = []
    const transport = { state: 'open' }
    const numbers = { ...before }
    const connection = house.open({
      send: text => {
        const frame: Frame<GatewayMessage> = JSON.parse(text)
        numbers.ack = Math.max(numbers.ack, frame.seq)
        sent.push(frame)
      },
      close: () => {
        transport.state = 'closed'
      },
    })
    const receive = (seq: number, message: Said, ack = numbers.ack) =>
      connection.receive(frameText(seq, ack, JSON.stringify(message)))
    const say = (message: Said) => {
      if (!isOfConnection(message)) numbers.seq += 1
      return receive(isOfConnection(message) ? 0 : numbers.seq, message)
    }
    /** What resumes this connection's session. */
    const ticket = () => {
      const welcome = sent.map(({ message }) => message).findLast(({ type }) => type === 'welcome')
      if (welcome?.type !== 'welcome') throw new Error('never welcomed')
      return { session: welcome.session, token: welcome.resumeToken }
    }
    const cut = () => house.lost(connection)
    return {
      connection,
      transport,
      numbers,
      sent,
      receive,
      say,
      ticket,
      cut,
      last: () => sent.at(-1)?.message,
    }
  }
  return { house, connect, tell: (message: GatewayMessage) => tell(message), handled, log, state }
}

/** A client that is in. */
export function welcomed(limits: Partial<Limits> = {}, store?: SessionStore) {
  const house = openHouse(limits, store)
  const client = house.connect()
  client.say(HELLO)
  return { ...house, ...client }
}
