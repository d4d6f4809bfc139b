// From a link to what may be dialed: under each kind of policy, and only by the person's word.
import { describe, expect, test } from 'vitest'
import { handOver, linkHandedOver } from '../../../main/links'
import { createLinkDesk } from '../../../main/links/desk'
import { isAllowedHost } from '../../../main/links/offer'
import type { LinkOffer } from '../../../protocol/link'
import { policySchema } from '../../../protocol/policy'

const CORP = 'wss://voice.corp.example/v1'
const AGENTS = [
  {
    id: 'desk',
    name: 'Service desk',
    url: CORP,
    urls: ['wss://second.corp.example/v1'],
    numbers: ['+4930123'],
  },
  { id: 'travel', name: 'Travel', url: 'wss://travel.corp.example/v1' },
]

function house(document: object = { agents: AGENTS }) {
  let policy = policySchema.parse({ version: 1, ...document })
  const told: LinkOffer[] = []
  const desk = createLinkDesk({
    policy: () => policy,
    tell: command => {
      if (command.type === 'offer') told.push(command.offer)
    },
  })
  return {
    desk,
    told,
    change: (next: object) => {
      policy = policySchema.parse({ version: 1, ...next })
    },
    offered: (text: string): LinkOffer => {
      desk.opened(text)
      return told.at(-1) as LinkOffer
    },
    take: () => desk.requests.takeOffer({ id: told.at(-1)?.id ?? '' }),
    leave: () => desk.requests.leaveOffer({ id: told.at(-1)?.id ?? '' }),
  }
}

describe('is offered as', () => {
  test.each([
    ['viaduct:desk', { kind: 'agent', agentId: 'desk', host: 'voice.corp.example' }],
    ['viaduct:test-agent', { kind: 'agent', agentId: 'test-agent' }],
    ['tel:+49-30-123', { kind: 'agent', agentId: 'desk' }],
    [CORP, { kind: 'agent', agentId: 'desk' }],
    ['wss://second.corp.example/v1', { kind: 'agent', agentId: 'desk' }],
    [`${CORP}#travel`, { kind: 'address', isListed: true, agentId: `${CORP}#travel` }],
    ['wss://voice.corp.example/v2', { kind: 'address', isListed: true }],
    ['wss://stranger.example/v1', { kind: 'address', isListed: false, host: 'stranger.example' }],
    ['viaduct:nobody', { kind: 'refused', why: 'nobody' }],
    ['tel:112', { kind: 'refused', why: 'nobody' }],
    ['ws://stranger.example/', { kind: 'refused', why: 'insecure' }],
    [`viaduct:${'a'.repeat(5_000)}`, { kind: 'refused', why: 'malformed' }],
  ])('%.60s', (text, offer) => expect(house().offered(text)).toMatchObject(offer))

  test('nothing, where the organisation allows other hosts only', () => {
    const { offered } = house({ agents: AGENTS, allowedHosts: ['*.voice.example'] })
    expect(offered('wss://eu.voice.example/')).toMatchObject({ kind: 'address', isListed: true })
    expect(offered(CORP)).toMatchObject({ kind: 'agent' })
    expect(offered('wss://stranger.example/')).toMatchObject({
      kind: 'refused',
      why: 'not_allowed',
      host: 'stranger.example',
    })
  })
})

test('a host is allowed by its whole name, or by a domain above it', () => {
  const allowed = ['*.voice.example', 'one.example']
  expect(isAllowedHost('a.b.voice.example', allowed)).toBe(true)
  expect(isAllowedHost('one.example', allowed)).toBe(true)
  for (const host of ['voice.example', 'evilvoice.example', 'two.one.example', 'one.example.evil.example'])
    expect(isAllowedHost(host, allowed)).toBe(false)
})

describe('an address', () => {
  const stranger = 'wss://stranger.example/v1#desk'
  test('is nobody until a person takes the offer, and then a gateway without a token', () => {
    const { desk, offered, take } = house()
    offered(stranger)
    expect(desk.resolve(stranger)).toBeNull()
    expect(take()).toBe(stranger)
    expect(desk.resolve(stranger)).toEqual({
      kind: 'gateway',
      agent: 'desk',
      target: { url: 'wss://stranger.example/v1' },
    })
    expect(desk.resolve('wss://stranger.example/v1')).toBeNull()
  })
  test('that is left stays nobody, and an offer is taken once, by its own name', () => {
    const { desk, offered, take, leave } = house()
    offered(stranger)
    expect(desk.requests.takeOffer({ id: 'offer-0' })).toBeNull()
    leave()
    expect(take()).toBeNull()
    expect(desk.resolve(stranger)).toBeNull()
  })
  test('that the organisation forbids meanwhile is neither taken nor called again', () => {
    const { desk, offered, take, change } = house()
    offered(stranger)
    change({ allowedHosts: ['one.example'] })
    expect(take()).toBeNull()
    change({})
    offered(stranger)
    expect(take()).toBe(stranger)
    change({ allowedHosts: ['one.example'] })
    expect(desk.resolve(stranger)).toBeNull()
  })
})

test('a page that comes later is told of the last offer, and of none that is answered', () => {
  const { desk, told, offered, leave } = house()
  offered('viaduct:desk')
  offered('viaduct:travel')
  desk.pageStarted()
  expect(told).toMatchObject([
    { agentId: 'desk' },
    { agentId: 'travel' },
    { agentId: 'travel', id: told[1]?.id },
  ])
  leave()
  desk.pageStarted()
  expect(told).toHaveLength(3)
})

test('another instance hands over a link or nothing, however it is made', () => {
  expect(linkHandedOver(handOver('viaduct:desk'))).toBe('viaduct:desk')
  expect(linkHandedOver(handOver(null))).toBeNull()
  expect(linkHandedOver(handOver('a'.repeat(9_000)))).toHaveLength(601)
  for (const other of [
    null,
    undefined,
    7,
    'viaduct:desk',
    {},
    { link: 7 },
    { link: 'a'.repeat(602) },
    ['viaduct:desk'],
  ])
    expect(linkHandedOver(other)).toBeNull()
})
