import { describe, expect, it } from 'vitest'
import { type Address, changeOf, type NetworkState } from '../../../main/network/change'
import type { DefaultRoute } from '../../../main/network/routes'

const at = (device: string, address: string): Address => ({
  device,
  address,
  family: address.includes(':') ? 6 : 4,
})
const via = (device: string, metric = 100, family: 4 | 6 = 4): DefaultRoute => ({
  family,
  device,
  gateway: family === 4 ? '010200C0' : 'fe800000000000000000000000000001',
  metric,
})
const state = (addresses: Address[], routes: DefaultRoute[] | null): NetworkState => ({ addresses, routes })

const LAN = at('eth0', '192.0.2.10')
const WIFI = at('wlan0', '198.51.100.7')
const V6 = at('eth0', '2001:db8:1:2::a')
const before = state([LAN, V6], [via('eth0'), via('eth0', 1024, 6)])

describe('on Linux, what a call can notice', () => {
  it.each([
    ['its address is gone', [V6], [via('eth0'), via('eth0', 1024, 6)], 'address'],
    ['its address became another', [at('eth0', '192.0.2.11'), V6], before.routes, 'address'],
    ['everything is gone', [], [], 'address'],
    ['the route out is gone', [LAN, V6], [via('eth0', 1024, 6)], 'route'],
    ['the route out moved to another device', [LAN, V6, WIFI], [via('eth0'), via('eth0', 1024, 6), via('wlan0', 50)], 'route'],
    ['the gateway became another', [LAN, V6], [{ ...via('eth0'), gateway: 'FE0200C0' }, via('eth0', 1024, 6)], 'route'],
    ['its IPv6 network became another', [LAN, at('eth0', '2001:db8:9:9::a')], before.routes, 'address'],
    ['a VPN took over half of the routes', [LAN, V6, at('tun0', '10.8.0.2')], [...(before.routes ?? []), via('tun0', -1)], 'route'],
    ['a tunnel came up that no table shows', [LAN, V6, at('wg0', '10.9.0.2')], before.routes, 'address'],
  ] as const)('%s', (_what, addresses, routes, change) => {
    expect(changeOf(before, state([...addresses], routes && [...routes]))).toBe(change)
  }) // biome-ignore format: one row each
})

describe('on Linux, what is no news to a call', () => {
  it.each([
    ['nothing changed', [V6, LAN], before.routes],
    ['a temporary IPv6 address came', [LAN, V6, at('eth0', '2001:db8:1:2:8d3e:1:2:3')], before.routes],
    ['a temporary IPv6 address took the place of another', [LAN, at('eth0', '2001:0db8:1:2:5::1')], before.routes],
    ['a link-local address came', [LAN, V6, at('eth0', 'fe80::1'), at('eth1', '169.254.3.4')], before.routes],
    ['docker made a bridge and its ends', [LAN, V6, at('docker0', '172.17.0.1'), at('veth1a', '172.17.0.9')], before.routes],
    ['a second address came beside the first', [LAN, V6, at('eth0', '192.0.2.99')], before.routes],
    ['a worse way out came up', [LAN, V6, WIFI], [...(before.routes ?? []), via('wlan0', 600)]],
    ['the metric of the only way changed', [LAN, V6], [via('eth0', 50), via('eth0', 1024, 6)]],
  ] as const)('%s', (_what, addresses, routes) => {
    expect(changeOf(before, state([...addresses], routes && [...routes]))).toBeNull()
  }) // biome-ignore format: one row each
})

describe('where routes cannot be seen', () => {
  const blind = state([LAN], null)
  it.each([
    ['an address gone', [], 'address'],
    ['another network beside it', [LAN, WIFI], 'address'],
    ['a tunnel', [LAN, at('utun4', '10.0.0.2')], 'address'],
    ['a virtual machine', [LAN, at('vboxnet0', '192.168.56.1'), at('bridge-x', 'fe80::2')], null],
    ["Apple's own links", [LAN, at('awdl0', '2001:db8::1'), at('llw0', '2001:db8::2')], null],
    ['a second address of the same device', [LAN, at('eth0', '192.0.2.77')], null],
  ] as const)('%s', (_what, addresses, change) => {
    expect(changeOf(blind, state([...addresses], null))).toBe(change)
  })
})

it('the way back is a change too: what was lost is found', () => {
  const nothing = state([], [])
  expect(changeOf(before, nothing)).toBe('address')
  expect(changeOf(nothing, before)).toBe('route')
})
