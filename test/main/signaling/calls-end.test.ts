import { describe, expect, it } from 'vitest'
import { polite, type Script } from '../../fakes/scripted-gateway'
import { CALL, house, OTHER } from './calls-house'
import { first, gateway, pause } from './world'

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
    calls.goAttempt({ callId: CALL, attempt: 1, n: 1, after: null })
    expect(facts.seen).toEqual([])
  })
})
