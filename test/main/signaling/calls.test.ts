import { describe, expect, it } from 'vitest'
import { type CallsDeps, createCalls } from '../../../main/signaling/calls'
import { openSocket } from '../../../main/signaling/socket'
import { type BackendFact, backendFactSchema } from '../../../protocol/ipc'
import { polite, type Script, welcome } from '../../fakes/scripted-gateway'
import { afterTest, collector, first, gateway, pause, WAYS } from './world'

const CALL = 'call-0001'
const OTHER = 'call-0002'
const relay = {
  urls: ['turn:r.example.com:3478', 'turns:r.example.com:443'],
  username: 'u',
  credential: 'c',
  region: 'eu',
}
const relayed =
  (expiresAtMs: number | null = null): Script =>
  (message, client) => {
    if (message.type === 'hello') client.say(welcome({ servers: [relay], expiresAtMs }))
    else polite(message, client)
  }

function house(url: string, deps: Partial<CallsDeps> = {}) {
  const facts = collector<BackendFact>()
  const logged: string[] = []
  const calls = createCalls({
    resolveAgent: agentId => {
      if (agentId === 'nobody') return null
      if (agentId === 'test-agent') return { kind: 'built-in', agent: agentId }
      return { kind: 'gateway', agent: agentId, target: { url } }
    },
    startBuiltIn: async () => ({ url, token: 'built-in' }),
    openTransport: openSocket,
    client: { name: 'test', version: '1' },
    // Every fact must be one that the window's contract takes.
    emit: fact => facts.take(backendFactSchema.parse(fact)),
    log: line => logged.push(line),
    nowMs: Date.now,
    ...deps,
  })
  afterTest(() => calls.closeAll())
  const open = (agentId = 'agent', callId = CALL) => calls.openBackend({ callId, agentId, route: 'auto' })
  const types = () => facts.seen.map(({ type }) => type)
  return { facts, calls, open, types, logged }
}

const candidate = (n: number) => ({ candidate: `candidate:${n}`, sdpMid: '0', sdpMLineIndex: 0 })

describe.each(WAYS)('a call over %s', (_name, openTransport) => {
  it('is opened, planned, answered and ended', async () => {
    const { url, heard } = await gateway({ script: relayed() })
    const { facts, calls, open, types } = house(url, { openTransport })
    open()
    const { plan } = await first(facts, 'attempt.planned')
    expect(plan).toEqual({ attempt: 1, route: 'direct', servers: [relay] })
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    expect(await first(facts, 'backend.answered')).toMatchObject({ attempt: 1, sdp: 'answer 1' })
    calls.goAttempt({ callId: CALL, attempt: 1 })
    calls.endBackend({ callId: CALL, reason: 'caller' })
    expect(await first(facts, 'backend.ended')).toMatchObject({ callId: CALL, reason: 'caller' })
    expect(types()).toEqual([
      'backend.opened',
      'attempt.planned',
      'backend.ringing',
      'backend.answered',
      'backend.ended',
    ])
    expect(heard.map(({ type }) => type)).toEqual(['hello', 'call.start', 'go', 'call.end'])
    expect(heard[1]).toEqual({ type: 'call.start', callId: CALL, agent: 'agent', attempt: 1, sdp: 'offer' })
  })
})

