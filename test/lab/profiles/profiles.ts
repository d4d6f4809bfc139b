// The table of profiles: networks that stay as they are, links that are bad all the time, and (mid-call.ts) paths that die.
import { PROXY } from '../addresses'
import type { Expectation, Profile } from '../profile'
import { ACCESS, profile } from './base'
import { MID_CALL } from './mid-call'
import { ASKING_PROXIES } from './proxies'

const PROXY_SERVER = `${PROXY.v4}:${PROXY.port}`
const fails = (layer: 'signaling' | 'relay'): Expectation => ({ kind: 'fails', layer })

/** Networks that stay as they are. */
const STEADY: readonly Profile[] = [
  profile({ name: 'open', about: 'nothing in the way but a NAT', mediaMsMax: 2000 }),
  profile({
    name: 'symmetric-nat',
    about: 'a new random port for each destination',
    firewall: { nat: 'symmetric' },
  }),
  profile({ name: 'udp-dropped', about: 'UDP vanishes', firewall: { udp: 'dropped' } }),
  profile({ name: 'udp-rejected', about: 'UDP is refused by ICMP', firewall: { udp: 'rejected' } }),
  profile({
    name: 'only-443',
    about: 'TCP 443 and nothing else',
    firewall: { udp: 'dropped', tcp: 'only-443' },
  }),
  profile({
    name: 'proxy-443',
    about: 'only an HTTP proxy that tunnels to port 443',
    firewall: { udp: 'dropped', tcp: 'blocked', proxy: 'reachable' },
    proxy: PROXY_SERVER,
  }),
  profile({
    name: 'dns-dead',
    about: 'the same proxy, and no name resolves on the desktop',
    firewall: { udp: 'dropped', tcp: 'blocked', proxy: 'reachable', dns: 'dead' },
    proxy: PROXY_SERVER,
  }),
  profile({
    name: 'region-dead',
    about: 'only relays carry UDP, and the nearest is silent',
    firewall: { udp: 'relays-only' },
    prepare: world => world.relay('eu').freeze(),
  }),
  profile({ name: 'ipv6-only', about: 'the desktop has no IPv4', family: 'ipv6' }),
  profile({
    name: 'signaling-only',
    about: 'the gateway answers, no media gets anywhere',
    firewall: { udp: 'dropped', tcp: 'gateway-only' },
    expects: fails('relay'),
  }),
  profile({
    name: 'closed',
    about: 'nothing gets out',
    firewall: { udp: 'dropped', tcp: 'blocked' },
    expects: fails('signaling'),
  }),
]

const lossy = (lossPct: number): Profile =>
  profile({
    name: `loss-${lossPct}`,
    about: `${lossPct} % of packets lost, each way`,
    access: { ...ACCESS, lossPct },
    ...(lossPct < 20 ? {} : { mediaMsMax: null }),
  })

/** Links that are bad all the time. */
const BAD_LINKS: readonly Profile[] = [
  lossy(5),
  lossy(10),
  lossy(20),
  lossy(30),
  profile({
    name: 'bursts',
    about: 'everything lost for 200 ms, every 3 s',
    access: { ...ACCESS, burstEveryMs: 3000, burstMs: 200 },
    seconds: 8,
  }),
  profile({
    name: 'jitter',
    about: 'up to 60 ms of jitter, 2 % of packets out of order',
    access: { ...ACCESS, jitterMs: 60, reorderPct: 2, reorderMs: 40 },
  }),
  profile({ name: 'narrow-64k', about: '64 kbit/s each way', access: { ...ACCESS, rateKbps: 64 } }),
]

export const PROFILES: readonly Profile[] = [...STEADY, ...ASKING_PROXIES, ...BAD_LINKS, ...MID_CALL]
