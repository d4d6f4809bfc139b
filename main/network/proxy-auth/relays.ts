// The addresses under which a proxy is asked for relays. Pure.
import type { IceServer } from '../../../protocol/ice'

/** RFC 7065: `turns:` is TLS over TCP unless it says otherwise. */
const TURNS = /^turns:(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=tcp)?$/

/** RFC 7065, section 3.1: plain TURN over TCP. */
const TURN_TCP = /^turn:(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?\?transport=tcp$/

/** Under which a proxy script is asked for this one server; null: packets to it never go through a proxy. */
export function relayAddress(url: string): string | null {
  const [, host, port] = TURNS.exec(url) ?? TURN_TCP.exec(url) ?? []
  return host === undefined ? null : `https://${host}:${port ?? (url.startsWith('turns:') ? 5349 : 3478)}/`
}

/**
 * Chromium asks a proxy script about `https://host:port/` (measured). Plain TURN/TCP is left out: where a proxy lets it pass, it
 * is the same proxy.
 */
export const relayAddresses = (servers: readonly IceServer[]): string[] => [
  ...new Set(
    servers
      .flatMap(({ urls }) => urls)
      .flatMap(url => {
        const [, host, port = '5349'] = TURNS.exec(url) ?? []
        return host === undefined ? [] : [`https://${host}:${port}/`]
      }),
  ),
]
