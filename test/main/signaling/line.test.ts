import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LineEvent, openLine } from '../../../main/signaling/line'
import type { LineTimes } from '../../../main/signaling/line-times'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'
import { FRAME_BYTES_MAX } from '../../../protocol/signaling'
import { polite, type Script, welcome } from '../../fakes/scripted-gateway'
import { afterTest, collector, first, gateway, pause, WAYS } from './world'

const CALL = 'call-0001'
const TIMES: LineTimes = {
  openMs: 1_500,
  greetMs: 1_000,
  pingEveryMs: 50,
  deadMs: 400,
  probeMs: 100,
  giveUpMs: 600,
}

function dial(openTransport: OpenTransport, url: string, times: Partial<LineTimes> = {}) {
  const events = collector<LineEvent>()
  const logged: string[] = []
  const client = { name: 'test', version: '1' }
  const deps = {
    openTransport,
    client,
    times: { ...TIMES, ...times },
    log: (text: string) => logged.push(text),
  }
  const line = openLine({ url }, deps, events.take)
  afterTest(line.close)
  return { events, line, logged }
}

const greet: Script = (message, client) => {
  if (message.type === 'hello') client.say(welcome())
}

describe.each(WAYS)('a line over %s', (_name, way) => {
  it('greets and is welcomed', async () => {
    const { url, heard } = await gateway()
    const { events } = dial(way, url)
    await first(events, 'welcomed')
    expect(events.seen.map(event => event.type)).toEqual(['opened', 'welcomed'])
    expect(heard[0]).toEqual({ type: 'hello', versions: [1], client: { name: 'test', version: '1' } })
  })

  it('is welcomed again with fresh servers when it asks', async () => {
    let expiresAtMs = 0
    const { url } = await gateway({
      script: (message, client) => {
        expiresAtMs += 1
        if (message.type === 'hello') client.say(welcome({ servers: [], expiresAtMs }))
      },
    })
    const { events, line } = dial(way, url)
    await first(events, 'welcomed')
    line.refresh()
    await events.when('second welcome', event => event.type === 'welcomed' && event.ice.expiresAtMs === 2)
  })

  it('stays up while quiet, by its heartbeat', async () => {
    const { url, heard } = await gateway()
    const { events } = dial(way, url)
    await first(events, 'welcomed')
    await pause(700)
    expect(events.seen.filter(event => event.type === 'failed')).toEqual([])
    expect(heard.filter(({ type }) => type === 'ping').length).toBeGreaterThan(4)
  })

  it('is lost when nothing comes back', async () => {
    const { url, clients } = await gateway({
      script: (message, client) => {
        if (client === clients[0]) greet(message, client)
      },
    })
    const { events, logged } = dial(way, url)
    const { failure } = await first(events, 'failed')
    expect(failure.name).toBe('signaling_lost')
    expect(failure.detail).toMatch(/^no connection for 600 ms/)
    expect(logged[0]).toMatch(/nothing heard for 400 ms/)
    expect(events.seen.map(event => event.type)).toEqual(['opened', 'welcomed', 'failed'])
  })

  it('is lost when the gateway has forgotten its session', async () => {
    const { url, clients } = await gateway({ script: greet })
    const { events } = dial(way, url)
    await first(events, 'welcomed')
    clients[0]?.cut()
    expect((await first(events, 'failed')).failure).toMatchObject({ name: 'signaling_lost' })
  })

  it('says what was missing when it is not welcomed in time', async () => {
    const { url } = await gateway({ script: () => {} })
    const { failure } = await first(dial(way, url, { openMs: 60 }).events, 'failed')
    expect(failure).toEqual({ name: 'signaling_timeout', detail: 'connected, but no welcome after 60 ms' })
  })

  it.each([
    ['a version of next year', { ...welcome(), version: 9 }, 'signaling_version'],
    ['news before the welcome', { type: 'call.ringing', callId: CALL }, 'signaling_garbage'],
    ['a welcome of another shape', { type: 'welcome', version: 'one' }, 'signaling_garbage'],
    [
      "the gateway's own word",
      { type: 'error', failure: { name: 'signaling_overloaded', detail: 'full' } },
      'signaling_overloaded',
    ],
  ] as const)('fails by %s', async (_what, message, name) => {
    const { url } = await gateway({ script: (_message, client) => client.say(message) })
    expect((await first(dial(way, url).events, 'failed')).failure.name).toBe(name)
  })

  it.each([
    ['text that is no JSON', 'hello there', 'signaling_garbage'],
    ['JSON that is no frame', '[1,2,3]', 'signaling_garbage'],
    [
      'a frame over the bound',
      `{"seq":2,"message":{"type":"${'x'.repeat(FRAME_BYTES_MAX)}"}}`,
      'signaling_oversize',
    ],
    ['a frame over the bound in bytes only', `"${'ü'.repeat(FRAME_BYTES_MAX / 2)}"`, 'signaling_oversize'],
    [
      'a hole in the numbers',
      `{"seq":2,"ack":0,"message":{"type":"call.ringing","callId":"${CALL}"}}`,
      'signaling_lost',
    ],
    [
      'a confirmation of what was never said',
      '{"seq":0,"ack":1,"message":{"type":"pong","id":1}}',
      'signaling_garbage',
    ],
  ] as const)('fails by %s', async (_what, text, name) => {
    const { url, clients } = await gateway({ script: greet })
    const { events } = dial(way, url)
    await first(events, 'welcomed')
    clients[0]?.raw(text)
    expect((await first(events, 'failed')).failure.name).toBe(name)
  })

  it('hears a repeated number once, and logs an unknown message once', async () => {
    const { url, clients } = await gateway({ script: greet })
    const { events, logged } = dial(way, url, { deadMs: 3_000 })
    await first(events, 'welcomed')
    const ringing = { type: 'call.ringing', callId: CALL }
    const texts = [
      { seq: 1, message: ringing },
      { seq: 1, message: ringing },
      { seq: 2, message: { type: 'agent.mood', mood: 'sunny' } },
      { seq: 1, message: ringing },
      { seq: 3, message: { type: 'agent.mood', mood: 'cloudy' } },
      { seq: 4, message: { type: 'call.end', callId: CALL, reason: 'agent' } },
    ]
    for (const text of texts) clients[0]?.raw(JSON.stringify({ ...text, ack: 0 }))
    await events.when('end', event => event.type === 'received' && event.message.type === 'call.end')
    const heard = events.seen.flatMap(event => (event.type === 'received' ? [event.message.type] : []))
    expect(heard).toEqual(['call.ringing', 'call.end'])
    expect(logged).toEqual(['signaling ignores the unknown message "agent.mood"'])
  })

  it('is silent after close, whatever still comes', async () => {
    const { url, clients } = await gateway({ script: polite })
    const { events, line } = dial(way, url)
    await first(events, 'welcomed')
    line.close()
    line.close()
    line.send({ type: 'ping', id: 1 })
    line.refresh()
    clients[0]?.raw('garbage')
    await pause(200)
    expect(events.seen.map(event => event.type)).toEqual(['opened', 'welcomed'])
  })
})

