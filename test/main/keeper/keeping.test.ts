// The keeper with hands, on a real socket: a call takes what was ready, or dials as if nothing had been.
import { describe, expect, test } from 'vitest'
import { createKeeping } from '../../../main/signaling/keeper'
import { openSocket } from '../../../main/signaling/socket'
import { type SpareFact, spareFactSchema } from '../../../protocol/facts'
import { startCutProxy } from '../../fakes/cut-proxy'
import type { Script } from '../../fakes/scripted-gateway'
import { CALL, house, relayed } from '../signaling/calls-house'
import { afterTest, collector, first, gateway } from '../signaling/world'

const LINE = { pool: true, line: true }

async function warm({
  allowed = { pool: true, line: false },
  script = relayed() as Script,
  cut = false,
} = {}) {
  const far = await gateway({ script })
  const road = cut ? await startCutProxy(Number(new URL(far.url).port)) : null
  if (road !== null) afterTest(road.close)
  const url = road === null ? far.url : `ws://127.0.0.1:${road.port}/`
  const told = collector<SpareFact>()
  const logged = collector<string>()
  const keeping = createKeeping({
    line: { openTransport: openSocket, client: { name: 'test', version: '1' }, log: logged.take },
    allowed,
    wanted: 'auto',
    targetOf: wanted => (wanted === url ? { url } : null),
    tell: fact => told.take(spareFactSchema.parse(fact)),
    idleMs: () => 0,
    nowMs: Date.now,
  })
  afterTest(keeping.stop)
  keeping.happened({ type: 'page.started' })
  keeping.happened({ type: 'gateway.chosen', gateway: url })
  const { plan } = await first(told, 'spare.planned')
  const heardOf = () => far.heard.map(({ type }) => type).filter(type => type !== 'ping')
  return { ...house(url, { warm: keeping }), ...far, keeping, told, plan, road, heardOf, logged }
}

describe('a call', () => {
  test('takes the signaling that was warm, and the pooled peer', async () => {
    const { open, facts, plan, heardOf, calls, told } = await warm()
    open()
    const opened = await first(facts, 'backend.opened')
    expect(opened.signalingMs + opened.credentialsMs).toBeLessThan(20)
    const planned = await first(facts, 'attempt.planned')
    expect(planned.plan.spare).toEqual({ id: plan.id, kind: 'pool' })
    expect(planned.plan.servers).toEqual(plan.servers)
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await first(facts, 'backend.answered')
    expect(heardOf()).toEqual(['hello', 'call.start'])
    calls.endBackend({ callId: CALL, reason: 'caller' })
    await first(facts, 'backend.ended')
    await told.when('the next one', fact => fact.type === 'spare.planned' && fact.plan.id !== plan.id)
    expect(heardOf()).toEqual(['hello', 'call.start', 'call.end', 'bye', 'hello'])
  })

  test('adopts the line by the name that both ends know', async () => {
    const { open, facts, plan, heard, calls, keeping, told } = await warm({
      allowed: LINE,
      script: (message, client) => {
        if (message.type === 'line.open')
          client.say({ type: 'line.answer', lineId: message.lineId, sdp: 'line answer' })
        else if (message.type === 'call.start')
          client.say({ type: 'attempt.adopted', callId: message.callId, attempt: message.attempt })
        else relayed()(message, client)
      },
    })
    keeping.requests.offerLine({ id: plan.id, sdp: 'line offer' })
    expect(await first(told, 'spare.answered')).toEqual({
      type: 'spare.answered',
      id: plan.id,
      sdp: 'line answer',
    })
    open()
    expect((await first(facts, 'attempt.planned')).plan.spare).toEqual({ id: plan.id, kind: 'line' })
    calls.startCall({ callId: CALL, attempt: 1, sdp: null })
    expect(await first(facts, 'backend.answered')).toMatchObject({ attempt: 1, sdp: null })
    expect(heard.find(({ type }) => type === 'call.start')).toEqual({
      type: 'call.start',
      callId: CALL,
      agent: 'agent',
      attempt: 1,
      adopt: plan.id,
      record: false,
    })
  })

  test('whose line ends at the gateway meanwhile counts as answered, and may try another', async () => {
    const { open, facts, plan, calls, heardOf, told } = await warm({
      allowed: LINE,
      script: (message, client) => {
        if (message.type !== 'call.start' || message.adopt === undefined) return relayed()(message, client)
        client.say({ type: 'call.ringing', callId: message.callId })
        client.say({ type: 'line.end', lineId: message.adopt, reason: 'closed' })
      },
    })
    open()
    expect((await first(facts, 'attempt.planned')).plan.spare?.id).toBe(plan.id)
    calls.startCall({ callId: CALL, attempt: 1, sdp: null })
    expect(await first(facts, 'backend.answered')).toMatchObject({ attempt: 1, sdp: null })
    expect(told.seen.at(-1)).toEqual({ type: 'spare.dropped', id: plan.id })
    calls.planAttempt({ callId: CALL, cause: 'retry' })
    calls.offerAttempt({ callId: CALL, attempt: 2, sdp: 'offer 2' })
    await facts.when('an answer', fact => fact.type === 'backend.answered' && fact.attempt === 2)
    expect(heardOf()).toEqual(['hello', 'call.start', 'attempt.offer'])
  })

  test('whose page could not use the line offers as ever, and the gateway is told to close it', async () => {
    const { open, facts, plan, heard, calls, keeping } = await warm({ allowed: LINE })
    keeping.requests.offerLine({ id: plan.id, sdp: 'line offer' })
    open()
    await first(facts, 'attempt.planned')
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await first(facts, 'backend.answered')
    expect(heard.slice(-2)).toEqual([
      { type: 'line.close', lineId: plan.id },
      { type: 'call.start', callId: CALL, agent: 'agent', attempt: 1, sdp: 'offer', record: false },
    ])
  })

  test('of another route than the peer was made for gets the signaling alone', async () => {
    const { calls, facts, heardOf } = await warm()
    calls.openBackend({ callId: CALL, agentId: 'agent', route: 'relay-tls' })
    expect((await first(facts, 'attempt.planned')).plan).toMatchObject({ route: 'relay-tls', spare: null })
    expect(heardOf()).toEqual(['hello'])
  })

  test('dials for itself while the kept signaling has lost its connection', async () => {
    const { open, facts, road, logged, heardOf } = await warm({ cut: true })
    // The connection dies, and the one that shall replace it goes into a hole.
    road?.swallow()
    road?.cut()
    await logged.when('the loss', line => line.includes('lost its connection'))
    road?.mend()
    open()
    expect((await first(facts, 'attempt.planned')).plan.spare).toBeNull()
    expect(heardOf()).toEqual(['hello', 'hello'])
  })

  test('that is hung up before its first attempt leaves nothing in the page', async () => {
    const { open, calls, told, plan } = await warm()
    open()
    calls.endBackend({ callId: CALL, reason: 'caller' })
    await told.when('the old one dropped', fact => fact.type === 'spare.dropped' && fact.id === plan.id)
  })

  test('to the built-in agent takes nothing, and ends the keeping', async () => {
    const { open, told, heardOf } = await warm()
    open('test-agent')
    await first(told, 'spare.dropped')
    await expect.poll(heardOf).toContain('bye')
  })
})

test('a network that changed is a greeting on this computer, and a new peer', async () => {
  const { keeping, told, plan, heardOf } = await warm()
  keeping.happened({ type: 'network.changed' })
  await told.when('the next one', fact => fact.type === 'spare.planned' && fact.plan.id !== plan.id)
  expect(heardOf()).toEqual(['hello', 'hello'])
})
