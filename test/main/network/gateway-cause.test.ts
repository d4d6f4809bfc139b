// Each cause on the way to a gateway, made for real with servers, chains and proxies on loopback, and named.
import { beforeAll, describe, expect, it } from 'vitest'
import { gatewayCause } from '../../../main/network/explain'
import { type Gateway, gatewaySeen, type LookDeps, lookAtGateway } from '../../../main/network/look'
import type { Asked, Decision } from '../../../main/network/probes'
import { parseDecision } from '../../../main/network/probes/decision'
import type { FailureName } from '../../../protocol/catalogue'
import { start } from '../../gateway/start'
import { nodeAsk } from './node-ask'
import { type Authority, makeAuthority } from './probes/certificates'
import { answerWith, cutAtFirstByte, http, keepSilent, nobody, proxy, tls } from './probes/servers'

const SIDE_MS = 600
const DAY_MS = 86_400_000
let root: Authority
let portal: number
beforeAll(() => {
  root = makeAuthority('/O=Example Trust/CN=Example Root')
})

async function lookDeps(change: Partial<LookDeps> = {}): Promise<LookDeps> {
  portal = await nobody()
  return {
    decide: async () => ({ kind: 'direct', text: 'DIRECT' }),
    ask: nodeAsk([root.cert]),
    resolve: async () => '127.0.0.1',
    verified: () => null,
    nowMs: Date.now,
    portalPort: portal,
    ...change,
  }
}

async function causeOf(gateway: Gateway, change: Partial<LookDeps> = {}) {
  const deps = await lookDeps(change)
  const look = lookAtGateway(gateway, deps, SIDE_MS)
  const bounds = { boundMs: 2 * SIDE_MS, withUpgrade: true }
  return gatewayCause(await gatewaySeen(gateway, look, deps.verified, bounds), deps.nowMs())
}
const at = (port: number): Gateway => ({ url: `wss://localhost:${port}/v1` })
const OK = http(
  '200 OK',
  `Date: ${new Date().toUTCString()}\r\nContent-Type: application/json\r\n`,
  '{"ok":true}',
)
const serving = (pair: ReturnType<Authority['sign']>, text = OK) =>
  tls(pair, socket => socket.once('data', () => socket.end(text)))
const named = async (gateway: Gateway, name: FailureName, change: Partial<LookDeps> = {}, detail = /./) => {
  const found = await causeOf(gateway, change)
  expect(found).toMatchObject({ name })
  expect(found?.detail).toMatch(detail)
}

describe('nothing is said', () => {
  it('of a real gateway that is well, behind a root of this computer, directly and through a proxy', async () => {
    const gateway = await start({ tls: root.sign() })
    expect(await causeOf(at(gateway.port))).toBeNull()
    const hop = await proxy(() => true)
    const decision: Decision = { kind: 'proxy', text: `PROXY ${hop.host}:${hop.port}`, hop }
    expect(await causeOf(at(gateway.port), { decide: async () => decision })).toBeNull()
    await gateway.close()
  })
})

describe('the certificate', () => {
  it('is out of date, and by how much', async () =>
    named(
      at(await serving(root.sign(undefined, -9, -2))),
      'certificate_expired',
      {},
      /until \d{4}-\d\d-\d\d/,
    ))
  it('is for another host', async () =>
    named(at(await serving(root.sign('DNS:other.example'))), 'certificate_host', {}, /localhost/))
  it('is of an authority that this computer does not know', async () =>
    named(
      at(await serving(makeAuthority('/O=Some Company/CN=Some Root').sign())),
      'signaling_certificate',
      {},
      /Some Company/,
    ))
  it('is an inspecting box’s own', async () =>
    named(
      at(await serving(makeAuthority('/O=Fortinet/CN=FortiGate CA').sign())),
      'tls_inspected',
      {},
      /Fortinet/,
    ))
})

it('the clock is wrong: the certificate holds by the server’s clock and not by ours', async () => {
  const ahead: Partial<LookDeps> = {
    nowMs: () => Date.now() + 30 * DAY_MS,
    ask: async () => ({ kind: 'failed', code: 'ERR_CERT_DATE_INVALID', ms: 1 }),
  }
  await named(at(await serving(root.sign())), 'clock_wrong', ahead, /30 d ahead/)
})

