// What this network's relays have shown: how far away they are, and whether the way there leads through a proxy, which no statistic
// tells. Knows no call. A new network is a new book.
import type { Bridge, RequestOutput } from '../../protocol/ipc'
import type { Path } from '../../protocol/report'
import { ALLOCATION_TRIPS, relayOf } from '../health'

type Showed = { readonly server: string; readonly what: string; readonly ms: number | null }

export interface RelayBook {
  showed(event: Showed): void
  /** The computer's network changed. */
  forget(): void
  /** By the relay's host, for TCP and TLS; null: main has not said yet. */
  isProxied(host: string): boolean | null
  /**
   * There and back to the path's relay, from the fastest allocation there, and before that to the proxy, where one stands between.
   * Null: not known.
   */
  legsMs(path: Path): readonly number[] | null
}

export function createRelayBook(bridge: Pick<Bridge, 'wayToRelay'>): RelayBook {
  const fastest = new Map<string, number>()
  let ways = new Map<string, RequestOutput<'wayToRelay'> | null>()

  const ask = (host: string, server: string): void => {
    const asked = ways
    if (asked.has(host)) return
    asked.set(host, null)
    bridge.wayToRelay({ server }).then(
      way => asked.set(host, way),
      () => asked.delete(host),
    )
  }

  return {
    showed: ({ server, what, ms }) => {
      const relay = relayOf(server)
      if (relay === null) return
      const key = `${relay.protocol} ${relay.host}`
      if (what === 'allocated' && ms !== null)
        fastest.set(key, Math.min(ms, fastest.get(key) ?? Number.POSITIVE_INFINITY))
      if (relay.protocol !== 'udp') ask(relay.host, server)
    },
    forget: () => {
      fastest.clear()
      ways = new Map()
    },
    isProxied: host => ways.get(host)?.viaProxy ?? null,
    legsMs: ({ kind, protocol, server, viaProxy }) => {
      const ms = fastest.get(`${protocol} ${server}`)
      if (kind !== 'relay' || ms === undefined) return null
      const trips = ALLOCATION_TRIPS[protocol]
      if (!viaProxy) return [ms / trips]
      // One more round trip, to the proxy alone: its own handshake. CONNECT takes the place of the relay's (RFC 9110, section 9.3.6).
      const proxyMs = ways.get(server ?? '')?.proxyMs ?? null
      const farMs = proxyMs === null ? 0 : (ms - proxyMs) / trips - proxyMs
      return proxyMs === null || farMs <= 0 ? null : [proxyMs, farMs]
    },
  }
}
