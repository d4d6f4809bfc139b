// TURN credentials: against the formula computed by another program, and fresh at each hello.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { iceServersFor, turnCredential } from '../../gateway/credentials/turn-rest'

const URLS = ['stun:relay.test:3478', 'turn:relay.test:3478', 'turns:relay.test:443?transport=tcp']

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
    const config = { urls: URLS, secret: 'north', ttlSeconds: 600 }
    const { servers, expiresAtMs } = iceServersFor(config, 'session', 1_000_000)
    expect(servers).toHaveLength(2)
    expect(servers[0]).toEqual({ urls: ['stun:relay.test:3478'] })
    expect(servers[1]).toMatchObject({ urls: URLS.slice(1), username: '1600:session' })
    expect(expiresAtMs).toBe(1_600_000)
  })

  it('are none when no relay is configured', () => {
    const none = { urls: [], secret: null, ttlSeconds: 600 }
    expect(iceServersFor(none, 'session', 0)).toEqual({ servers: [], expiresAtMs: null })
  })
})
