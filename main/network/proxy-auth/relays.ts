// The addresses under which a proxy is asked for relays. Pure.
import type { IceServer } from '../../../protocol/ice'

/** RFC 7065: `turns:` is TLS over TCP unless it says otherwise. */
const TURNS = /^turns:(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=tcp)?$/

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
