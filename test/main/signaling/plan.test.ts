import { describe, expect, it } from 'vitest'
import { hasStandbyRoute, planAttempt, serversFor } from '../../../main/signaling/plan'
import type { IceServer } from '../../../protocol/ice'

const server = (...urls: string[]): IceServer => ({ urls, username: 'u', credential: 'c', region: 'eu' })
const stun = server('stun:relay.example.com:3478')
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

describe('the plan', () => {
  it('tries everything first, then the narrowest path', () => {
    expect(planAttempt(1, 'retry', 'auto', all)).toMatchObject({ attempt: 1, route: 'direct', servers: all })
    expect(planAttempt(2, 'retry', 'auto', all).route).toBe('relay-tls')
    expect(planAttempt(3, 'retry', 'auto', all).route).toBe('relay-tls')
  })

  it('tries everything again where there is no narrow path', () => {
    expect(planAttempt(2, 'retry', 'auto', [stun])).toMatchObject({ route: 'direct', servers: [stun] })
  })

  it.each(['direct', 'relay-udp', 'relay-tls'] as const)('keeps to %s when that was asked for', route => {
    expect(planAttempt(1, 'retry', route, all).route).toBe(route)
    expect(planAttempt(2, 'retry', route, [])).toMatchObject({ attempt: 2, route, servers: [] })
  })
})

describe('a standby', () => {
  it('has a way of its own where a relay stands on 443', () => {
    expect(hasStandbyRoute('auto', all)).toBe(true)
    expect(hasStandbyRoute('relay-tls', all)).toBe(true)
  })

  it('has none without one, nor where the policy keeps calls off it', () => {
    expect(hasStandbyRoute('auto', [stun])).toBe(false)
    expect(hasStandbyRoute('auto', [])).toBe(false)
    expect(hasStandbyRoute('direct', all)).toBe(false)
    expect(hasStandbyRoute('relay-udp', all)).toBe(false)
  })
})
