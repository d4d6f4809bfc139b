// Each cause on the way to the relays, with real sockets where the way itself speaks, and the page's word where the server does.
import { beforeAll, describe, expect, it } from 'vitest'
import { relayCause } from '../../../main/network/explain'
import { lookAtRelay, type RelayDeps, relayUrls } from '../../../main/network/look'
import { parseDecision } from '../../../main/network/probes/decision'
import type { FailureName } from '../../../protocol/catalogue'
import type { IceServer } from '../../../protocol/ice'
import { nodeAsk } from './node-ask'
import { type Authority, makeAuthority } from './probes/certificates'
import { cutAtFirstByte, http, keepSilent, nobody, proxy, tls } from './probes/servers'

const SIDE_MS = 500
let root: Authority
beforeAll(() => {
  root = makeAuthority('/O=Example Trust/CN=Example Root')
})

type Said = { readonly ms: number | null; readonly errors: { code: number; text: string }[] }
const NOBODY: Said = { ms: null, errors: [{ code: 701, text: 'Failed to establish connection' }] }
const saying = (code: number): Said => ({ ms: null, errors: [{ code, text: 'no' }] })

async function causeOf(
  urls: readonly string[],
  said: (url: string) => Said = () => NOBODY,
  change: Partial<RelayDeps> = {},
  username = `${Math.floor(Date.now() / 1000) + 600}:me`,
) {
  const servers: IceServer[] = [{ urls: [...urls], username, credential: 'secret', region: 'eu' }]
  const page: RelayDeps['page'] = {
    ask: async probe => ({ type: 'allocated', id: '', ...said('server' in probe ? (probe.server.urls[0] ?? '') : '') }) as never,
  } // biome-ignore format: one record
  const deps: RelayDeps = {
    page,
    decide: async () => ({ kind: 'direct', text: 'DIRECT' }),
    ask: nodeAsk([root.cert]),
    resolve: async () => '127.0.0.1',
    ...change,
  }
  const seen = await Promise.all(relayUrls(servers).map(relay => lookAtRelay(relay, deps, SIDE_MS)))
  return relayCause(seen, Date.now())
}
const turns = (port: number) => `turns:localhost:${port}?transport=tcp`
const expectName = async (found: ReturnType<typeof causeOf>, name: FailureName, detail = /./) => {
  const cause = await found
  expect(cause).toMatchObject({ name })
  expect(cause?.detail).toMatch(detail)
}

it('nothing is said while one relay can be had, or where there is none', async () => {
  const one = (url: string): Said => (url.startsWith('turn:') ? { ms: 80, errors: [] } : NOBODY)
  expect(await causeOf(['turn:localhost:3478', turns(await nobody())], one)).toBeNull()
  expect(await causeOf([])).toBeNull()
  expect(await causeOf(['stun:localhost:3478'])).toBeNull()
})

describe('the server’s own word', () => {
  const url = ['turn:localhost:3478']
  it('401, with a pass that holds', () =>
    expectName(
      causeOf(url, () => saying(401)),
      'relay_unauthorised',
      /401/,
    ))
  it('401, with a pass that has run out', () =>
    expectName(
      causeOf(url, () => saying(401), {}, `${Math.floor(Date.now() / 1000) - 5}:me`),
      'relay_expired',
    ))
  it('486', () =>
    expectName(
      causeOf(url, () => saying(486)),
      'relay_quota',
      /486/,
    ))
})

describe('the way to a relay over TLS', () => {
  it('is cut after the ClientHello', async () =>
    expectName(causeOf([turns(await cutAtFirstByte())]), 'relay_tls_reset', /ClientHello/))
  it('shows a certificate that is not trusted, out of date or another host’s', async () => {
    const boxes = [
      makeAuthority('/O=Some Company/CN=Some Root').sign(),
      root.sign(undefined, -9, -2),
      root.sign('DNS:other.example'),
    ]
    for (const pair of boxes) await expectName(causeOf([turns(await tls(pair))]), 'relay_certificate')
  })
  it('is refused by the proxy alone', async () => {
    const hop = await proxy(() => false, http('403 No', ''))
    const behind: Partial<RelayDeps> = {
      decide: async () => parseDecision(`PROXY ${hop.host}:${hop.port}`),
      ask: async () => ({ kind: 'failed', code: 'ERR_TUNNEL_CONNECTION_FAILED', ms: 1 }),
    }
    await expectName(
      causeOf([turns(443), 'turn:localhost:3478'], undefined, behind),
      'relay_proxy_refused',
      /403/,
    )
  })
  it('needs a password for the proxy', async () => {
    const hop = await proxy(() => false, http('407 Who', 'Proxy-Authenticate: Basic realm="x"\r\n'))
    const behind: Partial<RelayDeps> = {
      decide: async () => parseDecision(`PROXY ${hop.host}:${hop.port}`),
      ask: async () => ({ kind: 'login', isProxy: true, scheme: 'basic', tries: 0, ms: 1 }),
    }
    await expectName(causeOf([turns(443)], undefined, behind), 'proxy_authentication', /407/)
  })
  it('is a relay that answers no HTTP, and no fault of the network: nothing is called cut', async () => {
    const port = await tls(root.sign(), socket => socket.once('data', () => socket.destroy()))
    await expectName(causeOf([turns(port)]), 'relay_unreachable')
  })
})

it('UDP is all there is, and it is silent', () =>
  expectName(causeOf(['turn:localhost:3478']), 'relay_udp_blocked'))
it('no relay answers at all', async () =>
  expectName(
    causeOf([
      'turn:localhost:3478',
      `turn:localhost:${await nobody()}?transport=tcp`,
      turns(await keepSilent()),
    ]),
    'relay_unreachable',
    /localhost:3478 udp/,
  ))
