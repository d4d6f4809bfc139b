// The broker over real HTTPS, with credentials that a real coturn takes; its times in virtual time.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { turnCredential } from '../../../gateway/credentials/turn-rest'
import { type BrokerDeps, createBroker, type Fetched, type Source } from '../../../main/relays/broker'
import { makeAuthority } from '../network/probes/certificates'

const ICE = { servers: [{ urls: ['stun:gateway.example'] }], expiresAtMs: null }
const WISHES = { needsTls443: false, allowsPrivate: true, lifetimeS: null }
const SECRET = 'shared-with-coturn'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const undo of cleanUp.splice(0)) await undo()
})

const coturnAnswer = (port: number) => {
  const { username, credential } = turnCredential(SECRET, 'mia', 600, Date.now())
  return { username, password: credential, ttl: 600, uris: [`turn:127.0.0.1:${port}?transport=udp`] }
}

/** A source as an organisation runs it: a token at the door, credentials from a secret that stays there. */
async function openSource(answer: () => object) {
  const authority = makeAuthority('/CN=Relays')
  const heard: (string | undefined)[] = []
  const server = createServer(authority.sign('DNS:localhost'), (asked, response) => {
    heard.push(asked.headers.authorization)
    const isKnown = asked.headers.authorization === 'Bearer door'
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? JSON.stringify(answer()) : 'who are you')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  cleanUp.push(() => server.close())
  const fetch: BrokerDeps['fetch'] = (url, token, signal) =>
    new Promise<Fetched>((done, failed) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      request(url, { ca: authority.cert, headers, signal }, async response => {
        let body = ''
        for await (const chunk of response) body += String(chunk)
        done({ status: response.statusCode ?? 0, body, link: null })
      })
        .on('error', failed)
        .end()
    })
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/turn`, fetch, heard }
}

function house(fetch: BrokerDeps['fetch'], token: 'door' | null = 'door') {
  const lines: string[] = []
  const broker = createBroker({
    fetch,
    tokenFor: async () => token ?? undefined,
    log: line => lines.push(line),
    nowMs: () => Date.now(),
  })
  cleanUp.push(broker.stop)
  return { broker, lines }
}

describe('over HTTPS', () => {
  test('the organisation’s relays take the place of the gateway’s; without the token they do not', async () => {
    const { url, fetch, heard } = await openSource(() => coturnAnswer(3478))
    const { broker, lines } = house(fetch)
    expect(broker.over(ICE)).toBe(ICE)
    broker.use({ url, ...WISHES })
    await broker.asked()
    expect(broker.over(ICE).servers[0]?.urls).toEqual(['turn:127.0.0.1:3478?transport=udp'])
    expect([heard, lines]).toEqual([['Bearer door'], []])
    broker.use(null)
    expect(broker.over(ICE)).toBe(ICE)

    const stranger = house(fetch, null)
    stranger.broker.use({ url, ...WISHES })
    await stranger.broker.asked()
    expect(stranger.broker.over(ICE)).toBe(ICE)
    expect(stranger.lines).toEqual([`relays of ${new URL(url).host}: status 401`])
  })

  test('a certificate that nobody vouches for is no answer', async () => {
    const { url } = await openSource(() => coturnAnswer(3478))
    const { fetch } = await openSource(() => ({}))
    const { broker, lines } = house(fetch)
    broker.use({ url, ...WISHES })
    await broker.asked()
    expect([broker.over(ICE), lines]).toEqual([ICE, [`relays of ${new URL(url).host}: no answer`]])
  })

  const hasCoturn = ['turnserver', 'turnutils_uclient'].every(program => {
    try {
      return execFileSync('sh', ['-c', `command -v ${program}`]).length > 0
    } catch {
      return false
    }
  })
  test.skipIf(!hasCoturn)('a real coturn allocates for what comes out, and for nobody else', { timeout: 60_000 }, async () => {
    const port = 20_000 + (process.pid % 20_000)
    const words = `-n --no-tls --no-dtls --no-cli --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --allow-loopback-peers
      --listening-port=${port} --use-auth-secret --static-auth-secret=${SECRET} --realm=test --log-file=stdout --pidfile=/dev/null`
    const coturn = spawn('turnserver', words.split(/\s+/), { stdio: 'ignore' })
    cleanUp.push(() => coturn.kill())
    const { url, fetch } = await openSource(() => coturnAnswer(port))
    const { broker } = house(fetch)
    broker.use({ url, ...WISHES })
    await broker.asked()
    const [server] = broker.over(ICE).servers
    const allocates = (username = '', credential = '') =>
      promisify(execFile)('turnutils_uclient', ['-y', '-c', '-n', '1', '-u', username, '-w', credential, '-p', `${port}`, '127.0.0.1'], { timeout: 15_000 }).then(
        ({ stdout }) => /Total lost packets 0 /.test(stdout),
        () => false,
      )
    await vi.waitUntil(() => allocates(server?.username, server?.credential), { timeout: 30_000, interval: 500 })
    expect(await allocates(server?.username, 'another')).toBe(false)
  })
}) // biome-ignore format: command lines

describe('in time', () => {
  const source: Source = {
    url: 'https://turn.example/',
    needsTls443: false,
    allowsPrivate: false,
    lifetimeS: null,
  }
  const uris = ['turns:relay.example:443?transport=tcp']
  const answers = (...bodies: (object | null)[]) => {
    const asked: number[] = []
    const startMs = Date.now()
    const fetch = async (): Promise<Fetched> => {
      asked.push(Date.now() - startMs)
      const body = bodies.shift() ?? null
      if (body === null) throw new Error('net::ERR_FAILED with a secret in it')
      return { status: 200, body: JSON.stringify(body), link: null }
    }
    return { fetch, asked }
  }
  const set = (ttl: number) => ({ username: 'u', password: 'geheim', ttl, uris })

  test('a set is asked for anew after half of its life, and never used past its end', async () => {
    vi.useFakeTimers()
    const { fetch, asked } = answers(set(600), set(600), null)
    const { broker, lines } = house(fetch)
    broker.use(source)
    await vi.advanceTimersByTimeAsync(300_000)
    expect(asked).toEqual([0, 300_000])
    await vi.advanceTimersByTimeAsync(300_000)
    expect(broker.over(ICE)).not.toBe(ICE)
    await vi.advanceTimersByTimeAsync(280_000)
    expect(broker.over(ICE)).toBe(ICE)
    expect(lines.join()).not.toMatch(/geheim|secret/)
  })

  test('one that fails is asked again, more and more seldom; another source at once', async () => {
    vi.useFakeTimers()
    const { fetch, asked } = answers()
    const { broker } = house(fetch)
    broker.use(source)
    await vi.advanceTimersByTimeAsync(35_000)
    expect(asked).toEqual([0, 5_000, 15_000, 35_000])
    broker.use({ ...source })
    broker.use({ ...source, url: 'https://other.example/' })
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(5)
    broker.stop()
    await vi.advanceTimersByTimeAsync(1_000_000)
    expect(asked).toHaveLength(5)
  })

  test('an answer that comes for a source of before is not used', async () => {
    vi.useFakeTimers()
    let reply = (_: Fetched) => {}
    const { broker } = house(() => new Promise(resolve => (reply = resolve)))
    broker.use(source)
    await vi.advanceTimersByTimeAsync(0)
    broker.use(null)
    reply({ status: 200, body: JSON.stringify(set(600)), link: null })
    await vi.advanceTimersByTimeAsync(0)
    expect(broker.over(ICE)).toBe(ICE)
  })

  test.each([
    ['no JSON', 200, '<html>'],
    ['no known shape', 200, '{"error":"geheim"}'],
    ['long-lived', 200, JSON.stringify({ ...set(600), ttl: undefined })],
    ['status 503', 503, ''],
  ])('says %s and nothing of what came', async (why, status, body) => {
    const { broker, lines } = house(async () => ({ status, body, link: null }))
    broker.use(source)
    await broker.asked()
    expect([broker.over(ICE), lines]).toEqual([ICE, [`relays of turn.example: ${why}`]])
  })
})
