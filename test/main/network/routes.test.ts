import { describe, expect, it } from 'vitest'
import { parseRoutes4, parseRoutes6 } from '../../../main/network/routes'

const HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
const Z = '0'.repeat(32)

describe('/proc/net/route', () => {
  it('gives the default routes and nothing else', () => {
    const table = [
      HEAD,
      'eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0',
      'wlan0\t00000000\t01643363\t0003\t0\t0\t600\t00000000\t0\t0\t0',
      'eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0',
      'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
    ].join('\n')
    expect(parseRoutes4(table)).toEqual([
      { family: 4, device: 'eth0', gateway: '010200C0', metric: 100 },
      { family: 4, device: 'wlan0', gateway: '01643363', metric: 600 },
    ])
  })

  it('takes the two halves of a VPN for a way that wins', () => {
    const table = [
      HEAD,
      'tun0\t00000000\t0108000A\t0003\t0\t0\t0\t00000080\t0\t0\t0',
      'tun0\t00000080\t0108000A\t0003\t0\t0\t0\t00000080\t0\t0\t0',
    ].join('\n')
    expect(parseRoutes4(table).map(({ device, metric }) => [device, metric])).toEqual([
      ['tun0', -1],
      ['tun0', -1],
    ])
  })

  it.each([
    ['a route that is down', 'eth0\t00000000\t010200C0\t0002\t0\t0\t100\t00000000\t0\t0\t0'],
    ['a route that refuses', 'eth0\t00000000\t00000000\t0201\t0\t0\t100\t00000000\t0\t0\t0'],
    ['nothing', ''],
    ['something else', 'hello\nworld'],
  ])('ignores %s', (_what, table) => expect(parseRoutes4(table)).toEqual([]))
})

describe('/proc/net/ipv6_route', () => {
  const row = (length: string, gateway: string, flags: string, device: string, target = Z) =>
    `${target} ${length} ${Z} 00 ${gateway} 00000400 00000001 00000000 ${flags} ${device.padStart(8)}`
  const router = 'fe800000000000000000000000000001'

  it('gives the default routes and nothing else', () => {
    const table = [
      row('40', Z, '00000001', 'eth0', '20010db8000100020000000000000000'),
      row('00', router, '00450003', 'eth0'),
      row('00', Z, '00200200', 'lo'),
      row('00', Z, '00200201', 'eth0'),
    ].join('\n')
    expect(parseRoutes6(table)).toEqual([{ family: 6, device: 'eth0', gateway: router, metric: 1024 }])
  })

  it('ignores what is no table', () => expect(parseRoutes6('\n\nhello')).toEqual([]))
})
