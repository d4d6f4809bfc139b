// What one request finds out about a proxy.
import { expect, it, test } from 'vitest'
import { verdictOf } from '../../../../main/network/proxy-auth/prime'
import { relayAddresses } from '../../../../main/network/proxy-auth/relays'
import { createAskingProxy, type ProxyTraits } from '../../../fakes/asking-proxy'
import { house } from './house'

const AUTHENTICATION = (detail: string) => ({
  kind: 'failed',
  failure: { name: 'proxy_authentication', detail },
})

it.each([
  // Negotiate without a ticket, on Electron 33.
  ['ERR_PROXY_AUTH_UNSUPPORTED', 'nothing', AUTHENTICATION('ERR_PROXY_AUTH_UNSUPPORTED')],
  ['ERR_MISSING_AUTH_CREDENTIALS', 'nothing', AUTHENTICATION('ERR_MISSING_AUTH_CREDENTIALS')],
  // Forbidden, or broken behind the proxy: not a matter of who asks.
  ['ERR_TUNNEL_CONNECTION_FAILED', 'nothing', { kind: 'unknown' }],
  ['ERR_PROXY_CONNECTION_FAILED', 'nothing', { kind: 'unknown' }],
  ['ERR_TIMED_OUT', 'credentials', { kind: 'unknown' }],
  // What fails after the credentials were taken fails at the far end.
  ['ERR_TUNNEL_CONNECTION_FAILED', 'credentials', { kind: 'signed in' }],
  ['ERR_CERT_DATE_INVALID', 'nothing', { kind: 'through' }],
  ['ERR_EMPTY_RESPONSE', 'credentials', { kind: 'signed in' }],
] as const)('%s, having told it %s', (code, told, verdict) => {
  expect(verdictOf(code, told)).toEqual(verdict)
})

const traits = (more: Partial<ProxyTraits>) => createAskingProxy({ password: 'right', ...more })
const given = { username: 'ada', password: 'right' }

test('a proxy that asks nothing lets it through', async () => {
  expect(await house({ proxy: traits({ open: true }) }).primes()).toEqual({ kind: 'through' })
})

test('a relay that speaks no HTTP is reached all the same', async () => {
  const proxy = traits({ behind: 'net::ERR_CERT_DATE_INVALID' })
  expect(await house({ proxy, given }).primes()).toEqual({ kind: 'signed in' })
})

test('a proxy that never answers is given up without a verdict, and nothing is taken for proven', async () => {
  const proxy = traits({ behind: 'nothing' })
  const built = house({ proxy, given })
  expect(await built.primes()).toEqual({ kind: 'unknown' })
  expect(proxy.aborted()).toBe(1)
  expect(built.shown()).toBeNull()
})

test('the failure says who asked, and nothing of the answer', async () => {
  const proxy = traits({ scheme: 'Digest' })
  const wrong = house({ proxy, given: { username: 'ada', password: 'secret' } })
  expect(await wrong.primes({ mayAsk: 'no' })).toEqual({
    kind: 'failed',
    failure: { name: 'proxy_credentials', detail: '407 from proxy.test:3128, digest' },
  })
})

test('the addresses that a script is asked about for relays', () => {
  const urls = [
    'turn:eu.test:3478?transport=udp',
    'turn:eu.test:443?transport=tcp',
    'turns:eu.test:443?transport=tcp',
    'turns:us.test',
    'turns:[2001:db8::1]:443?transport=tcp',
    'turns:us.test:5349',
    'turns:us.test:443?transport=udp',
    'stun:eu.test',
  ]
  expect(relayAddresses([{ urls, username: 'u', credential: 'c' }])).toEqual([
    'https://eu.test:443/',
    'https://us.test:5349/',
    'https://[2001:db8::1]:443/',
  ])
})
