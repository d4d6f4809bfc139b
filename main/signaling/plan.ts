// The route plan: which route the next attempt takes and which of the gateway's ICE servers it gets. Pure.
// Must not know what became of earlier attempts, but which of them carries the call.
import type { AttemptPlan, Cause, IceServer, Route } from '../../protocol/ice'
import { type Breadth, chooseRegions, isUdpDead, type RegionRecords } from './regions'

type Relay = 'udp' | 'tcp-443' | 'other'

/** RFC 7065 section 3.1: `turn(s):host[:port][?transport=udp|tcp]`; default ports 3478 and 5349, `turns` is TCP by default. */
const TURN = /^(turns?):(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/
const ADDRESS = /^(\[|\d{1,3}(\.\d{1,3}){3}$)/

function partsOf(url: string) {
  const [, scheme, host = '', port, transport = scheme === 'turns' ? 'tcp' : 'udp'] = TURN.exec(url) ?? []
  return scheme === undefined ? null : { scheme, host, port, transport }
}

function relayOf(url: string): Relay {
  const parts = partsOf(url)
  if (parts?.transport === 'tcp') return parts.port === '443' ? 'tcp-443' : 'other'
  return parts?.scheme === 'turn' ? 'udp' : 'other'
}

/** What carries the packets to a TURN server. */
export const overOf = (url: string): 'udp' | 'tcp' => (partsOf(url)?.transport === 'udp' ? 'udp' : 'tcp')

const withUrls = (servers: readonly IceServer[], keep: (url: string) => boolean): IceServer[] =>
  servers
    .map(server => ({ ...server, urls: server.urls.filter(keep) }))
    .filter(server => server.urls.length > 0)

/** The servers that serve a route. Filtering here keeps dead entries from costing an attempt its window. */
export function serversFor(route: Route, servers: readonly IceServer[]): IceServer[] {
  if (route === 'relay-udp') return withUrls(servers, url => relayOf(url) === 'udp')
  if (route === 'relay-tls') return withUrls(servers, url => relayOf(url) === 'tcp-443')
  return [...servers]
}

/**
 * TCP goes by name where names resolve: a proxy should know where the call goes, and the same relay twice costs a TLS handshake
 * more, which on a narrow line is half a second. UDP passes by the proxy, and asks for nothing but an address.
 */
const reachableBy = (url: string): boolean => {
  const parts = partsOf(url)
  return parts?.transport !== 'tcp' || !ADDRESS.test(parts.host)
}

/** The attempt that carries the call. `region` null: a direct path, or one that nothing is known of yet. */
export interface Carrier {
  readonly route: Route
  readonly region: string | null
  /** What its packets to the relay travel over; null: as little known as the region. */
  readonly over: 'udp' | 'tcp' | null
}

/** What the plan of one session goes by. */
export interface PlanBasis {
  readonly wanted: Route | 'auto'
  readonly servers: readonly IceServer[]
  readonly carrier: Carrier | null
  /** Recoveries planned since the sound was last lost. */
  readonly recoveries: number
  readonly records: RegionRecords
  /** `near`: on this computer or inside its network, where UDP may pass that does not pass to relays outside. */
  readonly gateway: 'near' | 'far'
  /** Unix milliseconds. */
  readonly nowMs: number
  /** Whether relays may be reached over TCP by their addresses; not known at first. */
  readonly addresses: 'usable' | 'withheld' | 'unknown'
}

/**
 * Whether a standby has a way of its own: a relay on 443 does, which passes where nothing else will. One that takes UDP does
 * too, beside a direct path or in another region. A second one of the same kind would die with the first.
 */
export function hasStandbyRoute({ wanted, servers, carrier }: PlanBasis): boolean {
  if (wanted === 'direct') return false
  if (wanted !== 'relay-udp' && serversFor('relay-tls', servers).length > 0) return true
  if (wanted === 'relay-tls' || carrier === null) return false
  const udp = serversFor('relay-udp', servers)
  const direct = wanted === 'auto' && carrier.route === 'direct' && carrier.region === null
  return udp.some(({ region }) => direct || (region !== undefined && region !== carrier.region))
}

/**
 * On `auto`: everything at once finds a path soonest; the retry and the standby take what passes the narrowest firewall. Where
 * UDP is dead it is left out from the start: the agent's addresses are tried one every 48 ms before any relay (measured), and each
 * of them for nothing. A call that took a relay over TCP although everything was offered has shown the same. What comes after that
 * tries everything.
 */
function automatic(cause: Cause, basis: PlanBasis): Route {
  const { servers, carrier, recoveries, records, nowMs, gateway } = basis
  const narrow = serversFor('relay-tls', servers).length > 0
  if (cause === 'rotation') return carrier?.route ?? 'direct'
  if (cause === 'standby') return narrow ? 'relay-tls' : 'relay-udp'
  if (!narrow) return 'direct'
  if (cause === 'retry') return carrier?.route === 'relay-tls' ? 'direct' : 'relay-tls'
  const isLost = cause === 'recovery'
  const hasShown = isUdpDead(records, nowMs) || (isLost && carrier?.over === 'tcp')
  return gateway === 'far' && hasShown && !(isLost && recoveries > 0) ? 'relay-tls' : 'direct'
}

/** A first attempt spares the relays that are farther than the second best: each of them costs a narrow line a TLS handshake. */
const BREADTHS: Readonly<Record<Cause, Breadth>> = {
  first: 'two',
  retry: 'two',
  standby: 'other',
  recovery: 'all',
  network: 'all',
  rotation: 'all',
  rejoin: 'all',
}

function inRegions(servers: readonly IceServer[], breadth: Breadth, basis: PlanBasis): IceServer[] {
  const regions = [...new Set(servers.flatMap(({ region }) => (region === undefined ? [] : [region])))]
  const carrying = basis.carrier?.region ?? null
  const chosen = chooseRegions(regions, breadth, { ...basis, carrying })
  const rank = ({ region }: IceServer): number => (region === undefined ? -1 : chosen.indexOf(region))
  return servers
    .filter(server => server.region === undefined || chosen.includes(server.region))
    .toSorted((a, b) => rank(a) - rank(b))
}

/**
 * While nothing is known of a network TLS is tried in the first region alone: a second handshake takes a line of 64 kbit/s half a
 * second, and where the first region is dead the retry has the other.
 */
const withOneHandshake = (servers: readonly IceServer[]): IceServer[] => {
  const first = servers.find(({ region }) => region !== undefined)?.region
  const isTls = (url: string): boolean => url.startsWith('turns:')
  return servers.flatMap(server =>
    server.region === first || server.region === undefined
      ? [server]
      : withUrls([server], url => !isTls(url)),
  )
}

/** Plans attempt `attempt`. A named route is kept to. `breadth`: for peers that are made while there is time. */
export function planAttempt(
  attempt: number,
  cause: Cause,
  basis: PlanBasis,
  breadth: Breadth = BREADTHS[cause],
): AttemptPlan {
  const route = basis.wanted === 'auto' ? automatic(cause, basis) : basis.wanted
  const serving = serversFor(route, basis.servers)
  const named = basis.addresses === 'usable' ? serving : withUrls(serving, reachableBy)
  const near = inRegions(named.length > 0 ? named : serving, breadth, basis)
  const isBlind = cause === 'first' && breadth === 'two' && Object.keys(basis.records).length === 0
  const servers = isBlind ? withOneHandshake(near) : near
  return { attempt, route, cause, servers, spare: null }
}
