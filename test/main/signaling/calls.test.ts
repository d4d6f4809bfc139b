import { describe, expect, it } from 'vitest'
import { polite, welcome } from '../../fakes/scripted-gateway'
import { CALL, house, OTHER, relay, relayed } from './calls-house'
import { first, gateway, WAYS } from './world'

const candidate = (n: number) => ({ candidate: `candidate:${n}`, sdpMid: '0', sdpMLineIndex: 0 })

describe.each(WAYS)('a call over %s', (_name, openTransport) => {
  it('is opened, planned, answered and ended', async () => {
    const { url, heard } = await gateway({ script: relayed() })
    const { facts, calls, open, types } = house(url, { openTransport })
    open()
    const { plan } = await first(facts, 'attempt.planned')
    expect(plan).toMatchObject({ attempt: 1, route: 'direct', cause: 'first', spare: null, servers: [relay] })
    calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
    expect(await first(facts, 'backend.answered')).toMatchObject({ attempt: 1, sdp: 'answer 1' })
    calls.goAttempt({ callId: CALL, attempt: 1, n: 1, after: null })
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
    expect(heard[1]).toEqual({
      type: 'call.start',
      callId: CALL,
      agent: 'agent',
      attempt: 1,
      sdp: 'offer',
      // Nobody here was asked.
      record: false,
    })
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
      { type: 'agent.turned', callId: CALL, responseMs: 640, stages: null },
      { type: 'recording.changed', callId: CALL, by: 'Example', on: true, durationMs: null, complete: null },
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