describe('the way', () => {
  it('is cut after the ClientHello', async () =>
    named(at(await cutAtFirstByte()), 'signaling_reset', {}, /ClientHello/))
  it('is silent', async () => {
    const silent = { host: '127.0.0.1', port: await keepSilent() }
    expect(await causeOf(at(silent.port))).toBeNull()
  })
  it('is refused: the failure itself says so already', async () =>
    expect(await causeOf(at(await nobody()))).toBeNull())
  it('has no name', async () => {
    const unresolved: Partial<LookDeps> = {
      ask: async () => ({ kind: 'failed', code: 'ERR_NAME_NOT_RESOLVED', ms: 1 }),
      resolve: async () => Promise.reject(new Error('none')),
    }
    await named({ url: 'wss://nothing.invalid/v1' }, 'signaling_name', unresolved, /nothing.invalid/)
  })
  it('has nobody who answers about the name', async () => {
    const silent: Partial<LookDeps> = {
      ask: async () => ({ kind: 'silent', ms: 1 }),
      resolve: () => new Promise(() => undefined),
    }
    await named({ url: 'wss://nothing.invalid/v1' }, 'signaling_name', silent, /no resolver/)
    // A server that keeps silent once it is connected has a name, however slow that was to come.
    expect(await causeOf(at(await keepSilent()), silent)).toBeNull()
  })
  it('ends at a sign-in page', async () => {
    const portalPort = await answerWith(http('302 Found', 'Location: http://login.hotel.example/\r\n'))
    await named(at(await nobody()), 'captive_portal', { portalPort }, /login.hotel.example/)
  })
  it('lets no upgrade through', async () =>
    named(at(await serving(root.sign(), http('426 Upgrade Required', `Date: ${new Date().toUTCString()}\r\n`))), 'websocket_blocked', {}, /426/)) // biome-ignore format: one call
  it('leads to a gateway that is full', async () =>
    named(at(await serving(root.sign(), http('503 Full', ''))), 'signaling_overloaded', {}, /503/))
})

describe('the proxy', () => {
  /** What Chromium says of it, as measured on Electron 33, beside what the bare socket hears. */
  const behind = async (refuse: string, asked: Asked): Promise<Partial<LookDeps>> => {
    const hop = await proxy(() => false, refuse)
    const decision: Decision = { kind: 'proxy', text: 'PROXY', hop }
    return { decide: async () => decision, ask: async () => asked }
  }
  const failed = (code: string): Asked => ({ kind: 'failed', code, ms: 1 })
  const login = (tries: number): Asked => ({ kind: 'login', isProxy: true, scheme: 'digest', tries, ms: 1 })
  const ASKS = http('407 Who', 'Proxy-Authenticate: Digest realm="x", nonce="1"\r\n')
  const far = { url: 'wss://gateway.invalid/v1' }
  const unknown = { resolve: async () => Promise.reject(new Error('none')) }

  it('asks for a password that nobody gave: 407 is named as 407', async () =>
    named(far, 'proxy_authentication', { ...unknown, ...(await behind(ASKS, login(0))) }, /407/))
  it('asks, where Chromium only knows that it was not let in', async () =>
    named(
      far,
      'proxy_authentication',
      await behind(ASKS, failed('ERR_INVALID_AUTH_CREDENTIALS')),
      /407 digest/,
    ))
  it('refused the password', async () => named(far, 'proxy_credentials', await behind(ASKS, login(2)), /407/))
  it('refuses CONNECT', async () =>
    named(
      far,
      'proxy_refused',
      await behind(http('403 No', ''), failed('ERR_TUNNEL_CONNECTION_FAILED')),
      /403/,
    ))
  it('did not get there itself', async () => {
    const gone = await behind(http('503 Gone', ''), failed('ERR_TUNNEL_CONNECTION_FAILED'))
    await named(far, 'signaling_unreachable', gone, /503/)
  })
  it('is dead', async () => {
    const decision = parseDecision(`PROXY 127.0.0.1:${await nobody()}`)
    await named(far, 'proxy_unreachable', {
      decide: async () => decision,
      ask: async () => failed('ERR_PROXY_CONNECTION_FAILED'),
    }, /ECONNREFUSED/) // biome-ignore format: one call
  })
  it('keeps silent, and so does Chromium', async () => {
    const decision = parseDecision(`PROXY 127.0.0.1:${await keepSilent()}`)
    await named(far, 'proxy_unreachable', {
      decide: async () => decision,
      ask: async () => ({ kind: 'silent', ms: 1 }),
    }) // biome-ignore format: one call
  })
  it('is not to be known: the PAC file is broken, or hangs', async () => {
    await named(far, 'proxy_script_broken', {
      decide: async () => ({ kind: 'broken' }),
      ask: async () => failed('ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'),
    }) // biome-ignore format: one call
    await named(far, 'proxy_script_silent', { decide: async () => ({ kind: 'silent', ms: 300 }) })
  })
})
