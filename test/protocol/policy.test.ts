// The managed policy: what is said by silence, what is refused, and that a slip of the pen is not ignored.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_POLICY, policySchema } from '../../protocol/policy'

const agent = { id: 'ada', name: 'Ada', url: 'wss://agents.example/call' }
const parse = (policy: unknown) => policySchema.safeParse(policy)
const withUrls = (urls: readonly string[]) => parse({ version: 1, agents: [{ ...agent, urls }] }).success
const withUrl = (url: string) => parse({ version: 1, agents: [{ ...agent, url }] }).success

describe('the policy', () => {
  test('that says nothing: no agents, the system proxy, any route, a pool and no warm line', () => {
    expect(NO_POLICY).toMatchObject({
      version: 1,
      agents: [],
      proxy: { mode: 'system' },
      pool: true,
      warmLine: false,
      thresholds: {},
      relayCost: null,
      history: { keep: true, keepDays: 90 },
    })
    expect(NO_POLICY.routes.force).toBeUndefined()
  })

  test('that says nothing is the safe one: nothing is sent, nobody is recorded unasked, no testing switch', () => {
    expect(NO_POLICY).toMatchObject({
      recording: { consent: 'ask' },
      captions: { keepDays: 0 },
      history: { keep: true, keepDays: 90 },
      telemetry: { send: false },
      updates: { enabled: true, channel: 'stable' },
      developer: { testing: false },
    })
  })

  test('keeps past calls for a time between a day and ten years', () => {
    const history = (over: object) => parse({ version: 1, history: over }).data?.history
    expect(history({ keepDays: 30 })).toEqual({ keep: true, keepDays: 30 })
    expect(history({ keep: false })).toEqual({ keep: false, keepDays: 90 })
    for (const keepDays of [0, 0.5, 3_651, '30']) expect(history({ keepDays })).toBeUndefined()
    expect(history({ days: 30 })).toBeUndefined()
  })

  test('fills in what an agent leaves out', () => {
    expect(policySchema.parse({ version: 1, agents: [agent] }).agents).toEqual([
      { ...agent, purpose: '', languages: ['en'], backend: 'viaduct' },
    ])
  })

  test.each([
    'wss://agents.example/call', 'ws://127.0.0.1:8080/call', 'ws://localhost:9/x', 'ws://[::1]:9/x', 'ws://localhost',
  ])('takes %s', url => expect(withUrl(url)).toBe(true)) // biome-ignore format: one list

  test.each([
    'ws://agents.example/call', 'ws://127.0.0.1.evil.example/x', 'ws://localhost.evil.example', 'ws://localhost@evil.example/x',
    'ws://127.0.0.1:80@evil.example/', 'ws://10.0.0.1/x', 'https://agents.example', 'javascript:alert(1)', 'agents.example', '',
  ])('refuses %s', url => expect(withUrl(url)).toBe(false)) // biome-ignore format: one list

  test('has at most four alternatives, of the same kind', () => {
    const other = (n: number) => `wss://${n}.example/call`
    expect([[], [other(1)], [1, 2, 3, 4].map(other)].map(withUrls)).toEqual([true, true, true])
    expect(
      [[1, 2, 3, 4, 5].map(other), ['ws://agents.example/'], ['https://agents.example/']].map(withUrls),
    ).toEqual([false, false, false])
  })

  test.each([
    ['no version', {}],
    ['a version to come', { version: 2 }],
    ['a word it does not know', { version: 1, agnets: [] }],
    ['a proxy mode it does not know', { version: 1, proxy: { mode: 'auto' } }],
    ['a PAC without its address', { version: 1, proxy: { mode: 'pac' } }],
    ['a fixed proxy without its server', { version: 1, proxy: { mode: 'fixed' } }],
    ['a stray word beside a proxy mode', { version: 1, proxy: { mode: 'direct', server: 'p:1' } }],
    ['a route it does not know', { version: 1, routes: { force: 'pigeon' } }],
    ['an agent id with capitals', { version: 1, agents: [{ ...agent, id: 'Ada' }] }],
    ['a price in no currency', { version: 1, relayCost: { perGb: 0.4, currency: 'euro' } }],
    ['a price below nothing', { version: 1, relayCost: { perGb: -1, currency: 'EUR' } }],
    ['a backend it does not know', { version: 1, agents: [{ ...agent, backend: 'telex' }] }],
  ])('with %s is refused', (_, policy) => expect(parse(policy).success).toBe(false))

  test.each(['direct', 'relay-udp', 'relay-tls'])('may force %s', force => {
    expect(policySchema.parse({ version: 1, routes: { force } }).routes).toMatchObject({ force })
  })

  test('is never a throw, and what it accepts it accepts again unchanged', () => {
    const policy = fc.record({ version: fc.constantFrom(1, 2), agents: fc.array(fc.constant(agent)), proxy: fc.jsonValue() }, { requiredKeys: [] }) // biome-ignore format: one line
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), policy), value => {
        const first = parse(value)
        if (first.success) expect(parse(first.data)).toEqual(first)
      }),
    )
  })
})
