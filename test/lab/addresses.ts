// The lab's map: who stands where, under which name and address. Pure data.
// Must not know firewalls, profiles or processes. Documentation addresses only (RFC 5737, RFC 3849), names under .test (RFC 2606).

/** One namespace each. The desktop sits behind the firewall; the proxy in the DMZ; the rest is the internet. */
export const ROLES = ['desk', 'fw', 'dmz', 'inet', 'gw', 'eu', 'us', 'ap'] as const
export type Role = (typeof ROLES)[number]

export const REGIONS = ['eu', 'us', 'ap'] as const
export type Region = (typeof REGIONS)[number]

interface Place {
  readonly v4: string
  readonly v6: string
}

/** The two legs of the desktop (a cable and a Wi-Fi, say), with the firewall's address on each. */
export const DESK = {
  eth0: { v4: '10.10.0.10', v6: '2001:db8:10::10', router4: '10.10.0.1', router6: '2001:db8:10::1' },
  eth1: { v4: '10.11.0.10', v6: '2001:db8:11::10', router4: '10.11.0.1', router6: '2001:db8:11::1' },
} as const

/** The address that replaces `DESK.eth0` in an address change. */
export const DESK_MOVED = '10.10.0.77'

export const PROXY = {
  name: 'proxy.viaduct.test',
  v4: '10.20.0.10',
  router4: '10.20.0.1',
  port: 3128,
} as const

/** A server of proxy scripts that do not work: on the firewall. */
export const SCRIPTS = { host: DESK.eth0.router4, port: 8081 } as const

/** The firewall's public side, its second public address (for a NAT rebind), and the provider's router. */
export const WAN = {
  v4: '198.51.100.2',
  v6: '2001:db8:99::2',
  rebound4: '198.51.100.3',
  router4: '198.51.100.1',
  router6: '2001:db8:99::1',
} as const

export const GATEWAY: Place & { readonly name: string; readonly router4: string; readonly router6: string } =
  {
    name: 'gateway.viaduct.test',
    v4: '192.0.2.10',
    v6: '2001:db8:20::10',
    router4: '192.0.2.1',
    router6: '2001:db8:20::1',
  }

export interface RelayPlace extends Place {
  readonly name: string
  readonly router4: string
  readonly router6: string
  /** Beyond the desktop's own access, one way. */
  readonly extraDelayMs: number
}

const relay = (region: Region, index: number, extraDelayMs: number): RelayPlace => ({
  name: `${region}.relay.viaduct.test`,
  v4: `203.0.113.${16 * index + 10}`,
  router4: `203.0.113.${16 * index + 1}`,
  v6: `2001:db8:3${index}::10`,
  router6: `2001:db8:3${index}::1`,
  extraDelayMs,
})

/** Distances of a European desktop: its own region, across the Atlantic, across the world. */
export const RELAYS: Readonly<Record<Region, RelayPlace>> = {
  eu: relay('eu', 0, 0),
  us: relay('us', 1, 40),
  ap: relay('ap', 2, 110),
}

/** By name, and for desktops where no name resolves by address: the certificate covers both. TURN/TCP where it is near. */
const urlsOf = (region: Region): string[] => [
  `turn:${RELAYS[region].name}:3478?transport=udp`,
  ...(region === 'eu' ? [`turn:${RELAYS.eu.name}:3478?transport=tcp`] : []),
  `turns:${RELAYS[region].name}:443?transport=tcp`,
  `turns:${RELAYS[region].v4}:443?transport=tcp`,
]

/** What the gateway hands to clients, each with its region: `REGION=url`, as `--turn-url` takes it. */
export const TURN_URLS: readonly string[] = REGIONS.flatMap(region =>
  urlsOf(region).map(url => `${region}=${url}`),
)

/** Every name of the internet with its addresses: what the certificates cover, and the DNS answers beside the proxy's. */
export const NAMES: Readonly<Record<string, Place>> = Object.fromEntries(
  [GATEWAY, ...REGIONS.map(region => RELAYS[region])].map(({ name, v4, v6 }) => [name, { v4, v6 }]),
)
