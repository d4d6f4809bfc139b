import { describe, expect, it } from 'vitest'
import { failure } from '../../../main/signaling/failures'
import { withFallback } from '../../../main/signaling/fallback'
import { createNetWebSocket, type WebSocketLike } from '../../../main/signaling/net-web-socket'
import { type OpenTransport, refused, type TransportEvent } from '../../../main/signaling/transport'
import { SUBPROTOCOL } from '../../../protocol/signaling'
import { afterTest, collector, first, gateway, pause, WAYS } from './world'

const eventStream = WAYS[1]?.[1] as OpenTransport
const swallowed: OpenTransport = () => ({ send: () => {}, close: () => {} })
const mute = refused(failure('signaling_unreachable', 'close 1006'))

function open(way: OpenTransport, url: string) {
  const events = collector<TransportEvent>()
  const transport = way({ url }, events.take)
  afterTest(transport.close)
  return { events, transport }
}

describe('two ways to one gateway', () => {
  it.each([
    ['fails', mute],
    ['is swallowed', swallowed],
  ])('the event stream gets through when the WebSocket %s', async (_what, webSocket) => {
    const { url, clients } = await gateway()
    const { events, transport } = open(withFallback(webSocket, eventStream, 30), url)
    await first(events, 'opened')
    expect(clients.map(({ way }) => way)).toEqual(['event-stream'])
    transport.send(JSON.stringify({ seq: 0, ack: 0, message: { type: 'ping', id: 7 } }))
    expect(await first(events, 'received')).toMatchObject({ text: expect.stringContaining('"pong"') })
  })

  it('the event stream names the cause that the WebSocket cannot', async () => {
    const { url } = await gateway({
      intercept: (_request, response) => Boolean(response.writeHead(403).end()),
    })
    const { events } = open(withFallback(mute, eventStream, 30), url)
    expect((await first(events, 'closed')).failure.name).toBe('signaling_unauthorised')
    expect(events.seen).toHaveLength(1)
  })

  it('an open WebSocket that is lost stays lost: the line opens another connection', async () => {
    const lost: OpenTransport = (_target, emit) => {
      queueMicrotask(() => emit({ type: 'opened' }))
      setTimeout(() => emit({ type: 'closed', failure: failure('signaling_lost', 'close 1006') }), 10)
      return swallowed({ url: '' }, () => {})
    }
    const { url, clients } = await gateway()
    const { events } = open(withFallback(lost, eventStream, 30), url)
    expect((await first(events, 'closed')).failure.name).toBe('signaling_lost')
    await pause(60)
    expect(clients).toEqual([])
  })

  it('the event stream goes on where an open WebSocket says nothing, with what was said to that', async () => {
    const said: string[] = []
    const silent: OpenTransport = (_target, emit) => {
      queueMicrotask(() => emit({ type: 'opened' }))
      return { send: text => void said.push(text), close: () => {} }
    }
    const { url, heard } = await gateway()
    const carried: string[] = []
    const { events, transport } = open(
      withFallback(silent, eventStream, 30, way => carried.push(way)),
      url,
    )
    await first(events, 'opened')
    const hello = { type: 'hello', versions: [1], client: { name: 't', version: '1' } }
    transport.send(JSON.stringify({ seq: 0, ack: 0, message: hello }))
    await first(events, 'received')
    expect(heard).toEqual([hello])
    expect(said).toHaveLength(1)
    expect(events.seen.map(({ type }) => type)).toEqual(['opened', 'received'])
    expect(carried).toEqual(['second'])
    transport.send(JSON.stringify({ seq: 0, ack: 0, message: { type: 'ping', id: 1 } }))
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(['hello', 'ping'])
  })

  it('a WebSocket that opens late and speaks late, each within its time, is left in peace', async () => {
    const slow: OpenTransport = (_target, emit) => {
      setTimeout(() => emit({ type: 'opened' }), 40)
      setTimeout(() => emit({ type: 'received', text: 'welcome' }), 80)
      return { send: () => {}, close: () => {} }
    }
    const { url, clients } = await gateway()
    const carried: string[] = []
    const { events } = open(
      withFallback(slow, eventStream, 60, way => carried.push(way)),
      url,
    )
    await first(events, 'received')
    await pause(100)
    expect([clients, carried]).toEqual([[], ['first']])
  })

  it('closed meanwhile, neither is opened nor heard', async () => {
    const { url, clients } = await gateway()
    const { events, transport } = open(withFallback(swallowed, eventStream, 20), url)
    transport.close()
    await pause(60)
    expect([clients, events.seen]).toEqual([[], []])
  })
})

/** Electron's class as its source has it: an error event without payload, always followed by close. */
class FakeWebSocket extends EventTarget implements WebSocketLike {
  readonly sent: string[] = []
  closes = 0
  readonly protocol: string
  constructor(protocol: string) {
    super()
    this.protocol = protocol
  }
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.closes += 1
  }
  tell(type: string, fields: object = {}) {
    this.dispatchEvent(Object.assign(new Event(type), fields))
  }
}

describe("Electron's WebSocket", () => {
  const dial = (protocol = SUBPROTOCOL) => {
    const socket = new FakeWebSocket(protocol)
    const asked: object[] = []
    const events = collector<TransportEvent>()
    const make = (url: string, options: object) => {
      asked.push({ url, ...options })
      return socket
    }
    const transport = createNetWebSocket(make)(
      { url: 'wss://agents.example.com/v', token: 't0ken' },
      events.take,
    )
    return { socket, asked, events, transport }
  }

  it('asks for our subprotocol with the token in a header, and carries texts', () => {
    const { socket, asked, events, transport } = dial()
    expect(asked).toEqual([
      {
        url: 'wss://agents.example.com/v',
        protocols: [SUBPROTOCOL],
        headers: { Authorization: 'Bearer t0ken' },
      },
    ])
    transport.send('too early')
    socket.tell('open')
    socket.tell('message', { data: 'text' })
    transport.send('on time')
    expect(socket.sent).toEqual(['on time'])
    expect(events.seen).toEqual([{ type: 'opened' }, { type: 'received', text: 'text' }])
  })

  it.each([
    ['without opening', false, { code: 1006 }, 'signaling_unreachable'],
    ['midway', true, { code: 1006 }, 'signaling_lost'],
    ['for a frame too big', true, { code: 1009 }, 'signaling_oversize'],
  ] as const)('names a close %s', (_what, opens, close, name) => {
    const { socket, events } = dial()
    if (opens) socket.tell('open')
    socket.tell('error')
    socket.tell('close', close)
    expect(events.seen.at(-1)).toMatchObject({ type: 'closed', failure: { name } })
  })

  it('refuses another subprotocol and binary messages', () => {
    const other = dial('')
    other.socket.tell('open')
    expect(other.events.seen).toMatchObject([{ type: 'closed', failure: { name: 'signaling_unreachable' } }])
    const binary = dial()
    binary.socket.tell('open')
    binary.socket.tell('message', { data: Buffer.from('x') })
    expect(binary.events.seen.at(-1)).toMatchObject({ failure: { name: 'signaling_garbage' } })
    expect(binary.socket.closes).toBe(1)
  })

  it('a class that throws is a failure, not an exception', async () => {
    const events = collector<TransportEvent>()
    createNetWebSocket(() => {
      throw new Error('can only be used after app is ready')
    })({ url: 'wss://agents.example.com' }, events.take)
    expect((await first(events, 'closed')).failure.name).toBe('signaling_unreachable')
  })
})
