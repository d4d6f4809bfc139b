// Looks at the way to a gateway from every side at once: what the session decides, what Chromium meets, what bare sockets meet.
// Each side is a promise that never rejects, so that a page can show one as it comes and an explanation can wait for all.
// Must not name a cause.
import type { Socket } from 'node:net'
import {
  type Ask,
  type Asked,
  askHead,
  type Chain,
  type Decision,
  type Handshake,
  hangUp,
  openTunnel,
  type Portal,
  seekPortal,
  shakeHands,
  skewOf,
  type Tunnel,
  tryUpgrade,
  type Upgrade,
  type Verified,
} from '../probes'
import { countdown, within } from './bounds'

export interface LookDeps {
  readonly decide: (url: string, boundMs: number) => Promise<Decision>
  readonly ask: Ask
  /** An address for a name, by Chromium's own resolver. Rejects: there is none. */
  readonly resolve: (host: string) => Promise<string>
  /** What Chromium last made of a host's certificate. */
  readonly verified: (host: string) => Verified | null
  /** Unix milliseconds. */
  readonly nowMs: () => number
  /** Where portals are looked for; 80 but in tests. */
  readonly portalPort?: number
}

export interface Gateway {
  readonly url: string
  readonly token?: string
}

export type NameSeen = 'resolved' | 'unresolved' | 'silent' | 'no name'
type Closed<S> = S extends { socket: unknown } ? Omit<S, 'socket'> : S
export type TunnelSeen = Closed<Tunnel>
export type HandshakeSeen = Closed<Handshake> | { readonly kind: 'no tls' }

export interface GatewayLook {
  readonly decision: Promise<Decision>
  readonly name: Promise<NameSeen>
  readonly asked: Promise<Asked>
  readonly tunnel: Promise<TunnelSeen>
  readonly handshake: Promise<HandshakeSeen>
  /** How far our clock is ahead of a server's on the way. */
  readonly skewMs: Promise<number | null>
  readonly portal: Promise<Portal>
  /** On connections of its own, once Chromium has answered. Asked for where it is wanted only. */
  upgrade(): Promise<Upgrade>
}
export type GatewaySeen = {
  readonly [K in Exclude<keyof GatewayLook, 'upgrade'>]: Awaited<GatewayLook[K]>
} & { readonly host: string; readonly verified: Verified | null; readonly upgrade: Upgrade | null }

const ADDRESS = /^(\[|\d{1,3}(\.\d{1,3}){3}$)/

/** Host and port of a `ws:` or `wss:` address; an IPv6 address without its brackets. */
export function placeOf(url: string): { host: string; port: number; isSecure: boolean } {
  const { hostname, port, protocol } = new URL(url)
  const isSecure = protocol === 'wss:' || protocol === 'https:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    isSecure,
  }
}

export const lookUp = (resolve: LookDeps['resolve'], host: string, boundMs: number): Promise<NameSeen> => {
  if (ADDRESS.test(host) || host.includes(':')) return Promise.resolve('no name')
  const asked = resolve(host).then(
    () => 'resolved' as const,
    () => 'unresolved' as const,
  )
  return within(asked, boundMs, 'silent' as const)
}

const withoutSocket = <S extends { readonly kind: string }>(seen: S): Closed<S> => {
  const { socket: _, ...rest } = seen as S & { socket?: unknown }
  return rest as Closed<S>
}

/** The last stretch, by bare sockets: the way, the handshake over it, and the Date of whoever answers. */
function goDown(
  gateway: Gateway,
  decision: Decision,
  boundMs: number,
): Pick<GatewayLook, 'tunnel' | 'handshake'> & { readonly date: Promise<string> } {
  const { host, port, isSecure } = placeOf(gateway.url)
  const hop = decision.kind === 'proxy' ? decision.hop : null
  const left = countdown(boundMs)
  const opening = openTunnel(host, port, hop, left())
  const shaking: Promise<Handshake | { readonly kind: 'no tls' }> = opening.then(async tunnel =>
    isSecure ? shakeHands(tunnel, host, left()) : { kind: 'no tls' },
  )
  const date = Promise.all([opening, shaking]).then(async ([tunnel, handshake]) => {
    const socket = handshake.kind === 'done' ? handshake.socket : openSocketOf(tunnel, handshake.kind)
    if (socket === null) {
      hangUp(tunnel, handshake)
      return ''
    }
    const name = new URL(gateway.url).host
    const head = await askHead(
      socket,
      { host: name, path: '/health', headers: { Connection: 'close' } },
      left(),
    )
    hangUp(tunnel, handshake)
    return typeof head === 'string' ? '' : head.get('date')
  })
  return { tunnel: opening.then(withoutSocket), handshake: shaking.then(withoutSocket), date }
}

