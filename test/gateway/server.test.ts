// The port, for real on loopback: health, WebSocket, event stream, access, bounds.
import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { sameSecret } from '../../gateway/secrets'
import { STREAM_HEADER } from '../../gateway/server/event-stream'
import { frameText } from '../../protocol/signaling'
import { HELLO, openSocket } from './signaling-client'
import { type Started, start } from './start'

const TOKEN = 'a-token-of-some-length'
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function open(change: Parameters<typeof start>[0] = {}): Promise<Started> {
  const gateway = await start(change)
  cleanups.push(() => gateway.close())
  return gateway
}

/** A request whose Host and Origin can be anything, which `fetch` does not allow. */
const statusOf = (
  port: number,
  headers: Record<string, string>,
  path = '/',
  method = 'GET',
): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    sent.on('error', reject)
    sent.end()
  })

const UPGRADE = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'sec-websocket-protocol': 'viaduct.v1',
}

async function openStream(gateway: Started, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  cleanups.push(() => abort.abort())
  const response = await fetch(gateway.http, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (piece: string): Promise<string> => {
    while (!text.includes(piece)) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done) throw new Error(`the stream ended without ${piece}: ${text}`)
      text += chunk.value
    }
    return text
  }
  const stream = /"stream":"([^"]+)"/.exec(await until('\n\n'))?.[1] ?? ''
  const post = (body: string, to = stream) =>
    fetch(gateway.http, { method: 'POST', body, headers: { [STREAM_HEADER]: to, ...headers } })
  return { abort, until, stream, post }
}
const frame = (seq: number, message: unknown) => frameText(seq, 0, JSON.stringify(message))
const noCall = { type: 'go', callId: 'call-0001', attempt: 1, n: 1 }

