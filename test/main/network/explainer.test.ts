// When a failure is explained: what begins the look, how long the answer takes, and what is left as it is. Real sockets, real time.
import { beforeAll, describe, expect, it } from 'vitest'
import { createExplainer } from '../../../main/network/explain'
import { EXPLAIN_MS } from '../../../main/network/explain/explainer'
import type { Failure } from '../../../protocol/failure'
import { planOf } from '../../fixtures/plans'
import { nodeAsk } from './node-ask'
import { type Authority, makeAuthority } from './probes/certificates'
import { cutAtFirstByte, keepSilent, nobody } from './probes/servers'

let root: Authority
beforeAll(() => {
  root = makeAuthority('/O=Example Trust/CN=Example Root')
})

const CALL = { callId: 'call-0001', agentId: 'ada' }
const pause = (ms: number) => new Promise(wake => setTimeout(wake, ms))

async function explainerFor(
  url: string,
  allocate: () => Promise<unknown> = async () => null,
  cutAfterMs: number | null = null,
) {
  const asked: string[] = []
  const portalPort = await nobody()
  const ask = nodeAsk([root.cert])
  const explainer = createExplainer({
    decide: async () => ({ kind: 'direct', text: 'DIRECT' }),
    ask: (to, boundMs) => {
      asked.push(to)
      return ask(to, boundMs)
    },
    resolve: async () => '127.0.0.1',
    verified: () => null,
    nowMs: Date.now,
    portalPort,
    cutAfterMs: () => cutAfterMs,
    gatewayOf: agentId => (agentId === 'ada' ? { url } : null),
    page: { ask: async () => (await allocate()) as never },
  })
  explainer.opened(CALL)
  const explain = async (failure: Failure) => {
    const sinceMs = performance.now()
    const found = await explainer.explain({ callId: CALL.callId, failure })
    return { found, tookMs: performance.now() - sinceMs }
  }
  return { explainer, explain, asked }
}

describe('signaling', () => {
  it('that failed is looked at from then on, so that the answer is there when it is asked for', async () => {
    const { explainer, explain } = await explainerFor(`wss://localhost:${await cutAtFirstByte()}/v1`)
    const failure: Failure = { name: 'signaling_unreachable', detail: 'ERR_CONNECTION_RESET' }
    explainer.told({ type: 'backend.failed', callId: CALL.callId, failure })
    await pause(900)
    const { found, tookMs } = await explain(failure)
    expect(found.name).toBe('signaling_reset')
    expect(tookMs).toBeLessThan(200)
  })

  it('that is not open after a while is in doubt, and looked at before it fails', async () => {
    const { asked, explainer } = await explainerFor(`wss://localhost:${await keepSilent()}/v1`)
    await pause(1_000)
    expect(asked).toEqual([])
    await pause(400)
    expect(asked).toHaveLength(1)
    explainer.stop()
  })

  it('that opened in time is not', async () => {
    const { asked, explainer } = await explainerFor(`wss://localhost:${await keepSilent()}/v1`)
    explainer.told({
      type: 'backend.opened', callId: CALL.callId, backend: 'viaduct', capability: 'parallel', signalingMs: 1, credentialsMs: 1,
    }) // biome-ignore format: one record
    await pause(1_400)
    expect(asked).toEqual([])
  })

  it('that keeps silent is answered within the bound, by the name it had', async () => {
    const { explain } = await explainerFor(`wss://localhost:${await keepSilent()}/v1`)
    const failure: Failure = { name: 'signaling_timeout', detail: 'no connection after 1900 ms' }
    const { found, tookMs } = await explain(failure)
    expect(found).toEqual(failure)
    expect(tookMs).toBeLessThan(EXPLAIN_MS + 100)
  })
})

it('signaling that was lost where connections do not last is named as cut', async () => {
  const lost: Failure = { name: 'signaling_lost', detail: 'no connection for 90000 ms' }
  const url = `wss://localhost:${await keepSilent()}/v1`
  const { explain } = await explainerFor(url, undefined, 61_000)
  expect((await explain(lost)).found).toMatchObject({
    name: 'signaling_idle',
    detail: expect.stringMatching(/61 s/),
  })
  expect((await explain({ ...lost, name: 'signaling_unreachable' })).found.name).not.toBe('signaling_idle')
})

describe('relays', () => {
  const servers = [{ urls: ['turn:localhost:3478'], username: '1000000000:me', credential: 'secret' }]
  const planned = (cause: 'first' | 'retry') =>
    ({
      type: 'attempt.planned',
      callId: CALL.callId,
      plan: planOf(cause === 'first' ? 1 : 2, { cause, servers }),
    }) as const

  it('are tried when the retry has not sounded for a second, and explain the verdict', async () => {
    let tried = 0
    const refuses = async () => {
      tried += 1
      return { type: 'allocated', id: '', ms: null, errors: [{ code: 401, text: 'Unauthorized' }] }
    }
    const { explainer, explain } = await explainerFor('wss://localhost/v1', refuses)
    explainer.told(planned('first'))
    explainer.told(planned('retry'))
    await pause(500)
    expect(tried).toBe(0)
    await pause(700)
    expect(tried).toBe(1)
    const { found, tookMs } = await explain({ name: 'relay_no_path' })
    expect(found.name).toBe('relay_expired')
    expect(tookMs).toBeLessThan(200)
    expect(tried).toBe(1)
  })

  it('are left alone when the retry sounds', async () => {
    let tried = 0
    const { explainer } = await explainerFor('wss://localhost/v1', async () => {
      tried += 1
    })
    explainer.told(planned('retry'))
    explainer.sounded(CALL.callId)
    await pause(1_300)
    expect(tried).toBe(0)
  })

  it('that keep silent with the page are answered within the bound', async () => {
    const { explainer, explain } = await explainerFor('wss://localhost/v1', () => new Promise(() => {}))
    explainer.told(planned('first'))
    const { found, tookMs } = await explain({ name: 'relay_no_path', detail: 'x' })
    expect(found).toEqual({ name: 'relay_no_path', detail: 'x' })
    expect(tookMs).toBeLessThan(EXPLAIN_MS + 100)
  })
})

describe('at once and unchanged', () => {
  it.each([
    'signaling_unauthorised', 'signaling_overloaded', 'signaling_version', 'relay_no_sound', 'agent_busy',
  ] as const)('%s is its own explanation', async name => {
    const { explain, asked } = await explainerFor(`wss://localhost:${await keepSilent()}/v1`)
    const { found, tookMs } = await explain({ name, detail: 'said' })
    expect([found, asked]).toEqual([{ name, detail: 'said' }, []])
    expect(tookMs).toBeLessThan(20)
  }) // biome-ignore format: one list

  it('what is on this computer', async () => {
    const { explain, asked } = await explainerFor(`ws://127.0.0.1:${await keepSilent()}/v1`)
    const { found, tookMs } = await explain({ name: 'signaling_timeout' })
    expect([found.name, asked.length]).toEqual(['signaling_timeout', 0])
    expect(tookMs).toBeLessThan(20)
  })

  it('a call that nobody knows, and an agent without a gateway', async () => {
    const { explainer } = await explainerFor('wss://localhost/v1')
    const failure: Failure = { name: 'signaling_timeout' }
    expect(await explainer.explain({ callId: 'call-9999', failure })).toBe(failure)
    explainer.opened({ callId: 'call-0002', agentId: 'nobody' })
    expect(await explainer.explain({ callId: 'call-0002', failure })).toBe(failure)
  })
})
