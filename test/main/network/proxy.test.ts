import { expect, it } from 'vitest'
import {
  applyProxy,
  logProxyDecision,
  type ProxySettings,
  proxyKindOf,
  proxySettingsOf,
} from '../../../main/network/proxy'
import { policySchema } from '../../../protocol/policy'

const proxyOf = (proxy: object) => policySchema.parse({ version: 1, proxy }).proxy

it.each([
  [{ mode: 'system' }, { mode: 'system' }],
  [{ mode: 'direct' }, { mode: 'direct' }],
  [
    { mode: 'pac', pacUrl: 'http://pac.example/p.pac' },
    { mode: 'pac_script', pacScript: 'http://pac.example/p.pac' },
  ],
  [
    { mode: 'fixed', server: 'proxy.example:3128' },
    {
      mode: 'fixed_servers',
      proxyRules: 'proxy.example:3128',
      proxyBypassRules: expect.stringContaining('127.0.0.0/8'),
    },
  ],
])('the policy %j', async (policy, settings) => {
  const applied: ProxySettings[] = []
  const session = {
    setProxy: async (config: ProxySettings) => void applied.push(config),
    resolveProxy: async () => '',
  }
  await applyProxy(session, proxyOf(policy), () => false)
  expect(applied).toEqual([settings])
})

it.each([
  ['system', 0],
  ['direct', 1],
] as const)(
  'a proxy switch at the start stands before the mode %s: applied %i times',
  async (mode, times) => {
    const applied: ProxySettings[] = []
    const session = {
      setProxy: async (config: ProxySettings) => void applied.push(config),
      resolveProxy: async () => '',
    }
    await applyProxy(session, proxyOf({ mode }), name => name === 'proxy-server')
    expect(applied).toHaveLength(times)
  },
)

it('lets no name without a dot pass by a proxy that the policy names', () => {
  expect(proxySettingsOf({ mode: 'fixed', server: 'p:1' }).proxyBypassRules).not.toContain('<local>')
})

it.each([
  ['DIRECT', 'direct'],
  ['PROXY proxy.example:3128; DIRECT', 'http'],
  ['HTTPS proxy.example:443', 'https'],
  ['SOCKS5 s.example:1080', 'socks'],
  ['', 'unknown'],
])('the decision "%s" is %s', (decision, kind) => expect(proxyKindOf(decision)).toBe(kind))

it('logs how a gateway is reached, and no address of the proxy', async () => {
  const lines: string[] = []
  const asked: string[] = []
  const resolveProxy = async (url: string) => {
    asked.push(url)
    return 'PROXY secret-proxy.corp:3128'
  }
  logProxyDecision({ setProxy: async () => {}, resolveProxy }, 'wss://agents.example/call', line =>
    lines.push(line),
  )
  await expect.poll(() => lines).toEqual(['proxy decision for agents.example: http'])
  expect(asked).toEqual(['https://agents.example/call'])
})
