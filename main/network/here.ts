// Where this computer is: a name for its network, and the addresses it is reached by now. Pure.
// Must not know what is remembered under the name.
import { createHash } from 'node:crypto'
import { type Address, bestRoutes, type NetworkState, nameOf, TUNNEL, usable, waysOut } from './change'

/** The first three numbers of an IPv4 address, or the /64 of an IPv6 one. */
const subnetOf = (address: Address): string => nameOf(address).replace(/(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24')

/**
 * The same network has the same name: by its default routes, or by its subnets where no routes can be seen. A digest,
 * because the name is kept, and where somebody has been is nobody's business.
 */
export function networkName(state: NetworkState): string {
  const way = waysOut(state.routes ?? [])
  const subnets = [...new Set(usable(state).map(subnetOf))].sort().join(', ')
  return createHash('sha256')
    .update(way === '' ? subnets : way)
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
