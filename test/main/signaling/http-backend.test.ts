import { expect, it } from 'vitest'
import { type Calls, createCalls } from '../../../main/signaling/calls'
import { refused } from '../../../main/signaling/transport'
import type { BackendFact } from '../../../protocol/facts'
import { type HttpAgent, openHttpBackend, startHttpAgent } from '../../fakes/http-backend'
import { afterTest, type Collector, collector, first } from './world'

const CALL = 'call-0001'

async function house(
  status?: number,
): Promise<{ agent: HttpAgent; facts: Collector<BackendFact>; calls: Calls }> {
  const agent = await startHttpAgent(status === undefined ? {} : { status })
  afterTest(agent.close)
  const facts = collector<BackendFact>()
  const calls = createCalls({
    resolveAgent: () => ({ kind: 'gateway', agent: 'agent', target: { url: agent.url } }),
    startBuiltIn: () => Promise.reject(new Error('not asked for')),
    openTransport: refused({ name: 'app_broken', detail: 'an HTTP backend opens no line' }),
    openBackend: openHttpBackend,
    client: { name: 'test', version: '1' },
    emit: facts.take,
    log: () => {},
    nowMs: Date.now,
  })
  afterTest(() => calls.closeAll())
  return { agent, facts, calls }
}

const dial = (calls: Calls) => calls.openBackend({ callId: CALL, agentId: 'agent', route: 'auto' })

it('an answer by HTTP is an answer like any other', async () => {
  const { agent, facts, calls } = await house()
  dial(calls)
  expect(await first(facts, 'backend.opened')).toMatchObject({
    backend: 'http-fake',
    capability: 'new-session',
  })
  await first(facts, 'attempt.planned')
  calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
  calls.sendCandidate({ callId: CALL, attempt: 1, candidate: null })
  calls.goAttempt({ callId: CALL, attempt: 1, n: 1, after: null })
  expect(await first(facts, 'backend.answered')).toEqual({
    type: 'backend.answered',
    callId: CALL,
    attempt: 1,
    sdp: 'answer of session 1',
    externalId: '1',
  })
  calls.endBackend({ callId: CALL, reason: 'caller' })
  await first(facts, 'backend.ended')
  expect(agent.asked).toEqual(['POST', 'DELETE /sessions/1'])
})

it('a second attempt is a new session, with a new number, and the old one is gone', async () => {
  const { agent, facts, calls } = await house()
  dial(calls)
  await first(facts, 'attempt.planned')
  calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
  await first(facts, 'backend.answered')
  calls.endBackend({ callId: CALL, reason: 'recovery' })
  dial(calls)
  await facts.when('plan 2', fact => fact.type === 'attempt.planned' && fact.plan.attempt === 2)
  calls.startCall({ callId: CALL, attempt: 2, sdp: 'offer' })
  const answer = await facts.when('answer 2', fact => fact.type === 'backend.answered' && fact.attempt === 2)
  expect(answer).toMatchObject({ externalId: '2' })
  expect([...agent.sessions]).toEqual(['/sessions/2'])
  expect(facts.seen.some(({ type }) => type === 'backend.ended')).toBe(false)
})

it.each([
  [401, 'signaling_unauthorised'],
  [503, 'signaling_overloaded'],
] as const)('a refusal with HTTP %i is %s', async (status, name) => {
  const { facts, calls } = await house(status)
  dial(calls)
  await first(facts, 'attempt.planned')
  calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
  expect((await first(facts, 'backend.failed')).failure.name).toBe(name)
})
