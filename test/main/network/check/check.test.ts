// A whole check against a real gateway over TLS and real STUN servers, with a page that says what it is told to.

import { type RequestOptions, request } from 'node:https'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CheckDeps, runCheck } from '../../../../main/network/check'
import { greet } from '../../../../main/signaling'
import { createEventStream } from '../../../../main/signaling/event-stream'
import { CHECKS, type CheckId } from '../../../../protocol/checks'
import type { CheckFact } from '../../../../protocol/facts'
import { networkReportSchema } from '../../../../protocol/network-report'
import { start } from '../../../gateway/start'
import { nodeAsk } from '../node-ask'
import { type Authority, makeAuthority } from '../probes/certificates'
import { cutAtFirstByte, nobody, stun } from '../probes/servers'

let root: Authority
beforeAll(() => {
  root = makeAuthority('/O=Example Trust/CN=Example Root')
})

type Allocates = (url: string) => { ms: number | null; errors: { code: number; text: string }[] }

/** Node's HTTPS in the place of Electron's stack. */
function stackOf(ca: string) {
  const ask = (url: string, options: RequestOptions, body?: string) =>
    new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      const asked = request(url, { ...options, ca, agent: false }, resolve)
      asked.on('error', reject)
      asked.end(body)
    })
  return createEventStream({
    fetch: async (url, { headers, signal }) => {
      const response = await ask(url, { headers, signal })
      return {
        status: response.statusCode ?? 0,
        headers: { get: name => String(response.headers[name] ?? '') || null },
        body: Readable.toWeb(response) as ReadableStream<Uint8Array>,
      }
    },
    post: async (url, { headers, body, signal }) => {
      const response = await ask(url, { method: 'POST', headers, signal }, body)
      response.resume()
      return { status: response.statusCode ?? 0, headers: { get: () => null } }
    },
  })
}

async function depsFor(allocates: Allocates, change: Partial<CheckDeps> = {}): Promise<CheckDeps> {
  const portalPort = await nobody()
  const line = {
    openTransport: stackOf(root.cert),
    client: { name: 'test', version: '0' },
    log: () => undefined,
  }
  return {
    decide: async () => ({ kind: 'direct', text: 'DIRECT' }),
    ask: nodeAsk([root.cert]),
    resolve: async () => '127.0.0.1',
    verified: () => null,
    nowMs: Date.now,
    portalPort,
    greet: (gateway, bounds) => greet(gateway, line, bounds),
    cutAfterMs: () => null,
    mayListen: () => true,
    page: {
      ask: async probe => {
        if ('server' in probe)
          return { type: 'allocated', id: '', ...allocates(probe.server.urls[0] ?? '') } as never
        if ('servers' in probe)
          return {
            type: 'measured',
            id: '',
            quality: { rttMs: 42, jitterMs: 3, lossPct: 0, mos: 4.4 },
          } as never
        return { type: 'sounded', id: '', microphone: 'silent', speaker: 'ok' } as never
      },
    },
    ...change,
  }
}

async function check(url: string | null, deps: CheckDeps) {
  const facts: CheckFact[] = []
  const report = await runCheck(url === null ? null : { url }, deps, fact => facts.push(fact))
  expect(networkReportSchema.parse(report)).toEqual(report)
  const status = Object.fromEntries(report.checks.map(({ id, status: found }) => [id, found]))
  return { report, facts, status: status as Partial<Record<CheckId, string>> }
}

const seen = { address: '198.51.100.7', port: 4242 }
async function world(allocates: Allocates) {
  const [one, two] = [await stun(seen), await stun(seen)]
  const urls = [
    'turn:localhost:3478',
    'turns:localhost:443?transport=tcp',
    `stun:localhost:${one}`,
    `stun:localhost:${two}`,
  ]
  const turn = {
    urls: urls.map(url => ({ url, region: 'eu' })),
    secret: 'a secret of the test',
    ttlSeconds: 600,
  }
  const gateway = await start({ tls: root.sign(), turn })
  return {
    url: `wss://localhost:${gateway.port}/v1`,
    port: gateway.port,
    deps: await depsFor(allocates),
    close: gateway.close,
  }
}

