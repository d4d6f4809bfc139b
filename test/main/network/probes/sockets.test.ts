// What bare sockets meet, against real servers: how far a way opens, which chain is shown, what a proxy says.
import { beforeAll, describe, expect, it } from 'vitest'
import { inspectorOf, isValidAt } from '../../../../main/network/probes/chain'
import { hangUp, shakeHands } from '../../../../main/network/probes/handshake'
import { seekPortal } from '../../../../main/network/probes/portal'
import { openTunnel } from '../../../../main/network/probes/tunnel'
import { tryUpgrade } from '../../../../main/network/probes/websocket'
import { start } from '../../../gateway/start'
import { type Authority, makeAuthority } from './certificates'
import { answerWith, closeAtFirstByte, cutAtFirstByte, http, keepSilent, nobody, proxy, tls } from './servers'

const HERE = '127.0.0.1'
const BOUND_MS = 400
let root: Authority
beforeAll(() => {
  root = makeAuthority('/O=Example Trust/CN=Example Root')
})

async function shake(port: number, host = HERE) {
  const tunnel = await openTunnel(HERE, port, null, BOUND_MS)
  const handshake = await shakeHands(tunnel, host, BOUND_MS)
  hangUp(tunnel, handshake)
  return handshake
}

describe('a tunnel', () => {
  it('is refused, unresolved, or silent, and says by whom', async () => {
    expect(await openTunnel(HERE, await nobody(), null, BOUND_MS)).toEqual({
      kind: 'shut', at: 'host', how: 'refused', code: 'ECONNREFUSED',
    }) // biome-ignore format: one record
    expect(await openTunnel('nothing.invalid', 443, null, 3_000)).toMatchObject({
      at: 'host',
      how: 'unresolved',
    })
    const dead = { kind: 'http', host: HERE, port: await nobody() } as const
    expect(await openTunnel(HERE, 443, dead, BOUND_MS)).toMatchObject({ at: 'proxy', how: 'refused' })
    const mute = { kind: 'http', host: HERE, port: await keepSilent() } as const
    expect(await openTunnel(HERE, 443, mute, BOUND_MS)).toMatchObject({ at: 'proxy', how: 'silent' })
  })

  it('has the proxy’s own words for a refusal', async () => {
    const strict = await proxy(() => false)
    expect(await openTunnel(HERE, 443, strict, BOUND_MS)).toEqual({
      kind: 'answered',
      status: 403,
      schemes: [],
    })
    const asks = 'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: Digest realm="x", nonce="1"\r\n'
    const asking = await proxy(() => false, http('407 Who', asks))
    expect(await openTunnel(HERE, 443, asking, BOUND_MS)).toEqual({
      kind: 'answered',
      status: 407,
      schemes: ['negotiate', 'digest'],
    })
  })

  it('leads through a proxy to the same chain as without', async () => {
    const port = await tls(root.sign())
    const tunnel = await openTunnel(HERE, port, await proxy(() => true), BOUND_MS)
    const handshake = await shakeHands(tunnel, HERE, BOUND_MS)
    expect(handshake).toMatchObject({ kind: 'done', chain: { issuer: 'Example Trust', fits: 'host' } })
    hangUp(tunnel, handshake)
  })
})