const openSocketOf = (tunnel: Tunnel, handshake: string): Socket | null =>
  tunnel.kind === 'open' && handshake === 'no tls' ? tunnel.socket : null

async function upgradeOver(
  gateway: Gateway,
  decision: Decision,
  verified: Verified | null,
  boundMs: number,
): Promise<Upgrade> {
  const { host, port, isSecure } = placeOf(gateway.url)
  const left = countdown(boundMs)
  const tunnel = await openTunnel(host, port, decision.kind === 'proxy' ? decision.hop : null, left())
  if (tunnel.kind === 'answered')
    return { kind: 'unknown', detail: `the proxy answered ${tunnel.status}, and asks for a password here` }
  if (tunnel.kind !== 'open') return { kind: 'unknown', detail: 'no connection' }
  const handshake = isSecure ? await shakeHands(tunnel, host, left()) : null
  if (handshake !== null && handshake.kind !== 'done') {
    hangUp(tunnel, handshake)
    return { kind: 'unknown', detail: 'no TLS' }
  }
  const isTrusted = handshake === null ? host === '127.0.0.1' : isSame(handshake.chain, verified)
  const token = isTrusted ? gateway.token : undefined
  const upgrade = await tryUpgrade(
    handshake?.socket ?? tunnel.socket,
    { url: new URL(gateway.url), token },
    left(),
  )
  hangUp(tunnel, handshake)
  return upgrade
}

/** Whether Chromium trusted this very certificate. */
const isSame = (chain: Chain | null, verified: Verified | null): boolean =>
  chain !== null && verified?.result === 'trusted' && verified.fingerprint === chain.fingerprint

/** Begins to look. @param boundMs for each side; the longest waits for the decision first */
export function lookAtGateway(gateway: Gateway, deps: LookDeps, boundMs: number): GatewayLook {
  const { host } = placeOf(gateway.url)
  const health = new URL('/health', gateway.url.replace(/^ws/, 'http')).href
  const decision = deps.decide(gateway.url, boundMs / 2)
  const isLost = ({ kind }: Decision): boolean => kind === 'broken' || kind === 'silent'
  // Where no decision comes, Chromium would wait for it too.
  const asked = decision.then((made): Promise<Asked> | Asked =>
    made.kind === 'silent' ? { kind: 'silent', ms: made.ms } : deps.ask(health, boundMs),
  )
  const down = decision.then(made => (isLost(made) ? null : goDown(gateway, made, boundMs)))
  const noWay = { kind: 'no way' } as const
  return {
    decision,
    name: lookUp(deps.resolve, host, boundMs),
    asked,
    tunnel: down.then(seen => seen?.tunnel ?? { kind: 'unknown' }),
    handshake: down.then(seen => seen?.handshake ?? noWay),
    skewMs: Promise.all([down.then(seen => seen?.date ?? ''), asked]).then(([date, { kind, ...rest }]) => {
      const own = kind === 'answered' && 'headers' in rest ? (rest.headers.date ?? '') : ''
      return skewOf(own === '' ? date : own, deps.nowMs())
    }),
    portal: decision.then(made =>
      made.kind === 'direct' ? seekPortal(host, boundMs, deps.portalPort) : { kind: 'none' },
    ),
    upgrade: async () => {
      const [made] = await Promise.all([decision, asked])
      if (isLost(made)) return { kind: 'unknown', detail: 'no decision about a proxy' }
      return upgradeOver(gateway, made, deps.verified(host), boundMs)
    },
  }
}

/**
 * Waits for every side, for so long at most; a side that is late has shown nothing.
 * @param withUpgrade whether the upgrade is tried too, where Chromium was answered
 */
export async function gatewaySeen(
  gateway: Gateway,
  look: GatewayLook,
  verified: LookDeps['verified'],
  { boundMs, withUpgrade }: { readonly boundMs: number; readonly withUpgrade: boolean },
): Promise<GatewaySeen> {
  const { host } = placeOf(gateway.url)
  const left = countdown(boundMs)
  const late = { kind: 'silent', ms: boundMs } as const
  const [decision, name, asked, tunnel, handshake, skewMs, portal] = await Promise.all([
    within(look.decision, boundMs, late),
    within(look.name, boundMs, 'silent' as const),
    within(look.asked, boundMs, late),
    within(look.tunnel, boundMs, { kind: 'unknown' } as const),
    within(look.handshake, boundMs, { kind: 'no way' } as const),
    within(look.skewMs, boundMs, null),
    within(look.portal, boundMs, { kind: 'none' } as const),
  ])
  const wanted = withUpgrade && asked.kind === 'answered'
  const upgrade = wanted ? await within(look.upgrade(), left(), null) : null
  return { decision, name, asked, tunnel, handshake, skewMs, portal, host, verified: verified(host), upgrade }
}
