import { describe, expect, it } from 'vitest'
import { hasStandbyRoute, type PlanBasis, planAttempt, serversFor } from '../../../main/signaling/plan'
import type { RegionRecord } from '../../../main/signaling/regions'
import { type AttemptPlan, CAUSES, type IceServer } from '../../../protocol/ice'

const server = (...urls: string[]): IceServer => ({ urls, username: 'u', credential: 'c', region: 'eu' })
const stun: IceServer = { urls: ['stun:relay.example.com:3478'], username: 'u', credential: 'c' }
const mixed = server(
  'turn:relay.example.com:3478',
  'turn:relay.example.com:3478?transport=udp',
  'turn:relay.example.com:443?transport=tcp',
  'turn:relay.example.com:3478?transport=tcp',
  'turns:relay.example.com:443?transport=tcp',
  'turns:relay.example.com:443',
  'turns:relay.example.com',
  'turns:relay.example.com:443?transport=udp',
  'turns:[2001:db8::1]:443',
)
const all = [stun, mixed]

describe('the servers of a route', () => {
  it('gives direct everything', () => expect(serversFor('direct', all)).toEqual(all))

  it('gives relay-udp TURN over UDP only', () => {
    expect(serversFor('relay-udp', all)).toEqual([
      { ...mixed, urls: ['turn:relay.example.com:3478', 'turn:relay.example.com:3478?transport=udp'] },
    ])
  })

  it('gives relay-tls TURN over TLS or TCP on 443 only', () => {
    expect(serversFor('relay-tls', all).flatMap(({ urls }) => urls)).toEqual([
      'turn:relay.example.com:443?transport=tcp',
      'turns:relay.example.com:443?transport=tcp',
      'turns:relay.example.com:443',
      'turns:[2001:db8::1]:443',
    ])
  })

  it('gives no server rather than a wrong one', () => {
    expect(serversFor('relay-tls', [stun])).toEqual([])
    expect(serversFor('relay-udp', [server('turn:x?transport=sctp', 'turn:a b', 'turn:')])).toEqual([])
  })
})

const basis = (servers: readonly IceServer[], change: Partial<PlanBasis> = {}): PlanBasis => ({
  wanted: 'auto',
  servers,
  carrier: null,
  recoveries: 0,
  records: {},
  gateway: 'far',
  nowMs: NOW,
  addresses: 'usable',
  ...change,
})
const NOW = 1_000_000
const relayIn = (region: string): IceServer => ({
  urls: [
    `turn:${region}.example:3478`,
    `turn:${region}.example:3478?transport=tcp`,
    `turns:${region}.example:443`,
  ],
  region,
})
const three = [relayIn('eu'), relayIn('us'), relayIn('ap')]
const took = (allocatedMs: number): RegionRecord => ({
  allocatedMs,
  allocatedAtMs: NOW - 5_000,
  failedAtMs: 0,
  diedAtMs: 0,
  udpAtMs: 0,
  udpSilentAtMs: 0,
})
const known = { us: took(180), eu: took(90), ap: took(320) }
const regions = (plan: AttemptPlan) => plan.servers.map(({ region }) => region)

describe('the route', () => {
  it.each([
    ['first', 'direct'],
    ['retry', 'relay-tls'],
    ['standby', 'relay-tls'],
    ['recovery', 'direct'],
    ['network', 'direct'],
    ['rejoin', 'direct'],
  ] as const)('of the cause %s is %s', (cause, route) => {
    expect(planAttempt(2, cause, basis(all))).toMatchObject({ attempt: 2, route, cause, spare: null })
  })

  describe('where UDP is dead', () => {
    const dead = { records: { eu: { ...took(90), udpSilentAtMs: NOW - 1_000 } } }

    it.each(['first', 'recovery', 'network', 'rejoin', 'standby'] as const)(
      'of the cause %s is the one over TCP: nothing is tried that cannot work',
      cause => expect(planAttempt(1, cause, basis(all, dead)).route).toBe('relay-tls'),
    )

    it('of a retry is everything, once TCP alone has failed', () => {
      const carrier = { route: 'relay-tls', region: null, over: null } as const
      expect(planAttempt(2, 'retry', basis(all, { ...dead, carrier })).route).toBe('direct')
    })

    it('of a recovery is TCP alone once, where the call has taken it, and everything after that', () => {
      const carrier = { route: 'direct', region: 'eu', over: 'tcp' } as const
      const routes = [0, 1, 2].map(
        recoveries => planAttempt(4, 'recovery', basis(all, { carrier, recoveries })).route,
      )
      expect(routes).toEqual(['relay-tls', 'direct', 'direct'])
      const overUdp = { ...carrier, over: 'udp' } as const
      expect(planAttempt(4, 'recovery', basis(all, { carrier: overUdp })).route).toBe('direct')
    })

    it('stays open to a gateway inside, and where no relay takes TCP', () => {
      expect(planAttempt(1, 'first', basis(all, { ...dead, gateway: 'near' })).route).toBe('direct')
      expect(planAttempt(1, 'first', basis([stun], dead)).route).toBe('direct')
    })
  })

  it('tries everything again where there is no narrow path', () => {
    expect(planAttempt(2, 'retry', basis([stun]))).toMatchObject({ route: 'direct', servers: [stun] })
  })

  it.each(['direct', 'relay-udp', 'relay-tls'] as const)(
    'is %s whatever the cause, when that was asked for',
    wanted => {
      for (const cause of CAUSES) expect(planAttempt(2, cause, basis(all, { wanted })).route).toBe(wanted)
    },
  )

  it.each(['direct', 'relay-udp', 'relay-tls'] as const)('of a rotation stays %s', route => {
    expect(
      planAttempt(5, 'rotation', basis(three, { carrier: { route, region: 'eu', over: null } })).route,
    ).toBe(route)
  })
})

