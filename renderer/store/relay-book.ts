// What this network's relays have shown: how far away they are, and whether the way there leads through a proxy, which no statistic
// tells. Knows no call. A new network is a new book.
import type { Bridge } from '../../protocol/ipc'
import type { Path } from '../../protocol/report'
import { ALLOCATION_TRIPS, relayOf } from '../health'

type Showed = { readonly server: string; readonly what: string; readonly ms: number | null }

export interface RelayBook {
  showed(event: Showed): void
  /** The computer's network changed. */
  forget(): void
  /** By the relay's host, for TCP and TLS; null: main has not said yet. */
  isProxied(host: string): boolean | null
  /** There and back to the path's relay, from the fastest allocation there; null: none was seen, or a proxy answers for the relay. */
  tripMs(path: Path): number | null
}

export function createRelayBook(bridge: Pick<Bridge, 'isProxied'>): RelayBook {
  const fastest = new Map<string, number>()
  let proxied = new Map<string, boolean | null>()

  const ask = (host: string, server: string): void => {
    const asked = proxied
    if (asked.has(host)) return
    asked.set(host, null)
    bridge.isProxied({ server }).then(
      is => asked.set(host, is),
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
      proxied = new Map()
    },
    isProxied: host => proxied.get(host) ?? null,
    tripMs: ({ kind, protocol, server, viaProxy }) => {
      if (kind !== 'relay' || viaProxy) return null
      const ms = fastest.get(`${protocol} ${server}`)
      return ms === undefined ? null : ms / ALLOCATION_TRIPS[protocol]
    },
  }
}