describe('a call', () => {
  it('tells what signaling and credentials took', async () => {
    const { url } = await gateway({
      script: (message, client) => void setTimeout(() => polite(message, client), 60),
    })
    const { facts, open } = house(url)
    open()
    const opened = await first(facts, 'backend.opened')
    expect(opened).toMatchObject({ backend: 'viaduct', capability: 'parallel' })
    expect(opened.credentialsMs).toBeGreaterThanOrEqual(50)
    expect(opened.signalingMs).toBeLessThan(1_000)
  })

  it('plans the second attempt over the narrowest path', async () => {
    const { url } = await gateway({ script: relayed() })
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.planAttempt({ callId: CALL, cause: 'retry' })
    const second = await facts.when(
      'plan 2',
      fact => fact.type === 'attempt.planned' && fact.plan.attempt === 2,
    )
    expect(second).toMatchObject({
      plan: { route: 'relay-tls', servers: [{ urls: ['turns:r.example.com:443'] }] },
    })
  })

  it('asks for fresh credentials before it plans with old ones', async () => {
    const soon = Date.now() + 5_000
    const { url, heard } = await gateway({
      script: (message, client) => {
        if (message.type !== 'hello') return
        const again = heard.filter(({ type }) => type === 'hello').length > 1
        const fresh = { ...relay, credential: 'fresh' }
        client.say(welcome({ servers: [again ? fresh : relay], expiresAtMs: again ? soon + 600_000 : soon }))
      },
    })
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.planAttempt({ callId: CALL, cause: 'recovery' })
    const second = await facts.when(
      'plan 2',
      fact => fact.type === 'attempt.planned' && fact.plan.attempt === 2,
    )
    expect(second).toMatchObject({ plan: { servers: [{ credential: 'fresh' }] } })
    expect(facts.seen.filter(({ type }) => type === 'backend.opened')).toHaveLength(1)
  })

  it('plans with what it has when nobody answers its asking', async () => {
    let greeted = 0
    const { url } = await gateway({
      script: (message, client) => {
        if (message.type === 'ping') return polite(message, client)
        greeted += 1
        if (greeted === 1) client.say(welcome({ servers: [relay], expiresAtMs: Date.now() }))
      },
    })
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.planAttempt({ callId: CALL, cause: 'recovery' })
    await facts.when('plan 2', fact => fact.type === 'attempt.planned' && fact.plan.attempt === 2)
  })

  it('sends candidates only after their offer, in order', async () => {
    const { url, heard } = await gateway()
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    for (const n of [1, 2]) calls.sendCandidate({ callId: CALL, attempt: 1, candidate: candidate(n) })
    calls.sendCandidate({ callId: CALL, attempt: 2, candidate: candidate(9) })
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    calls.sendCandidate({ callId: CALL, attempt: 1, candidate: null })
    calls.offerAttempt({ callId: CALL, attempt: 2, sdp: 'offer 2' })
    calls.endAttempt({ callId: CALL, attempt: 2 })
    calls.sendCandidate({ callId: CALL, attempt: 2, candidate: candidate(10) })
    calls.endBackend({ callId: CALL, reason: 'caller' })
    await first(facts, 'backend.ended')
    const story = heard.map(message =>
      message.type === 'attempt.candidate'
        ? `${message.attempt}:${message.candidate?.candidate ?? 'end'}`
        : message.type,
    )
    expect(story).toEqual([
      'hello',
      'call.start',
      '1:candidate:1',
      '1:candidate:2',
      '1:end',
      'attempt.offer',
      '2:candidate:9',
      'attempt.end',
      'call.end',
    ])
  })

  it('passes on the news of its own call and nothing of another', async () => {
    const { url, clients } = await gateway()
    const { facts, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    const client = clients[0]
    client?.say({ type: 'agent.state', callId: OTHER, state: 'thinking' } as never)
    client?.say({ type: 'agent.state', callId: CALL, state: 'speaking' } as never)
    client?.say({ type: 'agent.turn', callId: CALL, n: 1, responseMs: 640 } as never)
    client?.say({ type: 'recording', callId: CALL, by: 'Example', state: 'on' } as never)
    client?.say({ type: 'attempt.candidate', callId: CALL, attempt: 1, candidate: null } as never)
    client?.say({ type: 'error', callId: CALL, failure: { name: 'agent_busy' } } as never)
    await first(facts, 'backend.failed')
    expect(facts.seen.slice(2)).toEqual([
      { type: 'agent.changed', callId: CALL, state: 'speaking' },
      { type: 'agent.turned', callId: CALL, responseMs: 640 },
      { type: 'recording.changed', callId: CALL, by: 'Example', on: true },
      { type: 'backend.candidate', callId: CALL, attempt: 1, candidate: null },
      { type: 'backend.failed', callId: CALL, failure: { name: 'agent_busy' } },
    ])
  })

  it('to an agent that nobody knows fails by name', async () => {
    const { facts, open } = house('ws://127.0.0.1:1')
    open('nobody')
    expect(facts.seen).toEqual([
      { type: 'backend.failed', callId: CALL, failure: { name: 'agent_unknown', detail: 'nobody' } },
    ])
  })

  it('that is lost says so once; a plan for it has nothing to join', async () => {
    const { url, clients } = await gateway()
    const { facts, calls, open, types } = house(url)
    open()
    await first(facts, 'attempt.planned')
    clients[0]?.cut()
    expect((await first(facts, 'backend.failed')).failure.name).toBe('signaling_lost')
    calls.planAttempt({ callId: CALL, cause: 'recovery' })
    expect(types().filter(type => type === 'backend.failed')).toHaveLength(2)
  })
})

describe('the built-in agent', () => {
  it('is started first and dialled with its token', async () => {
    const { url, clients } = await gateway()
    const { facts, open, types } = house(url)
    open('test-agent')
    expect(types()).toEqual(['backend.starting'])
    await first(facts, 'backend.opened')
    expect(clients[0]?.headers.authorization).toBe('Bearer built-in')
  })

  it('that cannot start fails in one line', async () => {
    const startBuiltIn = () => Promise.reject(new Error('The test agent did not start.\n    at stack'))
    const { facts, open } = house('ws://127.0.0.1:1', { startBuiltIn })
    open('test-agent')
    expect((await first(facts, 'backend.failed')).failure).toEqual({
      name: 'app_test_agent',
      detail: 'The test agent did not start.',
    })
  })

  it('that starts after the call was given up is not dialled', async () => {
    const { url, clients } = await gateway()
    const startBuiltIn = () => pause(40).then(() => ({ url, token: 't' }))
    const { calls, open, types } = house(url, { startBuiltIn })
    open('test-agent')
    calls.endBackend({ callId: CALL, reason: 'caller' })
    await pause(100)
    expect(clients).toEqual([])
    expect(types()).toEqual(['backend.starting', 'backend.ended'])
  })
})

describe('the end of a call', () => {
  const deaf: Script = (message, client) => {
    if (message.type !== 'call.end') polite(message, client)
  }

  it('waits 800 ms for a far end that confirms nothing, then lets go in silence', async () => {
    const { url, heard } = await gateway({ script: deaf })
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await first(facts, 'backend.answered')
    const before = facts.seen.length
    calls.endBackend({ callId: CALL, reason: 'caller' })
    calls.endBackend({ callId: CALL, reason: 'caller' })
    await pause(900)
    expect(facts.seen).toHaveLength(before)
    expect(heard.filter(({ type }) => type === 'call.end')).toHaveLength(1)
  })

  it('is over when the far end breaks off instead of confirming', async () => {
    const { url } = await gateway({
      script: (message, client) => (message.type === 'call.end' ? client.cut() : polite(message, client)),
    })
    const { facts, calls, open, types } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await first(facts, 'backend.answered')
    calls.endBackend({ callId: CALL, reason: 'caller' })
    expect(await first(facts, 'backend.ended')).toMatchObject({ reason: 'caller' })
    expect(types()).not.toContain('backend.failed')
  })

  it('of a session that is replaced is not heard by the next, and numbers go on', async () => {
    const { url, heard } = await gateway()
    const { facts, calls, open, types } = house(url)
    open()
    await first(facts, 'attempt.planned')
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await first(facts, 'backend.answered')
    calls.endBackend({ callId: CALL, reason: 'retry' })
    open()
    await facts.when('plan 2', fact => fact.type === 'attempt.planned' && fact.plan.attempt === 2)
    await pause(100)
    expect(heard.filter(({ type }) => type === 'call.end')).toHaveLength(1)
    expect(types()).not.toContain('backend.ended')
    calls.startCall({ callId: CALL, attempt: 2, sdp: 'offer' })
    await facts.when('answer 2', fact => fact.type === 'backend.answered' && fact.attempt === 2)
  })

  it('of one leaves the other alone', async () => {
    const { url } = await gateway()
    const { facts, calls, open } = house(url)
    open('agent', CALL)
    open('agent', OTHER)
    await facts.when('both', () => facts.seen.filter(({ type }) => type === 'attempt.planned').length === 2)
    calls.endBackend({ callId: CALL, reason: 'caller' })
    calls.planAttempt({ callId: OTHER, cause: 'retry' })
    const fact = await facts.when('plan', each => each.type === 'attempt.planned' && each.plan.attempt === 2)
    expect(fact.callId).toBe(OTHER)
  })

  it('is over at once and silent when the page goes away', async () => {
    const { url } = await gateway()
    const { facts, calls, open } = house(url)
    open()
    await first(facts, 'attempt.planned')
    const before = facts.seen.length
    calls.closeAll()
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    await pause(50)
    expect(facts.seen).toHaveLength(before)
  })

  it('requests for calls that nobody opened are ignored', () => {
    const { facts, calls } = house('ws://127.0.0.1:1')
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    calls.endBackend({ callId: CALL, reason: 'caller' })
    calls.goAttempt({ callId: CALL, attempt: 1 })
    expect(facts.seen).toEqual([])
  })
})
