// TURN credentials: against the formula computed by another program, fresh at each hello, one server for each region.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { iceServersFor, type ServerUrl, turnCredential } from '../../gateway/credentials/turn-rest'
import { HELLO, openSocket } from './signaling-client'
import { start } from './start'

const at = (region: string | null, ...urls: string[]): ServerUrl[] => urls.map(url => ({ url, region }))
const PLAIN = at(null, 'stun:relay.test:3478', 'turn:relay.test:3478', 'turns:relay.test:443?transport=tcp')
const expiryOf = (username: string | undefined) => Number(username?.split(':')[0])

describe('TURN credentials', () => {
  it('are HMAC-SHA1 of expiry and user, as openssl computes it', () => {
    const { username, credential, expiresAtMs } = turnCredential('north', 'alice', 1800, 1_700_000_000_999)
    expect(username).toBe('1700001800:alice')
    expect(expiresAtMs).toBe(1_700_001_800_000)
    const openssl = execFileSync('openssl', ['dgst', '-sha1', '-hmac', 'north', '-binary'], {
      input: username,
    })
    expect(credential).toBe(openssl.toString('base64'))
  })

  it('go to TURN servers only, and expire together', () => {
    const config = { urls: PLAIN, secret: 'north', ttlSeconds: 600 }
    const { servers, expiresAtMs } = iceServersFor(config, 'session', 1_000_000)
    expect(servers).toHaveLength(2)
    expect(servers[0]).toEqual({ urls: ['stun:relay.test:3478'] })
    expect(servers[1]).toMatchObject({
      urls: ['turn:relay.test:3478', 'turns:relay.test:443?transport=tcp'],
      username: '1600:session',
    })
    expect(expiresAtMs).toBe(1_600_000)
  })

  it('are none when no relay is configured', () => {
    const none = { urls: [], secret: 'north', ttlSeconds: 600 }
    expect(iceServersFor(none, 'session', 0)).toEqual({ servers: [], expiresAtMs: null })
    const stun = { urls: at(null, 'stun:relay.test'), secret: 'north', ttlSeconds: 600 }
    expect(iceServersFor(stun, 'session', 0).expiresAtMs).toBeNull()
  })

  it('come with the region of their server, in the order in which regions were named', () => {
    const urls = [
      ...at('us', 'turn:us.test'),
      ...at('eu', 'stun:eu.test', 'turn:eu.test'),
      ...at('us', 'turns:us.test:443?transport=tcp'),
      ...at(null, 'stun:backup.test'),
    ]
    const { servers } = iceServersFor({ urls, secret: 'north', ttlSeconds: 600 }, 'session', 0)
    expect(servers.map(({ region, urls: all }) => [region, ...all])).toEqual([
      ['us', 'turn:us.test', 'turns:us.test:443?transport=tcp'],
      ['eu', 'stun:eu.test'],
      ['eu', 'turn:eu.test'],
      [undefined, 'stun:backup.test'],
    ])
    expect(servers.map(({ username }) => username)).toEqual([
      '600:session',
      undefined,
      '600:session',
      undefined,
    ])
  })

  it('are others at each hello, however soon it comes, and never those of another session', async () => {
    const gateway = await start({ turn: { urls: PLAIN, secret: 'north', ttlSeconds: 2700 } })
    try {
      const clients = await Promise.all([openSocket(gateway.ws), openSocket(gateway.ws)])
      for (const client of clients) for (let i = 0; i < 3; i++) client.send(HELLO)
      await expect.poll(() => clients.map(({ received }) => received.length)).toEqual([3, 3])
      const names = clients.flatMap(({ received }) =>
        received.map(message => message.type === 'welcome' && message.ice.servers[1]?.username),
      )
      expect(new Set(names).size).toBe(6)
      for (const name of names) {
        expect(name).toMatch(/^\d{10}:[\w-]{12}-[123]$/)
        expect(Math.abs(expiryOf(name || '') - Date.now() / 1000 - 2700)).toBeLessThan(10)
      }
      for (const client of clients) client.close()
    } finally {
      await gateway.close()
    }
  })
})