/** A transport that plays texts and is watched. */
function played(texts: readonly string[]) {
  const events: LineEvent[] = []
  let closed = 0
  const open: OpenTransport = (_target, emit: (event: TransportEvent) => void) => {
    queueMicrotask(() => {
      emit({ type: 'opened' })
      for (const text of texts) emit({ type: 'received', text })
    })
    const close = () => {
      closed += 1
    }
    return { send: () => {}, close }
  }
  const deps = { openTransport: open, client: { name: 't', version: '1' }, times: TIMES, log: () => {} }
  const line = openLine({ url: 'ws://localhost' }, deps, event => events.push(event))
  return { events, closed: () => closed, line }
}

describe('a line under fire', () => {
  const good = [
    { seq: 0, message: welcome() },
    { seq: 1, message: { type: 'call.ringing', callId: CALL } },
    { seq: 2, message: { type: 'attempt.answer', callId: CALL, attempt: 1, sdp: 'v=0' } },
    { seq: 3, message: { type: 'agent.state', callId: CALL, state: 'speaking' } },
    { seq: 4, message: { type: 'call.end', callId: CALL, reason: 'agent' } },
  ].map(each => JSON.stringify({ ...each, ack: 0 }))

  const mutated = fc
    .tuple(fc.constantFrom(...good), fc.nat(200), fc.nat(4), fc.string({ maxLength: 8 }))
    .map(([text, at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut))

  it('never throws, fails at most once and lets go when it does', async () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...good), mutated, fc.string(), fc.json()), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(texts, async wire => {
        const { events, closed, line } = played(wire)
        await Promise.resolve()
        const failures = events.filter(event => event.type === 'failed')
        expect(failures.length).toBeLessThanOrEqual(1)
        if (failures.length === 1) {
          expect(events.at(-1)?.type).toBe('failed')
          expect(closed()).toBe(1)
        }
        line.close()
        expect(closed()).toBeGreaterThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  it('is not hung by a text nested to the bound', async () => {
    const { events } = played(['['.repeat(FRAME_BYTES_MAX)])
    await Promise.resolve()
    expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { name: 'signaling_garbage' } })
  })
})
