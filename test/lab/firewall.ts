// The corporate firewall and NAT as a value, and the nftables text that makes it so. Pure.
// Must not know which profile wants what.
import { GATEWAY, REGIONS, RELAYS } from './addresses'

/** What the firewall does with the desktop's traffic. Changing a part mid-call replaces the whole ruleset at once. */
export interface Firewall {
  /** `symmetric`: a new random port for each destination. */
  readonly nat: 'port-preserving' | 'symmetric'
  /** `relays-only`: everywhere but to the gateway, so that only a relay can carry UDP. */
  readonly udp: 'open' | 'dropped' | 'rejected' | 'relays-only'
  /** `gateway-only`: TCP 443 to the gateway and nowhere else. */
  readonly tcp: 'open' | 'only-443' | 'gateway-only' | 'blocked'
  /** Whether the desktop gets answers from the resolver; the proxy always does. */
  readonly dns: 'answers' | 'dead'
  readonly proxy: 'reachable' | 'unreachable'
  /** `reset`: every packet of a TCP connection that was there before is answered by a reset; new ones are let through. */
  readonly connections: 'kept' | 'reset'
  /** The desktop's first leg: dead while the link itself stays up, as behind a VPN that took over. */
  readonly firstLeg: 'alive' | 'dead'
  /** What of the desktop's TCP is led into the box on the firewall itself; `web`: ports 80 and 443, wherever they lead. */
  readonly boxed: 'nothing' | 'gateway' | 'relays' | 'all' | 'web'
  /** Places that IT has opened since: they pass whatever else is forbidden, and no box stands before them. */
  readonly allowed: readonly Allowed[]
}

/** One row of an allow list, as an administrator types it. */
export interface Allowed {
  readonly v4: string
  readonly port: number
  readonly over: 'tcp' | 'udp'
}

/** Where the box listens, one port for each place that it stands before. */
export const BOX_PORTS = { gateway: 9443, eu: 9444, us: 9445, ap: 9446, web: 9080 } as const

export const OPEN: Firewall = {
  nat: 'port-preserving',
  udp: 'open',
  tcp: 'open',
  dns: 'answers',
  proxy: 'unreachable',
  connections: 'kept',
  firstLeg: 'alive',
  boxed: 'nothing',
  allowed: [],
}

const GATEWAYS = [`ip daddr ${GATEWAY.v4}`, `ip6 daddr ${GATEWAY.v6}`]

const UDP: Readonly<Record<Firewall['udp'], readonly string[]>> = {
  open: [],
  dropped: ['meta l4proto udp drop'],
  rejected: ['meta l4proto udp reject with icmpx admin-prohibited'],
  'relays-only': GATEWAYS.map(gateway => `${gateway} meta l4proto udp drop`),
}

const TCP: Readonly<Record<Firewall['tcp'], readonly string[]>> = {
  open: [],
  'only-443': ['tcp dport != 443 drop'],
  'gateway-only': [...GATEWAYS.map(gateway => `${gateway} tcp dport 443 accept`), 'meta l4proto tcp drop'],
  blocked: ['meta l4proto tcp drop'],
}

/** The connections of before are known by a mark, which new ones do not get while resets last. */
const CONNECTIONS: Readonly<Record<Firewall['connections'], readonly string[]>> = {
  kept: ['meta l4proto tcp ct mark set 1'],
  reset: ['iifname { "desk0", "desk1" }', 'oifname { "desk0", "desk1" }'].map(
    way => `${way} meta l4proto tcp ct mark 1 reject with tcp reset`,
  ),
}

const boxedAt = (port: number, address: string | null): string =>
  `iifname { "desk0", "desk1" } ${address === null ? '' : `ip daddr ${address} `}tcp dport 443 redirect to :${port}`
const GATEWAY_BOXED = [boxedAt(BOX_PORTS.gateway, GATEWAY.v4)]
const RELAYS_BOXED = REGIONS.map(region => boxedAt(BOX_PORTS[region], RELAYS[region].v4))

const BOXED: Readonly<Record<Firewall['boxed'], readonly string[]>> = {
  nothing: [],
  gateway: GATEWAY_BOXED,
  relays: RELAYS_BOXED,
  all: [...GATEWAY_BOXED, ...RELAYS_BOXED],
  web: [
    boxedAt(BOX_PORTS.gateway, null),
    `iifname { "desk0", "desk1" } tcp dport 80 redirect to :${BOX_PORTS.web}`,
  ],
}

const there = ({ v4, port, over }: Allowed): string => `ip daddr ${v4} ${over} dport ${port}`
const back = ({ v4, port, over }: Allowed): string => `ip saddr ${v4} ${over} sport ${port}`

const indent = (lines: readonly string[]): string => lines.map(line => `    ${line}`).join('\n')

/** The whole ruleset: loading it replaces the one before in one step, and leaves existing address translations alone. */
export function rulesetOf(firewall: Firewall): string {
  const { nat, udp, tcp, dns, proxy, connections, firstLeg, boxed, allowed } = firewall
  const forward = [
    'type filter hook forward priority 0; policy accept;',
    'iifname "dmz0" accept',
    ...(firstLeg === 'dead' ? ['iifname "desk0" drop', 'oifname "desk0" drop'] : []),
    ...CONNECTIONS[connections],
    ...allowed.map(place => `iifname "wan0" ${back(place)} ct state established accept`),
    'oifname { "desk0", "desk1" } meta l4proto udp jump udp_rules',
    // Nothing comes in that was not asked for.
    'iifname "wan0" ct state established,related accept',
    'iifname "wan0" ip6 nexthdr icmpv6 accept',
    'iifname "wan0" drop',
    proxy === 'reachable' ? 'oifname "dmz0" tcp dport 3128 accept' : 'oifname "dmz0" drop',
    ...allowed.map(place => `${there(place)} accept`),
    'jump udp_rules',
    ...TCP[tcp],
    'ct state invalid drop',
  ]
  const input = [
    'type filter hook input priority 0; policy accept;',
    ...(dns === 'dead' ? ['iifname { "desk0", "desk1" } meta l4proto { tcp, udp } th dport 53 drop'] : []),
    ...(firstLeg === 'dead' ? ['iifname "desk0" drop'] : []),
  ]
  const translate = nat === 'symmetric' ? 'masquerade fully-random' : 'masquerade'
  const pre = [
    'type nat hook prerouting priority -100; policy accept;',
    ...allowed.map(place => `${there(place)} return`),
    ...BOXED[boxed],
  ]
  const post = [
    'type nat hook postrouting priority 100; policy accept;',
    `oifname "wan0" meta nfproto ipv4 ${translate}`,
  ]
  return [
    'table inet lab',
    'delete table inet lab',
    'table inet lab {',
    `  chain udp_rules {\n${indent(UDP[udp])}\n  }`,
    `  chain forward {\n${indent(forward)}\n  }`,
    `  chain input {\n${indent(input)}\n  }`,
    `  chain pre {\n${indent(pre)}\n  }`,
    `  chain post {\n${indent(post)}\n  }`,
    '}',
    '',
  ].join('\n')
}
