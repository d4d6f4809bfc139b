// The table of profiles. A profile differs from `BASE` in what makes it one, and in nothing else.
import { PROXY } from '../addresses'
import type { LinkSettings } from '../link/link'
import { pause } from '../net/shell'
import type { Expectation, Profile } from '../profile'

/** Half of issue 2's 50 ms round trip each way: to the gateway and to the nearest relay. */
const ACCESS: LinkSettings = { delayMs: 25 }
const PROXY_SERVER = `${PROXY.v4}:${PROXY.port}`
/** Issue 2: 2 s on an open network, 4 s on the worst below 20 % loss. */
const MEDIA_MS_MAX = 4000
const fails = (layer: 'signaling' | 'relay'): Expectation => ({ kind: 'fails', layer })

const BASE: Omit<Profile, 'name' | 'about'> = {
  expects: { kind: 'connects' },
  family: 'ipv4',
  access: ACCESS,
  firewall: {},
  proxy: null,
  mediaMsMax: MEDIA_MS_MAX,
  seconds: 4,
  prepare: null,
  during: null,
  needs: null,
}

type Difference = Pick<Profile, 'name' | 'about'> & Partial<Profile>
const profile = (difference: Difference): Profile => ({ ...BASE, ...difference })

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
    mediaMsMax: lossPct < 20 ? MEDIA_MS_MAX : null,
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

const cut = { seconds: 12 } as const
const AFTER_MS = 3000

/** Paths that die under a call. */
const MID_CALL: readonly Profile[] = [
  profile({
    ...cut,
    name: 'cut-udp',
    about: 'UDP works, then vanishes mid-call',
    during: { afterMs: AFTER_MS, act: world => world.firewall({ udp: 'dropped' }) },
  }),
  profile({
    ...cut,
    name: 'tcp-reset',
    about: 'only 443; every TCP connection is reset mid-call',
    firewall: { udp: 'dropped', tcp: 'only-443' },
    during: {
      afterMs: AFTER_MS,
      act: async world => {
        await world.firewall({ connections: 'reset' })
        await pause(500)
        await world.firewall({ connections: 'kept' })
      },
    },
  }),
  profile({
    ...cut,
    name: 'relay-killed',
    about: 'the relay that carries the call dies (-9)',
    firewall: { udp: 'relays-only' },
    during: { afterMs: AFTER_MS, act: async world => (await world.busiestRelay()).kill() },
  }),
  profile({
    ...cut,
    name: 'relay-frozen',
    about: 'the relay that carries the call freezes (STOP)',
    firewall: { udp: 'relays-only' },
    during: { afterMs: AFTER_MS, act: async world => (await world.busiestRelay()).freeze() },
  }),
  profile({
    ...cut,
    name: 'address-change',
    about: 'the desktop gets another address',
    during: { afterMs: AFTER_MS, act: world => world.moveDesk() },
  }),
  profile({
    ...cut,
    name: 'route-flip',
    about: 'the default route moves to the second network, the first goes dead',
    during: { afterMs: AFTER_MS, act: world => world.flipRoute() },
  }),
  profile({
    ...cut,
    name: 'nat-rebind',
    about: 'the NAT forgets all translations and changes its address',
    during: { afterMs: AFTER_MS, act: world => world.rebindNat() },
  }),
  profile({
    name: 'idle-60s',
    about: 'connections idle for 60 s are forgotten; the call is longer',
    seconds: 75,
    prepare: world => world.forgetIdle(60),
  }),
]

export const PROFILES: readonly Profile[] = [...STEADY, ...BAD_LINKS, ...MID_CALL]
