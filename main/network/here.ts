// Where this computer is: a name for its network, and the addresses it is reached by now. Pure.
// Must not know what is remembered under the name.
import { createHash } from 'node:crypto'
import { type Address, bestRoutes, type NetworkState, nameOf, TUNNEL, usable } from './change'

/** The first three numbers of an IPv4 address, or the /64 of an IPv6 one. */
const subnetOf = (address: Address): string => nameOf(address).replace(/(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24')

/** By the names that systems give their devices: a company's Wi-Fi and its cable are two networks behind one gateway. */
function kindOf(device: string): string {
  if (TUNNEL.test(device)) return 'tunnel'
  if (/^(wl|wlan|wifi|wi-fi|ath)/i.test(device)) return 'wireless'
  return /^(wwan|rmnet|ppp|cell)/i.test(device) ? 'mobile' : 'cable'
}

/** What else tells two networks with the same gateway address apart: every home has 192.168.1.1. */
export interface Surroundings {
  /** The DNS suffix that the network handed out; '' where it is not known. */
  readonly suffix: string
  /** Which proxy the session takes there, as Chromium says it; '' where it is not known. */
  readonly proxy: string
}

/**
 * The same network has the same name: by the gateways of its default routes (by its subnets where no routes can be seen), the
 * kind of the interfaces that lead there, its DNS suffix and its proxy. A digest, because the name is kept, and where somebody
 * has been is nobody's business.
 */
export function networkName(state: NetworkState, { suffix, proxy }: Surroundings): string {
  const ways = bestRoutes(state.routes ?? []).map(
    ({ family, device, gateway }) => `${family} ${kindOf(device)} via ${gateway}`,
  )
  const used = usable(state).filter(({ device }) => state.routes === null || TUNNEL.test(device))
  const subnets = ways.length > 0 ? [] : usable(state).map(subnetOf)
  const kinds = used.map(({ device }) => kindOf(device))
  const parts = [...new Set([...ways, ...subnets, ...kinds])].sort()
  return createHash('sha256')
    .update([...parts, suffix.toLowerCase(), proxy].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

/** Whether an address is one of those that the way out uses now. */
export function isOwnAddress(address: string, state: NetworkState): boolean {
  const family = address.includes(':') ? 6 : 4
  return ownAddresses(state).some(one => one.family === family && nameOf(one) === nameOf({ ...one, address }))
}

/** Whether there is any way out to judge a page's candidates by. */
export const hasWayOut = (state: NetworkState): boolean => ownAddresses(state).length > 0

function ownAddresses(state: NetworkState): Address[] {
  const devices = state.routes && new Set(bestRoutes(state.routes).map(({ device }) => device))
  return usable(state).filter(({ device }) => devices === null || devices.has(device) || TUNNEL.test(device))
}
