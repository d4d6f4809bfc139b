// What of this computer's network is in use, and whether that changed. Pure.
// Must not know where the state was read, nor what follows from a change.
import type { DefaultRoute } from './routes'

export interface Address {
  readonly device: string
  readonly address: string
  readonly family: 4 | 6
}

export interface NetworkState {
  /** Of every interface, loopback left out. */
  readonly addresses: readonly Address[]
  /** `null` where the platform shows none. */
  readonly routes: readonly DefaultRoute[] | null
}

/** What a call can notice: an address it may be bound to is gone (or came, where routes cannot be seen), or the way out moved. */
export type NetworkChange = 'address' | 'route'

/** Tunnels may be routed by rules that no table of /proc/net shows (WireGuard does that). */
export const TUNNEL = /^(tun|tap|wg|ppp|utun|ipsec|gpd|cscotun|tailscale|zt)/i
/** Networks inside this computer, and Apple's links between devices. They carry no call. */
const INSIDE = /^(docker|veth|br-|virbr|vmnet|vboxnet|vEthernet|lxc|lxd|podman|cni|awdl|llw|anpi|ap\d)/i

/** RFC 3927 and RFC 4291 section 2.5.6: good for the next cable only. */
const isLinkLocal = (address: string): boolean => /^(169\.254\.|fe[89ab][0-9a-f]:)/i.test(address)

/** The first four groups of an IPv6 address, written out. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const filled = [
    ...groups,
    ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'),
    ...rest,
  ]
  return filled
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/**
 * IPv6 addresses count by their /64: temporary ones (RFC 8981) come and go within it, every few hours and for no reason that
 * a call must know.
 */
export const nameOf = ({ device, address, family }: Address): string =>
  family === 4 ? `${device} ${address}` : `${device} ${prefixOf(address)}::/64`

/** The default routes that win, of each family. */
export const bestRoutes = (routes: readonly DefaultRoute[]): DefaultRoute[] =>
  ([4, 6] as const).flatMap(family => {
    const own = routes.filter(route => route.family === family)
    const best = Math.min(...own.map(({ metric }) => metric))
    return own.filter(({ metric }) => metric === best)
  })

/** The same routes make the same text. */
export const waysOut = (routes: readonly DefaultRoute[]): string =>
  bestRoutes(routes)
    .map(({ family, device, gateway }) => `${family} ${device} via ${gateway}`)
    .sort()
    .join(', ')

interface InUse {
  readonly addresses: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
  readonly ways: string
}

/** The addresses that may carry a call: of devices with a way out, and of tunnels. */
export function usable({ addresses, routes }: NetworkState): Address[] {
  const routed = new Set(routes?.map(({ device }) => device))
  return addresses.filter(({ device, address }) => {
    if (isLinkLocal(address)) return false
    if (routes === null) return !INSIDE.test(device)
    return routed.has(device) || TUNNEL.test(device)
  })
}

function inUse({ addresses, routes }: NetworkState): InUse {
  const used = usable({ addresses, routes })
  return {
    addresses: new Set(used.map(nameOf)),
    devices: new Set(
      used.map(({ device }) => device).filter(device => routes === null || TUNNEL.test(device)),
    ),
    ways: routes === null ? '' : waysOut(routes),
  }
}

/**
 * Says what changed for whoever uses the network, or `null`. An address gained beside others is no news; where routes cannot
 * be seen, and for tunnels, a device that gets its first address is.
 */
export function changeOf(before: NetworkState, after: NetworkState): NetworkChange | null {
  const [old, now] = [inUse(before), inUse(after)]
  if ([...old.addresses].some(address => !now.addresses.has(address))) return 'address'
  if (old.ways !== now.ways) return 'route'
  return [...now.devices].some(device => !old.devices.has(device)) ? 'address' : null
}
