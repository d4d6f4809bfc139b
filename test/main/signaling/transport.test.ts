import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createEventStream } from '../../../main/signaling/event-stream'
import { openSocket } from '../../../main/signaling/socket'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'
import { FRAME_BYTES_MAX, frameText, SUBPROTOCOL } from '../../../protocol/signaling'
import { afterTest, collector, first, gateway, nodeHttp, pause, WAYS } from './world'

function open(way: OpenTransport, url: string, token?: string) {
  const events = collector<TransportEvent>()
  const transport = way(token === undefined ? { url } : { url, token }, events.take)
  afterTest(transport.close)
  return { events, transport }
}

const closing = async (way: OpenTransport, url: string) =>
  (await first(open(way, url).events, 'closed')).failure

const frame = (seq: number, message: object) => frameText(seq, 0, JSON.stringify(message))
const ping = (id: number) => ({ type: 'ping', id })

describe.each(WAYS)('signaling over %s', (_name, way) => {
  it('carries texts both ways, in order, whole', async () => {
    const { url, heard, clients } = await gateway({ script: () => {} })
    const { events, transport } = open(way, url)
    await first(events, 'opened')
    for (let id = 1; id <= 20; id += 1) transport.send(frame(0, ping(id)))
    const long = 'ü🎧'.repeat(10_000)
    for (const text of ['one', long, 'three']) clients[0]?.raw(text)
    await events.when('three texts', () => events.seen.length === 4)
    expect(events.seen.slice(1).map(event => event.type === 'received' && event.text)).toEqual([
      'one',
      long,
      'three',
    ])
    while (heard.length < 20) await pause(5)
    expect(heard).toEqual(Array.from({ length: 20 }, (_, index) => ping(index + 1)))
  })

  it('shows its token and no origin', async () => {
    const { url, clients } = await gateway()
    await first(open(way, url, 'secret-token').events, 'opened')
    expect(clients[0]?.headers.authorization).toBe('Bearer secret-token')
    expect(clients[0]?.headers.origin).toBeUndefined()
  })

  it('says nothing more once closed from here', async () => {
    const { url, clients } = await gateway()
    const { events, transport } = open(way, url)
    await first(events, 'opened')
    transport.close()
    transport.close()
    transport.send('late')
    clients[0]?.raw('late')
    clients[0]?.cut()
    await pause(50)
    expect(events.seen).toEqual([{ type: 'opened' }])
  })

  it('says nothing when closed before it opened', async () => {
    const { url } = await gateway()
    const { events, transport } = open(way, url)
    transport.close()
    await pause(50)
    expect(events.seen).toEqual([])
  })

  it('names a connection that was cut', async () => {
    const { url, clients } = await gateway()
    const { events } = open(way, url)
    await first(events, 'opened')
    clients[0]?.cut()
    expect((await first(events, 'closed')).failure.name).toBe('signaling_lost')
  })

  it('names a port where nobody listens', async () => {
    const { url, close } = await gateway()
    await close()
    expect(await closing(way, url)).toEqual({ name: 'signaling_unreachable', detail: 'ECONNREFUSED' })
  })

  it.each([
    [401, 'signaling_unauthorised'],
    [403, 'signaling_unauthorised'],
    [404, 'signaling_unreachable'],
    [429, 'signaling_overloaded'],
    [500, 'signaling_unreachable'],
    [503, 'signaling_overloaded'],
  ] as const)('names HTTP %i %s', async (status, name) => {
    const refuse = `HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
    const { url } = await gateway({
      intercept: (_request, response) => Boolean(response.writeHead(status).end()),
      upgrade: (_request, socket) => Boolean(socket.end(refuse)),
    })
    expect((await closing(way, url)).name).toBe(name)
  })

  it('tells a portal page from a gateway', async () => {
    const page = '<html>Please accept our terms</html>'
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n`
    const { url } = await gateway({
      intercept: (_request, response) =>
        Boolean(response.writeHead(200, { 'content-type': 'text/html' }).end(page)),
      upgrade: (_request, socket) => Boolean(socket.end(head + page)),
    })
    const failure = await closing(way, url)
    expect(failure.name).toBe('signaling_unreachable')
    expect(failure.detail).toMatch(/^not a gateway/)
  })

  it('follows no redirect', async () => {
    const { url } = await gateway({
      intercept: (_request, response) => Boolean(response.writeHead(302, { location: '/elsewhere' }).end()),
      upgrade: (_request, socket) =>
        Boolean(socket.end('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n')),
    })
    expect((await closing(way, url)).name).toBe('signaling_unreachable')
  })

  it('tells another protocol on the port from a gateway', async () => {
    const other = createServer(socket => {
      socket.on('error', () => {})
      socket.end('SSH-2.0-OpenSSH_9.2\r\n')
    })
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    afterTest(() => other.close())
    const failure = await closing(way, `ws://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    expect(failure.name).toBe('signaling_unreachable')
  })

  it('refuses a text far over the bound', async () => {
    const { url, clients } = await gateway()
    const { events } = open(way, url)
    await first(events, 'opened')
    clients[0]?.raw('x'.repeat(FRAME_BYTES_MAX * 2))
    expect((await first(events, 'closed')).failure.name).toBe('signaling_oversize')
  })
})

describe('the socket alone', () => {
  it('goes to this computer only', async () => {
    expect(await closing(openSocket, 'ws://192.0.2.1/')).toMatchObject({ name: 'signaling_unreachable' })
  })

  it('offers our subprotocol and refuses a server that takes none', async () => {
    let offered: string | undefined
    const { url } = await gateway({
      upgrade: (request, socket) => {
        offered = request.headers['sec-websocket-protocol']
        // RFC 6455 section 1.3's own example key has nothing to do with ours, so this accept value is wrong as well.
        return Boolean(
          socket.end(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
          ),
        )
      },
    })
    expect((await closing(openSocket, url)).detail).toMatch(/^not a gateway/)
    expect(offered).toBe(SUBPROTOCOL)
  })
})

describe('the event stream alone', () => {
  const way = createEventStream(nodeHttp)
  const streaming = (body: string, end: 'end' | 'stay') =>
    gateway({
      intercept: (request, response) => {
        if (request.method !== 'GET') return false
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(body)
        if (end === 'end') response.end()
        return true
      },
    })

  it.each([
    ['an end before the name', '', 'end', 'signaling_unreachable'],
    ['a frame before the name', 'event: frame\ndata: {}\n\n', 'stay', 'signaling_garbage'],
    ['a name that is no JSON', 'event: open\ndata: hello\n\n', 'stay', 'signaling_garbage'],
    ['a name that is no text', 'event: open\ndata: {"stream":{}}\n\n', 'stay', 'signaling_garbage'],
    [
      'a name that breaks a header',
      'event: open\ndata: {"stream":"a\\r\\nb"}\n\n',
      'stay',
      'signaling_garbage',
    ],
    ['a name without end', `event: open\ndata: ${'x'.repeat(600_000)}`, 'stay', 'signaling_oversize'],
  ] as const)('names %s', async (_what, body, end, name) => {
    const { url } = await streaming(body, end)
    expect((await closing(way, url)).name).toBe(name)
  })

  it('names a stream that the gateway forgot', async () => {
    const { url } = await streaming('event: open\ndata: {"stream":"unknown"}\n\n', 'stay')
    const { events, transport } = open(way, url)
    await first(events, 'opened')
    transport.send(frame(0, ping(1)))
    expect((await first(events, 'closed')).failure).toMatchObject({ name: 'signaling_lost' })
  })

  it('never has two posts on the way at once', async () => {
    const { url } = await gateway()
    let onTheWay = 0
    let most = 0
    let posts = 0
    const slow = createEventStream({
      ...nodeHttp,
      post: async (...request) => {
        onTheWay += 1
        posts += 1
        most = Math.max(most, onTheWay)
        await pause(2)
        const response = await nodeHttp.post(...request)
        onTheWay -= 1
        return response
      },
    })
    const { events, transport } = open(slow, url)
    await first(events, 'opened')
    for (let id = 1; id <= 10; id += 1) transport.send(frame(0, ping(id)))
    await events.when('ten pongs', () => events.seen.length === 11)
    expect(most).toBe(1)
    // The first goes at once, the nine that wait meanwhile go together.
    expect(posts).toBe(2)
  })
})
