// Words of routes and paths. "TLS 443" and "UDP" stay, since those are the words people pass on to IT.
import type { Route } from '../../../protocol/ice'

export const pathWords = {
  paths: {
    direct: 'Direct',
    relay: 'Relay',
    reconnecting: 'Reconnecting',
    brokenDirect: 'Direct · reconnecting',
    brokenRelay: 'Relay · reconnecting',
    relayName: '{protocol} relay',
    directPhrase: 'a direct path',
    relayPhrase: 'the {protocol} relay',
    attemptEnd: {
      notNeeded: 'not needed',
      cancelled: 'cancelled',
      noSound: 'no sound came through',
      blocked: 'blocked on this network',
    },
  },
  /** The route of one attempt, as a step. */
  routeNames: {
    direct: 'Any path, direct first',
    'relay-udp': 'UDP relay',
    'relay-tls': 'TLS relay, port 443',
  } satisfies Record<Route, string>,
  /** The route in a few words, inside a sentence. */
  routePhrases: {
    direct: 'any path',
    'relay-udp': 'UDP relay',
    'relay-tls': 'TLS relay',
  } satisfies Record<Route, string>,
} as const
