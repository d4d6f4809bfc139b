// The route plan: which route the next attempt takes and which of the gateway's ICE servers it gets. Pure.
// Must not know what became of earlier attempts but their number.
import type { AttemptPlan, Cause, IceServer, Route } from '../../protocol/ice'

type Relay = 'udp' | 'tcp-443' | 'other'

/** RFC 7065 section 3.1: `turn(s):host[:port][?transport=udp|tcp]`; default ports 3478 and 5349, `turns` is TCP by default. */
const TURN = /^(turns?):(?:\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/

function relayOf(url: string): Relay {
  const parts = TURN.exec(url)
  if (parts === null) return 'other'
  const [, scheme, port, transport = scheme === 'turns' ? 'tcp' : 'udp'] = parts
  if (transport === 'tcp') return port === '443' ? 'tcp-443' : 'other'
  return scheme === 'turn' ? 'udp' : 'other'
}

const only = (servers: readonly IceServer[], relay: Relay): IceServer[] =>
  servers
    .map(server => ({ ...server, urls: server.urls.filter(url => relayOf(url) === relay) }))
    .filter(server => server.urls.length > 0)

/** The servers that serve a route. Filtering here keeps dead entries from costing an attempt its window. */
export function serversFor(route: Route, servers: readonly IceServer[]): IceServer[] {
  if (route === 'relay-udp') return only(servers, 'udp')
  if (route === 'relay-tls') return only(servers, 'tcp-443')
  return [...servers]
}

/** Whether a later attempt would go another way than the first: only a relay on 443 is one. */
export const hasStandbyRoute = (wanted: Route | 'auto', servers: readonly IceServer[]): boolean =>
  (wanted === 'auto' || wanted === 'relay-tls') && serversFor('relay-tls', servers).length > 0

/**
 * Plans attempt `attempt` (from 1). On `auto` the first tries everything at once and the later ones what passes the
 * narrowest firewall, if there is such a server; a named route is kept to.
 */
export function planAttempt(
  attempt: number,
  cause: Cause,
  wanted: Route | 'auto',
  servers: readonly IceServer[],
): AttemptPlan {
  const narrow = attempt > 1 && serversFor('relay-tls', servers).length > 0
  const automatic: Route = narrow ? 'relay-tls' : 'direct'
  const route = wanted === 'auto' ? automatic : wanted
  return { attempt, route, cause, servers: serversFor(route, servers), spare: null }
}
