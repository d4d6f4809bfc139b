// What the TURN servers of one connection show of themselves while it gathers: how fast they allocate, and which never do.
// Knows no call; names servers as their plan does.
import type { IceServer } from '../../protocol/ice'

export interface RelayTold {
  /** The ICE URL as the plan gave it. */
  readonly server: string
  /** `silent`: UDP to it brought nothing while TCP did, and there was all the time it could need. */
  readonly what: 'allocated' | 'failed' | 'silent'
  /** From the start of gathering. */
  readonly ms: number | null
}

/** RFC 7065, section 3.1: port and transport have defaults, and engines write them out. */
const TURN = /^(turns?):(\[[^\]]+\]|[^:?[\]]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/i

interface Address {
  readonly host: string
  /** Two URLs of the same server, port and transport have the same. */
  readonly key: string
}

function addressOf(url: string): Address | null {
  const parts = TURN.exec(url)
  if (parts === null) return null
  const [, scheme = '', host = '', given, way] = parts
  const secure = scheme.toLowerCase() === 'turns'
  const port = given ?? (secure ? '5349' : '3478')
  const transport = way ?? (secure ? 'tcp' : 'udp')
  return { host: host.toLowerCase(), key: `${scheme}:${host}:${port}:${transport}`.toLowerCase() }
}

/** Finds the plan's own name for a URL that the engine gave. Null: no TURN server of the plan. */
export function namesOf(servers: readonly IceServer[]): (url: string | null | undefined) => string | null {
  const names = new Map<string, string>()
  for (const url of servers.flatMap(({ urls }) => urls)) {
    const address = addressOf(url)
    if (address !== null && !names.has(address.key)) names.set(address.key, url)
  }
  return url => names.get(addressOf(url ?? '')?.key ?? '') ?? null
}

/** The one candidate of the pair in use, if it goes over a relay. `url`: not in every engine's types. */
export function relayInUse(connection: RTCPeerConnection): string | null {
  const local = connection.sctp?.transport.iceTransport.getSelectedCandidatePair()?.local
  return local?.type === 'relay' ? urlOf(local) : null
}

const urlOf = (candidate: object): string | null =>
  'url' in candidate && typeof candidate.url === 'string' ? candidate.url : null

/** UDP needs two round trips to allocate, TCP three and TLS four: whoever is this much later than they does not come. */
const SILENT_MS = 3_000

const isUdp = (server: string): boolean => addressOf(server)?.key.endsWith(':udp') ?? false

/** Tells each server once: at its first candidate, or when gathering is over and its host gave nothing but errors. */
export function watchRelays(
  connection: RTCPeerConnection,
  servers: readonly IceServer[],
  tell: (told: RelayTold) => void,
): void {
  const nameOf = namesOf(servers)
  const hostOf = (server: string): string => addressOf(server)?.host ?? server
  const allocated = new Set<string>()
  const failed = new Set<string>()
  let sinceMs = performance.now()
  let udp: 'awaited' | 'seen' = 'awaited'

  // Once two ends talk, gathering stops: only a peer that waits for its call can say that nothing came.
  const judgeUdp = (): void => {
    if (udp === 'seen' || connection.signalingState === 'closed' || connection.remoteDescription !== null)
      return
    for (const server of servers.flatMap(({ urls }) => urls))
      if (nameOf(server) === server && isUdp(server)) tell({ server, what: 'silent', ms: null })
  }

  connection.addEventListener('icecandidate', event => {
    const { candidate } = event
    if (candidate?.type === 'srflx') udp = 'seen'
    if (candidate?.type !== 'relay') return
    const server = nameOf(urlOf(candidate) ?? urlOf(event))
    if (server === null || allocated.has(server)) return
    allocated.add(server)
    if (isUdp(server)) udp = 'seen'
    else if (allocated.size === 1) setTimeout(judgeUdp, SILENT_MS)
    tell({ server, what: 'allocated', ms: performance.now() - sinceMs })
  })
  // 701 alone is often harmless (one address family of a host): only a host that gave nothing at all has failed.
  connection.addEventListener('icecandidateerror', ({ url }) => {
    const server = nameOf(url)
    if (server !== null) failed.add(server)
  })
  connection.addEventListener('icegatheringstatechange', () => {
    if (connection.iceGatheringState === 'gathering') sinceMs = performance.now()
    if (connection.iceGatheringState !== 'complete') return
    const good = new Set([...allocated].map(hostOf))
    for (const server of failed) if (!good.has(hostOf(server))) tell({ server, what: 'failed', ms: null })
    failed.clear()
  })
}
