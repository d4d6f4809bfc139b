// What a gateway in trouble asks of its clients, over real sockets: to come back later, to go elsewhere, to know of it.
import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type LineEvent, openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport } from '../../../main/signaling/transport'
import { type Manners, polite, type Script, welcome } from '../../fakes/scripted-gateway'
import { CALL, house, relayed } from './calls-house'
import { afterTest, collector, first, gateway, pause, WAYS } from './world'

const refusal = (status: number, headers: Record<string, string> = {}): Manners => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return {
    intercept: (_request, response) => Boolean(response.writeHead(status, headers).end()),
    upgrade: (_request, socket) =>
      Boolean(socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n${lines.join('')}\r\n`)),
  }
}
const OVERLOADED = {
  type: 'error',
  failure: { name: 'signaling_overloaded', retryAfterMs: 7_000 },
} as const

function dial(openTransport: OpenTransport, [url = '', ...others]: readonly string[]) {
  const events = collector<LineEvent>()
  const logged: string[] = []
  const habits = collector<string>()
  const line = openLine(
    { url, others: others.map(one => ({ url: one })) },
    {
      openTransport,
      client: { name: 'test', version: '1' },
      times: LINE_TIMES,
      log: text => logged.push(text),
      habits: { preferred: () => null, worked: (_url, address) => habits.take(address) },
    },
    events.take,
  )
  afterTest(line.close)
  return { events, line, logged, habits }
}

describe.each(WAYS)('a gateway that refuses, over %s', (_name, way) => {
  it.each([429, 503])('with %i says when to come back', async status => {
    const { url } = await gateway(refusal(status, { 'Retry-After': '3' }))
    const { failure } = await first(dial(way, [url]).events, 'failed')
    expect(failure).toEqual({ name: 'signaling_overloaded', detail: `HTTP ${status}`, retryAfterMs: 3_000 })
  })

  it('says so on the wire as well', async () => {
    const { url } = await gateway({ script: (_message, client) => client.say(OVERLOADED) })
    expect((await first(dial(way, [url]).events, 'failed')).failure).toEqual(OVERLOADED.failure)
  })

  it('while a session is taken up is not asked again before its time', async () => {
    const asked: number[] = []
    let state: 'well' | 'refusing' = 'well'
    const note = () => {
      if (state === 'refusing') asked.push(performance.now())
      return state === 'refusing'
    }
    const { url, clients } = await gateway({
      script: (message, client) =>
        message.type === 'hello' ? client.say(welcome(undefined, true)) : polite(message, client),
      intercept: (_request, response) =>
        note() && Boolean(response.writeHead(503, { 'retry-after': '1' }).end()),
      upgrade: (_request, socket) =>
        note() && Boolean(socket.end('HTTP/1.1 503 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n')),
    })
    const { events, line } = dial(way, [url])
    await first(events, 'welcomed')
    line.send({ type: 'call.start', callId: CALL, agent: 'a', attempt: 1, sdp: 'offer' })
    await first(events, 'received')
    state = 'refusing'
    clients[0]?.cut()
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    // Tries that were under way when the first was refused may still come.
    await pause(600)
    const early = asked.length
    await pause(300)
    expect(asked.length).toBe(early)
    expect(early).toBeLessThanOrEqual(2)
    state = 'well'
    await first(events, 'resumed')
    expect(performance.now() - (asked[0] ?? 0)).toBeGreaterThanOrEqual(990)
  })
})

it('a resumption that is refused for now is tried again when it was asked for', async () => {
  let asked = 0
  const { url, clients } = await gateway({
    script: (message, client) => {
      if (message.type !== 'hello' || !message.resume) return polite(message, client)
      asked += 1
      if (asked > 1) return client.say(welcome(undefined, true))
      client.say({ type: 'error', failure: { name: 'signaling_overloaded', retryAfterMs: 400 } })
    },
  })
  const { events, line } = dial(WAYS[0]?.[1] as OpenTransport, [url])
  await first(events, 'welcomed')
  line.send({ type: 'call.start', callId: CALL, agent: 'a', attempt: 1, sdp: 'offer' })
  await first(events, 'received')
  const startedMs = performance.now()
  clients[0]?.cut()
  await first(events, 'resumed')
  expect([asked, performance.now() - startedMs >= 395]).toEqual([2, true])
  expect(events.seen.filter(({ type }) => type === 'failed')).toEqual([])
})

describe.each(WAYS)('a gateway with several addresses, over %s', (_name, way) => {
  const hung = (socket: Duplex): boolean => {
    afterTest(() => socket.destroy())
    return true
  }
  const GONE = 'ws://127.0.0.1:9/'

  it.each([
    ['is not there', {}],
    ['refuses', refusal(503)],
    ['is another server', refusal(404)],
    ['refuses the greeting', { script: (_message, client) => client.say(OVERLOADED) }],
    ['never greets', { script: () => {} }],
    ['never answers', { intercept: () => true, upgrade: (_request, socket) => hung(socket) }],
  ] as readonly (readonly [string, Manners])[])(
    'is reached by the second within a dial, where the first %s',
    async (what, manners) => {
      const one = what === 'is not there' ? { url: GONE } : await gateway(manners)
      const two = await gateway()
      const startedMs = performance.now()
      const { events, habits } = dial(way, [one.url, two.url])
      await first(events, 'welcomed')
      expect(performance.now() - startedMs).toBeLessThan(LINE_TIMES.openMs)
      expect(habits.seen).toEqual([two.url])
      expect(events.seen.map(({ type }) => type)).toEqual(['opened', 'welcomed'])
    },
  )

  it('says what the first one said where none is of use', async () => {
    const one = await gateway({ script: (_message, client) => client.say(OVERLOADED) })
    const two = await gateway(refusal(404))
    const { failure } = await first(dial(way, [one.url, two.url]).events, 'failed')
    expect(failure).toEqual(OVERLOADED.failure)
  })

  it('takes a session up where it is, though another is nearer', async () => {
    const greets: Script = (message, client) =>
      message.type === 'hello'
        ? client.say(welcome(undefined, message.resume !== undefined))
        : polite(message, client)
    const one = await gateway({ script: greets })
    const two = await gateway({ script: greets })
    const { events } = dial(way, [one.url, two.url])
    await first(events, 'welcomed')
    one.clients[0]?.cut()
    await first(events, 'resumed')
    expect([one.clients.length, two.clients.length]).toEqual([2, 0])
  })

  it('takes a session up elsewhere once its own gateway drains and is gone', async () => {
    const greets: Script = (message, client) =>
      message.type === 'hello'
        ? client.say(welcome(undefined, message.resume !== undefined))
        : polite(message, client)
    const one = await gateway({ script: greets })
    const two = await gateway({ script: greets })
    const { events, logged } = dial(way, [one.url, two.url])
    await first(events, 'welcomed')
    one.clients[0]?.say({ type: 'notice', kind: 'draining', text: 'for eyes only' })
    await first(events, 'received')
    await one.close()
    await first(events, 'resumed')
    expect(two.clients).toHaveLength(1)
    expect(events.seen.filter(({ type }) => type === 'failed')).toEqual([])
    expect(logged[0]).toBe('signaling has a notice, draining')
    expect(logged.join()).not.toContain('eyes')
  })

  it('does not lose a session to another gateway that does not know it', async () => {
    const two = await gateway({
      script: (message, client) => {
        if (message.type === 'hello' && message.resume)
          client.say({ type: 'error', failure: { name: 'signaling_lost' } })
        else polite(message, client)
      },
    })
    let away = false
    const one = await gateway({
      script: (message, client) =>
        message.type === 'hello'
          ? client.say(welcome(undefined, message.resume !== undefined))
          : polite(message, client),
      intercept: (_request, response) => away && Boolean(response.destroy()),
      upgrade: (_request, socket) => away && Boolean(socket.destroy()),
    })
    const { events, line } = dial(way, [one.url, two.url])
    await first(events, 'welcomed')
    line.send({ type: 'call.start', callId: CALL, agent: 'a', attempt: 1, sdp: 'offer' })
    one.clients[0]?.say({ type: 'notice', kind: 'draining' })
    await events.when('notice', event => event.type === 'received' && event.message.type === 'notice')
    away = true
    one.clients[0]?.cut()
    await expect.poll(() => two.clients.length).toBe(1)
    await pause(100)
    away = false
    await first(events, 'resumed')
    expect(two.clients).toHaveLength(1)
    expect(events.seen.filter(({ type }) => type === 'failed')).toEqual([])
  })
})

it('a notice becomes a fact of the call, and the call goes on', async () => {
  const { url, clients } = await gateway({ script: relayed() })
  const { facts, open, calls } = house(url)
  open()
  await first(facts, 'attempt.planned')
  const notice = { kind: 'maintenance', text: 'Back at noon', atMs: 5, retryAfterMs: 9 } as const
  clients[0]?.say({ type: 'notice', ...notice })
  expect(await first(facts, 'backend.noticed')).toEqual({ type: 'backend.noticed', callId: CALL, ...notice })
  calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
  await first(facts, 'backend.answered')
})