describe('the port', () => {
  it('says that it is healthy, exactly so', async () => {
    const gateway = await open({ access: { token: TOKEN, guard: 'open' } })
    const response = await fetch(`${gateway.http}health`)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('{"ok":true}')
  })

  it('welcomes over WebSocket at any path', async () => {
    const gateway = await open()
    const client = await openSocket(`${gateway.ws}some/path`)
    client.send(HELLO)
    expect((await client.next('welcome')).version).toBe(1)
    client.close()
    await client.closed
  })

  it('carries the same frames over the event stream and posts', async () => {
    const gateway = await open()
    const { until, post, stream } = await openStream(gateway)
    expect(stream.length).toBeGreaterThanOrEqual(32)
    expect((await post(frame(0, HELLO))).status).toBe(204)
    const posted = await Promise.all([post(frame(2, noCall)), post(frame(1, noCall))])
    expect(posted.map(({ status }) => status)).toEqual([204, 204])
    await post(frame(0, { type: 'ping', id: 5 }))
    const text = await until('"pong"')
    expect(text).toMatch(/event: frame\ndata: \{"seq":0,"ack":0,"message":\{"type":"welcome"/)
    expect(text).toMatch(/event: frame\ndata: \{"seq":0,"ack":2,"message":\{"type":"pong","id":5\}\}\n\n/)
  })

  it('takes several frames in one post, one a line, and refuses them when one is none', async () => {
    const gateway = await open()
    const { until, post } = await openStream(gateway)
    const pings = [1, 2, 3].map(id => frame(0, { type: 'ping', id }))
    expect((await post([frame(0, HELLO), ...pings].join('\n'))).status).toBe(204)
    expect((await until('"id":3')).match(/"pong"/g)).toHaveLength(3)
    expect((await post(`${pings[0]}\nhello?`)).status).toBe(400)
  })

  it('answers posts that cannot be taken: unknown session, garbage, too large', async () => {
    const gateway = await open({ limits: { frameBytesMax: 500 } })
    const one = await openStream(gateway)
    expect((await one.post(frame(0, HELLO), 'nobody')).status).toBe(404)
    expect((await one.post('no json')).status).toBe(400)
    expect(await one.until('signaling_garbage')).toContain('"type":"error"')
    const two = await openStream(gateway)
    expect((await two.post('x'.repeat(600))).status).toBe(413)
    expect(await two.until('signaling_oversize')).toContain('"type":"error"')
  })

  it('takes no more posts for a stream that ended', async () => {
    const gateway = await open()
    const { abort, post } = await openStream(gateway)
    abort.abort()
    await expect.poll(async () => (await post(frame(0, HELLO))).status, { timeout: 2000 }).toBe(404)
  })

  it('refuses more sessions than it takes by name, and more connections than it can use with 503', async () => {
    const gateway = await open({ limits: { sessionsMax: 1 } })
    const client = await openSocket(gateway.ws)
    client.send(HELLO)
    await client.next('welcome')
    const second = await openSocket(gateway.ws)
    await expect(openSocket(gateway.ws)).rejects.toThrow('503')
    expect(await statusOf(gateway.port, { accept: 'text/event-stream' })).toBe(503)
    second.send(HELLO)
    expect((await second.next('error')).failure.name).toBe('signaling_overloaded')
    await second.closed
    client.close()
  })

  it('tells a browser and a wrong WebSocket what it is', async () => {
    const gateway = await open()
    expect(await statusOf(gateway.port, {})).toBe(426)
    expect(await statusOf(gateway.port, {}, '/', 'PUT')).toBe(405)
    expect(await statusOf(gateway.port, { ...UPGRADE, 'sec-websocket-protocol': 'chat' })).toBe(400)
  })

  it('closes a WebSocket that sends an oversize frame, after saying why', async () => {
    const gateway = await open({ limits: { frameBytesMax: 500 } })
    const client = await openSocket(gateway.ws)
    client.sendText('x'.repeat(600))
    expect((await client.next('error')).failure.name).toBe('signaling_oversize')
    await client.closed
  })
})

describe('the access token', () => {
  it('is asked for on upgrade, stream and post', async () => {
    const gateway = await open({ access: { token: TOKEN, guard: 'open' } })
    const bearer = { authorization: `Bearer ${TOKEN}` }
    await expect(openSocket(gateway.ws)).rejects.toThrow('401')
    await expect(openSocket(gateway.ws, { authorization: `Bearer ${TOKEN}x` })).rejects.toThrow('401')
    expect(await statusOf(gateway.port, { accept: 'text/event-stream' })).toBe(401)
    const { post, stream } = await openStream(gateway, bearer)
    expect((await post(frame(0, HELLO))).status).toBe(204)
    const headers = { [STREAM_HEADER]: stream }
    expect((await fetch(gateway.http, { method: 'POST', body: frame(0, HELLO), headers })).status).toBe(401)
    const client = await openSocket(gateway.ws, bearer)
    client.close()
  })

  it('compares secrets of any length', () => {
    expect(sameSecret(TOKEN, TOKEN)).toBe(true)
    for (const wrong of ['', 'a', `${TOKEN}x`, TOKEN.toUpperCase()])
      expect(sameSecret(wrong, TOKEN)).toBe(false)
  })
})

describe('the embedded gateway refuses', () => {
  const local = { access: { token: TOKEN, guard: 'local' } as const }
  const authorization = `Bearer ${TOKEN}`
  const stream = { accept: 'text/event-stream', authorization }

  it('web pages, by their Origin', async () => {
    const { port } = await open(local)
    const host = `127.0.0.1:${port}`
    for (const origin of ['https://evil.example', 'null', `http://${host}`]) {
      expect(await statusOf(port, { ...UPGRADE, authorization, host, origin })).toBe(403)
      expect(await statusOf(port, { ...stream, host, origin })).toBe(403)
      expect(await statusOf(port, { host, origin }, '/health')).toBe(403)
    }
    expect(await statusOf(port, { ...UPGRADE, authorization, host })).toBe(101)
  })

  it('every Host but its own', async () => {
    const { port } = await open(local)
    for (const host of ['evil.example', `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
      expect(await statusOf(port, { ...UPGRADE, authorization, host })).toBe(403)
      expect(await statusOf(port, { ...stream, host })).toBe(403)
    }
  })
})

describe('a gateway that drains', () => {
  it('says so to balancers and clients, refuses new calls, and is empty once the calls are over', async () => {
    const gateway = await open()
    const client = await openSocket(gateway.ws)
    cleanups.push(() => client.close())
    client.send(HELLO)
    await client.next('welcome')
    const drained = gateway.drain(10_000)
    expect(await client.next('notice')).toMatchObject({ kind: 'draining', retryAfterMs: 5_000 })
    expect((await fetch(`${gateway.http}health`)).status).toBe(503)
    client.send({ type: 'call.start', callId: 'call-0001', agent: 'test-agent', attempt: 1, sdp: 'v=0' })
    expect((await client.next('error')).failure.name).toBe('agent_busy')
    const late = await openSocket(gateway.ws)
    late.send(HELLO)
    expect((await late.next('error')).failure).toMatchObject({
      name: 'signaling_overloaded',
      retryAfterMs: 5_000,
    })
    await drained
  })

  it('waits no longer for its calls than it was given', async () => {
    const gateway = await open()
    const client = await openSocket(gateway.ws)
    cleanups.push(() => client.close())
    client.send(HELLO)
    // A line that is not there: the call waits for an offer.
    client.send({
      type: 'call.start',
      callId: 'call-0001',
      agent: 'test-agent',
      attempt: 1,
      adopt: 'line-0001',
    })
    await client.next('call.ringing')
    const startedMs = performance.now()
    await gateway.drain(300)
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(290)
    expect(client.received.filter(({ type }) => type === 'call.end')).toEqual([])
  })
})
