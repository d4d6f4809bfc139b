// Looks at the relays a gateway names, URL by URL: allocations through the page, and where the way itself is by Chromium and bare
// sockets. Must not name a cause.
import type { IceServer } from '../../../protocol/ice'
import {
  type Ask,
  type Asked,
  askStun,
  type Decision,
  hangUp,
  openTunnel,
  type PageProbes,
  type StunSeen,
  shakeHands,
} from '../probes'
import { countdown } from './bounds'
import { type HandshakeSeen, type LookDeps, lookUp, type NameSeen, type TunnelSeen } from './gateway'

/** RFC 7065 section 3.1 and RFC 7064: `turn(s):` or `stun(s):`, host, port, transport, with their defaults. */
const SERVER = /^(turns?|stuns?):(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i

export interface RelayUrl {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly way: 'stun' | 'udp' | 'tcp' | 'tls'
  readonly region: string | null
  readonly server: IceServer
}

/** Null: not one of ours to try (`stuns:`, or unreadable). */
function relayUrlOf(url: string, server: IceServer): RelayUrl | null {
  const [, scheme = '', host = '', port, transport] = SERVER.exec(url) ?? []
  const kind = scheme.toLowerCase()
  if (kind === '' || kind === 'stuns') return null
  const isTls = kind === 'turns'
  const way = kind === 'stun' ? 'stun' : isTls ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp'
  return {
    url,
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? (isTls ? 5349 : 3478) : Number(port),
    way,
    region: server.region ?? null,
    server: { ...server, urls: [url] },
  }
}

/** The servers' URLs, each place once: the same relay by its address is the same way. */
export function relayUrls(servers: readonly IceServer[]): readonly RelayUrl[] {
  const all = servers.flatMap(server => server.urls.flatMap(url => relayUrlOf(url, server) ?? []))
  return all.filter(
    (one, index) =>
      all.findIndex(({ host, port, way }) => host === one.host && port === one.port && way === one.way) ===
      index,
  )
}

export interface RelaySeen {
  readonly relay: RelayUrl
  /** How long an allocation took; null: none. */
  readonly allocatedMs: number | null
  readonly errors: readonly { readonly code: number; readonly text: string }[]
  /** Looked at only where no allocation came. */
  readonly way: RelayWay | null
}
export interface RelayWay {
  readonly decision: Decision
  readonly name: NameSeen
  /** Over TLS only: what Chromium met there. */
  readonly asked: Asked | null
  readonly tunnel: TunnelSeen
  readonly handshake: HandshakeSeen
}

export interface RelayDeps extends Pick<LookDeps, 'decide' | 'resolve'> {
  readonly ask: Ask
  readonly page: Pick<PageProbes, 'ask'>
}

const NO_WAY: Pick<RelayWay, 'tunnel' | 'handshake'> = {
  tunnel: { kind: 'unknown' },
  handshake: { kind: 'no way' },
}

async function goDown({ host, port, way }: RelayUrl, decision: Decision, boundMs: number) {
  if (decision.kind !== 'direct' && decision.kind !== 'proxy') return NO_WAY
  const left = countdown(boundMs)
  const tunnel = await openTunnel(host, port, decision.kind === 'proxy' ? decision.hop : null, left())
  const handshake: Awaited<ReturnType<typeof shakeHands>> | { kind: 'no tls' } =
    way === 'tls' ? await shakeHands(tunnel, host, left()) : { kind: 'no tls' }
  hangUp(tunnel, handshake)
  return { tunnel, handshake }
}

/** The way to one relay over TCP or TLS; over UDP there is nothing to see but silence. */
async function lookAtWay(relay: RelayUrl, deps: RelayDeps, boundMs: number): Promise<RelayWay> {
  const left = countdown(boundMs)
  const name = lookUp(deps.resolve, relay.host, left())
  const at = relay.host.includes(':') ? `[${relay.host}]` : relay.host
  const url = `https://${at}:${relay.port}/`
  const decision = await deps.decide(url, boundMs / 2)
  if (relay.way === 'udp' || relay.way === 'stun')
    return { decision, name: await name, asked: null, ...NO_WAY }
  const [down, asked] = await Promise.all([
    goDown(relay, decision, left()),
    relay.way === 'tls' && decision.kind !== 'silent' ? deps.ask(url, left()) : null,
  ])
  return { decision, name: await name, asked, ...down }
}

/** Tries one URL. The way is looked at meanwhile, so that a refusal is explained as soon as it is known. */
export async function lookAtRelay(relay: RelayUrl, deps: RelayDeps, boundMs: number): Promise<RelaySeen> {
  const way = lookAtWay(relay, deps, boundMs)
  const found = await deps.page.ask({ type: 'allocate', server: relay.server, boundMs }, 'allocate')
  if (found !== null && found.ms !== null)
    return { relay, allocatedMs: found.ms, errors: found.errors, way: null }
  return { relay, allocatedMs: null, errors: found?.errors ?? [], way: await way }
}

/** Asks every place that speaks STUN over UDP: STUN servers, and relays. */
export const lookAtStun = (
  relays: readonly RelayUrl[],
  { resolve }: Pick<LookDeps, 'resolve'>,
  boundMs: number,
): Promise<readonly StunSeen[]> =>
  askStun(
    relays.filter(({ way }) => way === 'udp' || way === 'stun'),
    host => resolve(host),
    boundMs,
  )
