// Default routes from the tables that Linux shows under /proc/net. Pure; every other platform has no such table.
// Must not know interfaces or addresses.

export interface DefaultRoute {
  readonly family: 4 | 6
  readonly device: string
  /** As the kernel writes it: hex digits. Zeros where the device itself is the way. */
  readonly gateway: string
  /** The lower goes first. */
  readonly metric: number
}

/** include/uapi/linux/route.h and ipv6_route.h: the route works; it only says that there is no way. */
const UP = 0x1
const REJECT = 0x200

const works = (flags: string): boolean => {
  const bits = Number.parseInt(flags, 16)
  return (bits & UP) !== 0 && (bits & REJECT) === 0
}

const rows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/))

/**
 * The whole address space, or one of the two halves by which VPN clients overrule a default route without touching it
 * (OpenVPN's `def1`). Masks are hex in network byte order on a little-endian machine.
 */
const WIDE_MASKS = new Set(['00000000', '00000080'])

/** Reads /proc/net/route: Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT. */
export function parseRoutes4(table: string): DefaultRoute[] {
  return rows(table).flatMap(
    ([device = '', target, gateway = '', flags = '', , , metric = '', mask = '']) => {
      const wide = WIDE_MASKS.has(mask) && (target === '00000000' || target === '00000080')
      if (!wide || !works(flags)) return []
      // A half is narrower than the whole and wins whatever the metrics say.
      return [{ family: 4, device, gateway, metric: mask === '00000000' ? Number(metric) : -1 }]
    },
  )
}

/** Reads /proc/net/ipv6_route: target length source length gateway metric refcount use flags device. */
export function parseRoutes6(table: string): DefaultRoute[] {
  return rows(table).flatMap(
    ([target = '', length, , , gateway = '', metric = '', , , flags = '', device = '']) => {
      const whole = length === '00' && /^0+$/.test(target)
      const half = length === '01' && /^[08]0+$/.test(target)
      if ((!whole && !half) || device === 'lo' || !works(flags)) return []
      return [{ family: 6, device, gateway, metric: whole ? Number.parseInt(metric, 16) : -1 }]
    },
  )
}
