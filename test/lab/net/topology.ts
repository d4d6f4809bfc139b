// Cables, addresses and routes of one world, as batches for `ip`. Pure but for `connect`, which carries them out.
// Must not know services or firewall rules.
import { DESK, GATEWAY, PROXY, REGIONS, RELAYS, type Region, ROLES, type Role, WAN } from '../addresses'
import { type LinkSettings, type LinkSpec, type Links, startLinks } from '../link/link'
import { run } from './shell'

export type Names = Readonly<Record<Role, string>>
export type Family = 'ipv4' | 'ipv6'

/** What of the network differs between profiles. */
export interface Shape {
  readonly family: Family
  /** The way between the firewall and the internet. */
  readonly access: LinkSettings
  readonly seed: number
}

/** Nothing may be lost to duplicate address detection or to reverse path filters. */
const SYSCTLS = [
  'net.ipv4.ip_forward=1',
  'net.ipv6.conf.all.forwarding=1',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
]

const cable = (names: Names, [a, aDev]: [Role, string], [b, bDev]: [Role, string]): string =>
  `link add ${aDev} netns ${names[a]} type veth peer name ${bDev} netns ${names[b]}`

const cables = (names: Names): string[] => [
  cable(names, ['desk', 'eth0'], ['fw', 'desk0']),
  cable(names, ['desk', 'eth1'], ['fw', 'desk1']),
  cable(names, ['dmz', 'eth0'], ['fw', 'dmz0']),
  cable(names, ['gw', 'eth0'], ['inet', 'gw0']),
]

const address = (dev: string, ...addresses: string[]): string[] => [
  ...addresses.map(one =>
    one.includes(':') ? `addr add ${one}/64 dev ${dev} nodad` : `addr add ${one}/24 dev ${dev}`,
  ),
  `link set ${dev} up`,
]

function deskSide(family: Family): string[] {
  if (family === 'ipv6') {
    return [...address('eth0', DESK.eth0.v6), `route add default via ${DESK.eth0.router6} dev eth0`]
  }
  return [
    ...address('eth0', DESK.eth0.v4),
    ...address('eth1', DESK.eth1.v4),
    `route add default via ${DESK.eth0.router4} dev eth0`,
  ]
}

const relaySide = (region: Region): string[] => {
  const { v4, v6, router4, router6 } = RELAYS[region]
  return [
    `addr add ${v4}/28 dev eth0`,
    `addr add ${v6}/64 dev eth0 nodad`,
    'link set eth0 up',
    `route add default via ${router4} dev eth0`,
    `route add default via ${router6} dev eth0`,
  ]
}

/** What each namespace is told, cables and links being there. */
export function addressing(role: Role, family: Family): string[] {
  switch (role) {
    case 'desk':
      return deskSide(family)
    case 'fw':
      return [
        ...address('desk0', DESK.eth0.router4, DESK.eth0.router6),
        ...address('desk1', DESK.eth1.router4, DESK.eth1.router6),
        ...address('dmz0', PROXY.router4),
        ...address('wan0', WAN.v4, WAN.v6),
        `route add default via ${WAN.router4} dev wan0`,
        `route add default via ${WAN.router6} dev wan0`,
      ]
    case 'dmz':
      return [...address('eth0', PROXY.v4), `route add default via ${PROXY.router4} dev eth0`]
    case 'inet':
      return [
        ...address('isp0', WAN.router4, WAN.router6),
        ...address('gw0', GATEWAY.router4, GATEWAY.router6),
        ...REGIONS.flatMap(region => [
          `addr add ${RELAYS[region].router4}/28 dev ${region}0`,
          `addr add ${RELAYS[region].router6}/64 dev ${region}0 nodad`,
          `link set ${region}0 up`,
        ]),
        // The desktop's IPv6 is not translated.
        `route add 2001:db8:10::/63 via ${WAN.v6} dev isp0`,
      ]
    case 'gw':
      return [
        ...address('eth0', GATEWAY.v4, GATEWAY.v6),
        `route add default via ${GATEWAY.router4} dev eth0`,
        `route add default via ${GATEWAY.router6} dev eth0`,
      ]
    default:
      return relaySide(role)
  }
}

const linksOf = (names: Names, { access, seed }: Shape): LinkSpec[] => [
  {
    name: 'access',
    seed,
    settings: access,
    ends: [
      { ns: names.fw, dev: 'wan0' },
      { ns: names.inet, dev: 'isp0' },
    ],
  },
  ...REGIONS.map(region => ({
    name: region,
    seed,
    settings: { delayMs: RELAYS[region].extraDelayMs },
    ends: [
      { ns: names.inet, dev: `${region}0` },
      { ns: names[region], dev: 'eth0' },
    ] as const,
  })),
]

/** Tells one namespace a batch of `ip` commands. */
export const tell = (namespace: string, batch: readonly string[]): Promise<string> =>
  run('ip', ['-n', namespace, '-b', '-'], `${batch.join('\n')}\n`)

/** Connects fresh namespaces to a network. */
export async function connect(names: Names, shape: Shape): Promise<Links> {
  await Promise.all(
    ROLES.map(role => run('ip', ['netns', 'exec', names[role], 'sysctl', '-q', '-w', ...SYSCTLS])),
  )
  await run('ip', ['-b', '-'], `${cables(names).join('\n')}\n`)
  const links = await startLinks(linksOf(names, shape))
  await Promise.all(
    ROLES.map(role => tell(names[role], ['link set lo up', ...addressing(role, shape.family)])),
  )
  return links
}
