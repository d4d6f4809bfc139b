// Names of routes and paths. "TLS 443" and "UDP" stay, since those are the words people pass on to IT.
import type { Route } from '../../protocol/ice'
import type { Path } from '../../protocol/report'

const PORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS 443' } as const satisfies Record<Path['protocol'], string>

/** The protocol as the badge and the arches show it. */
export const protocolName = (path: Path): string => PORTS[path.protocol]

/** The path badge: `Relay · TLS 443 · eu-central`, `Direct · UDP`. */
export const pathBadge = (path: Path): string =>
  [path.kind === 'relay' ? 'Relay' : 'Direct', protocolName(path), path.region]
    .filter(part => part !== null)
    .join(' · ')

/** The badge while sound is gone: `Relay · reconnecting`. */
export const brokenBadge = (path: Path | null): string =>
  path === null ? 'Reconnecting' : `${path.kind === 'relay' ? 'Relay' : 'Direct'} · reconnecting`

/** The path in two words: `TLS relay`, `Direct`. */
export const pathName = (path: Path): string =>
  path.kind === 'direct' ? 'Direct' : `${path.protocol.toUpperCase()} relay`

/** The path in a sentence: `the TLS relay`, `a direct path`. */
export const pathPhrase = (path: Path): string =>
  path.kind === 'direct' ? 'a direct path' : `the ${path.protocol.toUpperCase()} relay`

/** The route of one attempt, as a step. */
export const routeName = {
  direct: 'Any path, direct first',
  'relay-udp': 'UDP relay',
  'relay-tls': 'TLS relay, port 443',
} as const satisfies Record<Route, string>

/** The route in a few words, inside a sentence. */
export const routePhrase = {
  direct: 'any path',
  'relay-udp': 'UDP relay',
  'relay-tls': 'TLS relay',
} as const satisfies Record<Route, string>

/** Why an attempt is over, in the words of the step list. */
export function attemptEnd(by: string): string {
  if (by === 'not needed') return 'not needed'
  if (by === 'caller') return 'cancelled'
  if (by === 'relay_no_sound') return 'no sound came through'
  return 'blocked on this network'
}