describe('a handshake', () => {
  it('tells a cut after the ClientHello from silence, from no TLS, and from a way that was never there', async () => {
    expect(await shake(await cutAtFirstByte())).toMatchObject({ kind: 'cut', how: 'reset' })
    expect(await shake(await closeAtFirstByte())).toMatchObject({ kind: 'cut', how: 'reset' })
    expect(await shake(await keepSilent())).toMatchObject({ kind: 'cut', how: 'silent' })
    expect(await shake(await answerWith('HTTP/1.1 400 No\r\n\r\n'))).toMatchObject({
      kind: 'cut',
      how: 'refused',
    })
    expect(await shake(await nobody())).toEqual({ kind: 'no way' })
  })

  it('shows who signed, for whom, and from when to when', async () => {
    const seen = await shake(await tls(root.sign('DNS:other.example', -9, -2)), 'gateway.example')
    if (seen.kind !== 'done' || seen.chain === null) throw new Error('no chain')
    expect(seen.chain.fits).toBe('another host')
    expect(seen.chain.signers).toEqual(['Example Trust', 'Example Root'])
    expect([isValidAt(seen.chain, Date.now()), isValidAt(seen.chain, Date.now() - 5 * 86_400_000)]).toEqual([
      false,
      true,
    ])
  })

  it('names the box that opened the line, and no honest authority', async () => {
    const box = makeAuthority('/O=Zscaler Inc./CN=Zscaler Intermediate Root CA')
    const seen = await shake(await tls(box.sign()))
    expect(seen.kind === 'done' && seen.chain && inspectorOf(seen.chain.signers)).toBe('Zscaler Inc.')
    for (const honest of [
      'Let’s Encrypt',
      'DigiCert Inc',
      'ISRG Root X1',
      'Viaduct lab',
      'Example AG Root CA 1',
    ])
      expect(inspectorOf([honest]), honest).toBeNull()
  })
})

describe('port 80 of the gateway', () => {
  const seek = async (text: string) => seekPortal(HERE, BOUND_MS, await answerWith(text))
  it.each([
    ['a redirect elsewhere', http('302 Found', 'Location: http://login.hotel.example/\r\n'), 'seen'],
    ['HTTP 511', http('511 Sign in', ''), 'seen'],
    ['a page with a form', http('200 OK', 'Content-Type: text/html\r\n', '<form action="/accept">'), 'seen'],
    ['a redirect to TLS on the same host', http('301 Moved', `Location: https://${HERE}/\r\n`), 'none'],
    ['a web server’s own page', http('200 OK', 'Content-Type: text/html\r\n', '<h1>It works!</h1>'), 'none'],
    ['404', http('404 Not Found', 'Content-Type: text/html\r\n', '<form>'), 'none'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'none'],
  ])('%s', async (_what, text, kind) => expect((await seek(text)).kind).toBe(kind))

  it('is no portal when nobody is there, or says nothing', async () => {
    expect(await seekPortal(HERE, BOUND_MS, await nobody())).toEqual({ kind: 'none' })
    expect(await seekPortal(HERE, BOUND_MS, await keepSilent())).toEqual({ kind: 'none' })
  })
})

describe('the upgrade to WebSocket', () => {
  const upgrade = async (port: number, path = '/v1', token?: string) => {
    const tunnel = await openTunnel(HERE, port, null, BOUND_MS)
    if (tunnel.kind !== 'open') throw new Error('no way')
    const url = new URL(`ws://${HERE}:${port}${path}`)
    const found = await tryUpgrade(tunnel.socket, { url, token }, BOUND_MS)
    hangUp(tunnel, null)
    return found.kind
  }

  it('passes to a real gateway, with its token and without', async () => {
    const gateway = await start({ access: { token: 'secret-token', guard: 'open' } })
    expect(await upgrade(gateway.port, '/v1', 'secret-token')).toBe('passes')
    expect(await upgrade(gateway.port)).toBe('passes')
    await gateway.close()
  })

  it('is found filtered where the headers are taken off on the way to the same gateway', async () => {
    for (const token of [null, 'secret-token']) {
      const gateway = await start({ access: { token, guard: 'open' } })
      const plain = await fetch(gateway.http)
      const answer = `HTTP/1.1 ${plain.status} x\r\n${[...plain.headers].map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n`
      expect(await upgrade(await answerWith(answer)), `${plain.status}`).toBe('filtered')
      await gateway.close()
    }
    expect(await upgrade(await keepSilent())).toBe('filtered')
    expect(await upgrade(await answerWith(http('503 Full', '')))).toBe('unknown')
  })
})
