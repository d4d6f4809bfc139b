// Names of routes and paths, as badges, steps and sentences have them.
import type { Path } from '../../protocol/report'
import { words } from './words'

export const { routeNames: routeName, routePhrases: routePhrase } = words
const { paths: text } = words

const PORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS 443' } as const satisfies Record<Path['protocol'], string>

/** The protocol as the badge and the arches show it. */
export const protocolName = (path: Path): string => PORTS[path.protocol]

/** The path badge: `Relay · TLS 443 · eu-central`, `Direct · UDP`. */
export const pathBadge = (path: Path): string =>
  [text[path.kind], protocolName(path), path.region].filter(part => part !== null).join(' · ')

/** The badge while sound is gone: `Relay · reconnecting`. */
export const brokenBadge = (path: Path | null): string =>
  path === null ? text.reconnecting : path.kind === 'relay' ? text.brokenRelay : text.brokenDirect

/** The path in two words: `TLS relay`, `Direct`. */
export const pathName = (path: Path): string =>
  path.kind === 'direct' ? text.direct : text.relayName({ protocol: path.protocol.toUpperCase() })

/** The path in a sentence: `the TLS relay`, `a direct path`. */
export const pathPhrase = (path: Path): string =>
  path.kind === 'direct' ? text.directPhrase : text.relayPhrase({ protocol: path.protocol.toUpperCase() })

/** Why an attempt is over, in the words of the step list. */
export function attemptEnd(by: string): string {
  if (by === 'not needed') return text.attemptEnd.notNeeded
  if (by === 'caller') return text.attemptEnd.cancelled
  if (by === 'relay_no_sound') return text.attemptEnd.noSound
  return text.attemptEnd.blocked
}
