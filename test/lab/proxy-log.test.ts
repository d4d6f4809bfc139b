// squid's log as the lab reads it, and what it makes of a row.
import { expect, test } from 'vitest'
import { broken } from './callers/outcome'
import { complaint } from './judge'
import { PROFILES } from './profiles/profiles'
import { taleOf } from './services/proxy-log'

const LOG = [
  '1.0 TCP_DENIED/407 CONNECT gateway.test:443 - "Digest realm="Lab", nonce="a", stale=false"',
  '1.1 TCP_TUNNEL/200 CONNECT gateway.test:443 ada "-"',
  '1.2 TCP_DENIED/407 CONNECT eu.test:443 ada "Digest realm="Lab", nonce="b", stale=true"',
  '1.3 TCP_DENIED/407 CONNECT eu.test:443 ada "Digest realm="Lab", nonce="c", stale=false"',
  '1.4 TCP_DENIED/403 CONNECT eu.test:3478 ada "-"',
  '1.5 TCP_TUNNEL/200 CONNECT eu.test:443 ada "-"',
  '',
].join('\n')

test('tells questions, refusals, stale nonces and tunnels apart', () => {
  expect(taleOf(LOG)).toEqual({
    asked: { 'gateway.test': 1 },
    connects: { 'gateway.test': 1, 'eu.test': 4 },
    refused: 1,
    stale: 1,
    tunnels: ['gateway.test', 'eu.test'],
  })
})

const named = (name: string) => {
  const found = PROFILES.find(profile => profile.name === name)
  if (found === undefined) throw new Error(`no profile ${name}`)
  return found
}
const tale = {
  asked: { g: 1 },
  connects: { g: 1, 'eu.test': 1 },
  refused: 0,
  stale: 0,
  tunnels: ['g', 'eu.test'],
}
const connected = {
  ...broken(''),
  outcome: 'connected',
  failure: null,
  firstMediaMs: 900,
  silentAtEndMs: 20,
  path: 'relay/tls eu.test',
  proxy: tale,
} as const

test.each([
  ['nothing', {}, null],
  ['media beside the proxy', { path: 'direct/udp' }, 'media went direct/udp, not through the proxy'],
  [
    'a third question',
    { proxy: { ...tale, asked: { g: 3 }, connects: { g: 3 } } },
    'the proxy asked 3 times',
  ],
  ['three tries', { proxy: { ...tale, refused: 3 } }, 'the proxy refused 3 tries of a password'],
  ['a refusal', { proxy: { ...tale, refused: 1 } }, 'the proxy refused the right password'],
  ['silence', { proxy: null }, 'the proxy wrote nothing'],
])('a call through the Basic proxy with %s', (_, change, why) => {
  expect(complaint(named('proxy-basic'), { ...connected, ...change })).toBe(why)
})

test('a verdict must have the right name', () => {
  const failure = { name: 'signaling_unreachable', layer: 'signaling', detail: null } as const
  const result = { ...broken(''), failure, failedMs: 100, proxy: { ...tale, tunnels: [] } }
  expect(complaint(named('proxy-no-password'), result)).toBe(
    'named signaling_unreachable where it was proxy_authentication',
  )
  const right = { ...failure, name: 'proxy_authentication' }
  expect(complaint(named('proxy-no-password'), { ...result, failure: right })).toBeNull()
})
