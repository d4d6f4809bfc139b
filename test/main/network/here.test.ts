import { describe, expect, it } from 'vitest'
import type { NetworkState } from '../../../main/network/change'
import { hasWayOut, isOwnAddress, networkName as nameWith } from '../../../main/network/here'

const AROUND = { suffix: 'office.example', proxy: 'DIRECT' }
const networkName = (state: NetworkState, around = AROUND) => nameWith(state, around)

const at = (device: string, address: string) => ({
  device,
  address,
  family: address.includes(':') ? (6 as const) : (4 as const),
})
const via = (device: string, gateway = '010200C0', metric = 100) => ({
  family: 4 as const,
  device,
  gateway,
  metric,
})
const office: NetworkState = {
  addresses: [at('eth0', '192.0.2.10'), at('wlan0', '198.51.100.7'), at('docker0', '172.17.0.1')],
  routes: [via('eth0'), via('wlan0', '016433C6', 600)],
}
const blind = (...addresses: NetworkState['addresses']): NetworkState => ({ addresses, routes: null })

describe('the name of a network', () => {
  it('is the same with another address of the same way out, and says nothing of it', () => {
    const moved = { ...office, addresses: [at('eth0', '192.0.2.77')] }
    expect(networkName(moved)).toBe(networkName(office))
    expect(networkName(office)).toMatch(/^[0-9a-f]{16}$/)
  })

  it('is another by another gateway, another kind of device, another suffix or another proxy', () => {
    expect(networkName({ ...office, routes: [via('eth0', 'FE0200C0')] })).not.toBe(networkName(office))
    expect(networkName({ ...office, routes: [via('wlan0')] })).not.toBe(networkName(office))
    expect(networkName(office, { ...AROUND, suffix: 'guest.example' })).not.toBe(networkName(office))
    expect(networkName(office, { ...AROUND, proxy: 'PROXY proxy:8080' })).not.toBe(networkName(office))
  })

  it('is the same through another port of the same kind, and however the suffix is written', () => {
    const dock = { addresses: [at('eth1', '192.0.2.10')], routes: [via('eth1')] }
    expect(networkName(dock)).toBe(networkName({ ...office, routes: [via('eth0')] }))
    expect(networkName(office, { ...AROUND, suffix: 'Office.Example' })).toBe(networkName(office))
  })

  it('is another inside a tunnel', () => {
    const vpn = { ...office, addresses: [...office.addresses, at('wg0', '10.8.0.2')] }
    expect(networkName(vpn)).not.toBe(networkName(office))
  })

  it('goes by the subnets where no routes can be seen', () => {
    const one = networkName(blind(at('en0', '192.0.2.10')))
    expect(networkName(blind(at('en0', '192.0.2.200')))).toBe(one)
    expect(networkName(blind(at('en0', '192.0.3.10')))).not.toBe(one)
    const six = networkName(blind(at('en0', '2001:db8:1:2::a')))
    expect(networkName(blind(at('en0', '2001:db8:1:2:8d3e::1')))).toBe(six)
  })
})

describe('an own address', () => {
  it('is one of the device that leads out now', () => {
    expect(isOwnAddress('192.0.2.10', office)).toBe(true)
    expect(isOwnAddress('198.51.100.7', office)).toBe(false)
    expect(isOwnAddress('172.17.0.1', office)).toBe(false)
    expect(isOwnAddress('192.0.2.11', office)).toBe(false)
  })

  it('counts for IPv6 by its network: a temporary one comes and goes', () => {
    const six = {
      addresses: [at('eth0', '2001:db8:1:2::a')],
      routes: [{ ...via('eth0'), family: 6 as const }],
    }
    expect(isOwnAddress('2001:db8:1:2:8d3e::1', six)).toBe(true)
    expect(isOwnAddress('2001:db8:1:3::a', six)).toBe(false)
  })

  it('is any in use where no routes can be seen, and a tunnel is one', () => {
    expect(isOwnAddress('192.0.2.10', blind(at('en0', '192.0.2.10')))).toBe(true)
    const vpn = { ...office, addresses: [...office.addresses, at('wg0', '10.8.0.2')] }
    expect(isOwnAddress('10.8.0.2', vpn)).toBe(true)
  })
})

it('has no way out without an address that leads there', () => {
  expect(hasWayOut(office)).toBe(true)
  expect(hasWayOut({ ...office, addresses: [at('wlan0', '198.51.100.7')] })).toBe(false)
  expect(hasWayOut({ addresses: [], routes: [] })).toBe(false)
})
