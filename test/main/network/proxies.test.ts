// Which decisions hold for the session that carries calls, before a gateway with several addresses is reached.
import { expect, test } from 'vitest'
import { createProxies } from '../../../main/network/proxies'
import type { ProxySettings } from '../../../main/network/proxy'
import { createAskingProxy, createFakeVault } from '../../fakes/asking-proxy'

const nothing = (): undefined => undefined

test('each address of a gateway is held to its own decision, the first for the rest', async () => {
  const decisions: Readonly<Record<string, string>> = {
    'https://one.test/': 'PROXY first:1',
    'https://two.test/': 'DIRECT',
    'https://three.test/': 'PROXY third:3',
  }
  const pins: ProxySettings[] = []
  const proxies = createProxies({
    session: {
      resolveProxy: async url => decisions[url] ?? '',
      forceReloadProxyConfig: async () => undefined,
    },
    pin: () => async settings => void pins.push(settings),
    makeRequest: createAskingProxy({ password: '', open: true }).make,
    vault: createFakeVault(),
    given: null,
    mayAsk: false,
    tell: nothing,
    changed: nothing,
    log: nothing,
    nowMs: Date.now,
  })
  const others = [{ url: 'wss://two.test/' }, { url: 'wss://three.test/' }]
  const use = new AbortController()
  await proxies.gateway({ url: 'wss://one.test/', others }, { mayAsk: 'no', signal: use.signal })
  expect(pins).toEqual([
    {
      mode: 'fixed_servers',
      proxyRules: 'http://first:1,http://third:3',
      proxyBypassRules: expect.stringMatching(/;two\.test$/),
    },
  ])
  use.abort()
  proxies.stop()
})