describe('where all is well', () => {
  it('tells each check as it comes, what carries calls before the end, and the same in the report', async () => {
    const { url, port, deps, close } = await world(() => ({ ms: 60, errors: [] }))
    const { report, facts, status } = await check(url, deps)
    await close()
    expect(facts.at(0)).toMatchObject({ type: 'check.started', gateway: `localhost:${port}` })
    expect(facts.at(-1)).toMatchObject({ type: 'check.finished' })
    const decided = facts.findIndex(({ type }) => type === 'check.decided')
    const quality = facts.findIndex(fact => fact.type === 'check.found' && fact.check.id === 'quality')
    expect(decided).toBeGreaterThan(0)
    expect(quality).toBeGreaterThan(decided)
    expect(report).toMatchObject({
      verdict: 'ready',
      carries: ['direct', 'relay-udp', 'relay-tls'],
      proxy: null,
    })
    expect(report.checks.map(({ id }) => id)).toEqual(CHECKS)
    expect(report.checks.filter(({ status: found }) => found === 'blocked' || found === 'failed')).toEqual([])
    expect(status).toMatchObject({
      websocket: 'ok',
      nat: 'ok',
      stun: 'ok',
      tls: 'ok',
      microphone: 'warn',
      idle: 'ok',
    })
    expect(report.regions).toEqual([{ region: 'eu', udpMs: 60, tcpMs: null, tlsMs: 60 }])
    expect(report.kit.every(({ observed, request: wish }) => observed === 'open' && wish === null)).toBe(true)
    expect(JSON.stringify(report)).not.toMatch(/198\.51\.100\.7|a secret|credential/)
  })
})

describe('where UDP is blocked', () => {
  it('is limited to TLS, and asks for UDP as what is better', async () => {
    const { url, deps, close } = await world(way =>
      way.startsWith('turns:') ? { ms: 90, errors: [] } : { ms: null, errors: [{ code: 701, text: 'no' }] },
    )
    const { report, status } = await check(url, {
      ...deps,
      resolve: async () => Promise.reject(new Error('none')),
    })
    await close()
    expect(report).toMatchObject({ verdict: 'limited', carries: ['relay-tls'] })
    expect(status).toMatchObject({ relays: 'warn', stun: 'blocked', nat: 'skipped' })
    expect(
      report.kit.filter(({ request: wish }) => wish !== null).map(({ protocol, need }) => [protocol, need]),
    ).toEqual([
      ['TURN/UDP', 'better'],
      ['STUN/UDP', 'better'],
      ['STUN/UDP', 'better'],
    ])
  })
})

describe('where the gateway cannot be reached', () => {
  it('is offline, names the cause, and asks for the gateway', async () => {
    const port = await cutAtFirstByte()
    const { report, facts } = await check(
      `wss://localhost:${port}/v1`,
      await depsFor(() => ({ ms: null, errors: [] })),
    )
    expect(facts.filter(({ type }) => type === 'check.decided')).toHaveLength(1)
    expect(report).toMatchObject({ verdict: 'offline', carries: [] })
    expect(report.checks.find(({ id }) => id === 'event-stream')).toMatchObject({
      failure: 'signaling_reset',
    })
    expect(report.kit).toEqual([
      { host: 'localhost', port, protocol: 'WSS', observed: 'reset', request: 'allow', need: 'required' },
    ])
  })
})

it('without a gateway only this computer is checked', async () => {
  const { report, status } = await check(null, await depsFor(() => ({ ms: null, errors: [] })))
  expect(report).toMatchObject({ gateway: '', verdict: 'offline', kit: [], regions: [] })
  expect(report.checks.map(({ id }) => id)).toEqual(CHECKS)
  expect([status.tls, status.microphone, status.speaker]).toEqual(['skipped', 'warn', 'ok'])
})
