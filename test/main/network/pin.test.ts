// Decisions of a script as rules that hold for TURN too.
import { expect, it, test } from 'vitest'
import { pinned, rulesOf } from '../../../main/network/pin'

it.each([
  ['DIRECT', ''],
  ['PROXY p:1', 'http://p:1'],
  ['PROXY a:1;PROXY b:2; DIRECT', 'http://a:1,http://b:2,direct://'],
  ['HTTPS s:443;SOCKS5 k:1080;SOCKS l:1080', 'https://s:443,socks5://k:1080,socks4://l:1080'],
  ['DIRECT; PROXY p:1', ''],
  ['', ''],
  ['QUIC q:443', ''],
])('%s', (decision, rules) => expect(rulesOf(decision)).toBe(rules))

test('one proxy for all, and past it what goes direct', () => {
  const gateway = { address: 'https://gateway.test/', decision: 'PROXY p:1' }
  const relay = { address: 'https://relay.test:443/', decision: 'DIRECT' }
  expect(pinned([gateway])).toEqual({
    mode: 'fixed_servers',
    proxyRules: 'http://p:1',
    proxyBypassRules: expect.stringMatching(/127\.0\.0\.0\/8/),
  })
  expect(pinned([gateway, relay])).toMatchObject({ proxyBypassRules: expect.stringMatching(/;relay\.test$/) })
  expect(pinned([{ ...gateway, decision: 'DIRECT' }, relay])).toEqual({ mode: 'direct' })
})

test('the proxies of several addresses in one list, the first address first, and direct last', () => {
  const decided = (...decisions: readonly string[]) =>
    pinned(decisions.map((decision, at) => ({ address: `https://host${at}.test/`, decision })))
  expect(decided('PROXY a:1', 'PROXY b:2', 'PROXY a:1')).toMatchObject({
    proxyRules: 'http://a:1,http://b:2',
  })
  expect(decided('PROXY a:1; DIRECT', 'PROXY b:2')).toMatchObject({
    proxyRules: 'http://a:1,http://b:2,direct://',
  })
})