describe('the regions', () => {
  it('are the two that the gateway names first on a network that is not known, with one TLS handshake', () => {
    const planned = planAttempt(1, 'first', basis(three))
    expect(regions(planned)).toEqual(['eu', 'us'])
    const tls = planned.servers.flatMap(({ urls }) => urls.filter(url => url.startsWith('turns:')))
    expect(tls).toEqual(three[0]?.urls.filter(url => url.startsWith('turns:')))
    expect(planAttempt(2, 'retry', basis(three)).servers.map(({ region }) => region)).toEqual(['eu', 'us'])
  })

  it('are all asked while there is time for it', () => {
    expect(planAttempt(1, 'first', basis(three), 'all').servers).toEqual(three)
  })

  it('are the best and the second best on one that is', () => {
    expect(regions(planAttempt(1, 'first', basis(three, { records: known })))).toEqual(['eu', 'us'])
  })

  it('are all that live when the sound is lost', () => {
    const records = { ...known, eu: { ...known.eu, diedAtMs: NOW - 1_000 } }
    const carrier = { route: 'relay-tls', region: 'eu', over: null } as const
    for (const cause of ['recovery', 'network'] as const)
      expect(regions(planAttempt(3, cause, basis(three, { records, carrier })))).toEqual(['us', 'ap'])
  })

  it('of a standby is another than that of the relay that carries the call: one that dies takes only one', () => {
    const carrier = { route: 'direct', region: 'eu', over: null } as const
    expect(regions(planAttempt(2, 'standby', basis(three, { carrier, records: known })))).toEqual(['us'])
    expect(regions(planAttempt(2, 'standby', basis(three, { carrier })))).toEqual(['us', 'ap'])
  })

  it('of a standby is the best beside a direct path, and the only one where there is one', () => {
    const direct = { route: 'direct', region: null, over: null } as const
    expect(regions(planAttempt(2, 'standby', basis(three, { carrier: direct, records: known })))).toEqual([
      'eu',
    ])
    const relayed = { route: 'direct', region: 'eu', over: null } as const
    expect(regions(planAttempt(2, 'standby', basis([relayIn('eu')], { carrier: relayed })))).toEqual(['eu'])
  })

  it('do not concern servers that are in none', () => {
    expect(planAttempt(2, 'standby', basis([stun, relayIn('eu')], { carrier: null })).servers).toHaveLength(1)
    expect(planAttempt(1, 'first', basis([server('turn:x'), { urls: ['stun:y'] }])).servers).toHaveLength(2)
  })
})

describe('the same server by address', () => {
  const both: IceServer = {
    urls: [
      'turns:eu.example:443',
      'turns:192.0.2.1:443?transport=tcp',
      'turns:[2001:db8::1]:443',
      'turn:192.0.2.1:3478',
    ],
    region: 'eu',
  }
  const urls = (addresses: PlanBasis['addresses'], servers = [both]) =>
    planAttempt(1, 'first', basis(servers, { addresses })).servers.flatMap(one => one.urls)

  it('is handed over where nothing is in between', () => expect(urls('usable')).toEqual(both.urls))

  it.each(['withheld', 'unknown'] as const)('is left out for TCP where it is: %s', addresses => {
    expect(urls(addresses)).toEqual(['turns:eu.example:443', 'turn:192.0.2.1:3478'])
  })

  it('is better than nothing', () => {
    const only = { urls: ['turns:192.0.2.1:443'] }
    expect(urls('withheld', [only])).toEqual(only.urls)
  })
})

describe('a standby', () => {
  const direct = { route: 'direct', region: null, over: null } as const
  const eu = { route: 'direct', region: 'eu', over: null } as const
  const udp = (region: string) => ({ urls: [`turn:${region}.example:3478`], region })
  const has = (servers: readonly IceServer[], change: Partial<PlanBasis> = {}) =>
    hasStandbyRoute(basis(servers, change))

  it('has a way of its own where a relay stands on 443', () => {
    expect(has(all)).toBe(true)
    expect(has(all, { wanted: 'relay-tls' })).toBe(true)
  })

  it('has one over UDP beside a direct path, or in another region', () => {
    expect(has([udp('eu')], { carrier: direct })).toBe(true)
    expect(has([udp('eu'), udp('us')], { carrier: eu })).toBe(true)
    expect(has([udp('eu'), udp('us')], { carrier: eu, wanted: 'relay-udp' })).toBe(true)
    const plan = planAttempt(2, 'standby', basis([udp('eu'), udp('us')], { carrier: eu }))
    expect(plan).toMatchObject({ route: 'relay-udp', servers: [udp('us')] })
  })

  it('has none without a relay, in the same region over UDP, nor where the policy keeps calls off relays', () => {
    expect(has([stun])).toBe(false)
    expect(has([])).toBe(false)
    expect(has([udp('eu')], { carrier: eu })).toBe(false)
    expect(has([udp('eu')], { carrier: direct, wanted: 'relay-udp' })).toBe(true)
    expect(has(all, { wanted: 'direct', carrier: direct })).toBe(false)
  })
})
