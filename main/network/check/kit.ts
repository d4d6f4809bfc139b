// The firewall kit: one row for each place that calls go to, what was observed there, and what to ask IT for. Pure.
// Applying exactly these rows makes calls work, so they name every place, and nothing that was not measured.
import type { Failure } from '../../../protocol/failure'
import type { KitRow } from '../../../protocol/network-report'
import { relayStop } from '../explain'
import { type GatewaySeen, placeOf, type RelaySeen } from '../look'
import { inspectorOf, type StunSeen, type Tunnel } from '../probes'

type Observed = Pick<KitRow, 'observed' | 'request'>
const row = (observed: KitRow['observed'], request: KitRow['request']): Observed => ({ observed, request })

/** What a failure's name says of the place. */
const BY_NAME: Readonly<Partial<Record<Failure['name'], Observed>>> = {
  proxy_script_broken: row('not tried', 'bypass proxy'),
  proxy_script_silent: row('not tried', 'bypass proxy'),
  proxy_authentication: row('unauthorised', 'bypass proxy'),
  proxy_credentials: row('unauthorised', 'bypass proxy'),
  proxy_unreachable: row('silent', 'bypass proxy'),
  proxy_refused: row('refused', 'allow'),
  relay_proxy_refused: row('refused', 'allow'),
  signaling_name: row('unresolved', 'resolve'),
  signaling_reset: row('reset', 'allow'),
  relay_tls_reset: row('reset', 'allow'),
  signaling_timeout: row('silent', 'allow'),
  signaling_unreachable: row('refused', 'allow'),
  captive_portal: row('refused', 'allow'),
  tls_inspected: row('inspected', 'exempt from inspection'),
  signaling_certificate: row('untrusted', 'exempt from inspection'),
  relay_certificate: row('untrusted', 'exempt from inspection'),
  // Nothing that a firewall's rows could mend.
  certificate_expired: row('untrusted', null),
  certificate_host: row('untrusted', null),
  clock_wrong: row('untrusted', null),
  signaling_unauthorised: row('unauthorised', null),
  relay_unauthorised: row('open', null),
  relay_expired: row('open', null),
  relay_quota: row('open', null),
}

const OPEN = row('open', null)
const INSPECTED = row('inspected', 'exempt from inspection')

const isInspected = ({ verified }: GatewaySeen): boolean =>
  verified !== null && verified.root !== 'public' && inspectorOf(verified.signers) !== null

/** @param cause what stopped signaling; null: nothing did */
export function gatewayRow(url: string, seen: GatewaySeen, cause: Failure | null): KitRow {
  const { host, port } = placeOf(url)
  const whole = isInspected(seen) ? INSPECTED : OPEN
  const observed = cause === null ? whole : (BY_NAME[cause.name] ?? OPEN)
  return { host, port, protocol: 'WSS', ...observed, need: 'required' }
}

const PROTOCOLS = { stun: 'STUN/UDP', udp: 'TURN/UDP', tcp: 'TURN/TCP', tls: 'TURNS/TCP' } as const

function shutRow(tunnel: Tunnel | Omit<Extract<Tunnel, { kind: 'open' }>, 'socket'> | null): Observed {
  if (tunnel?.kind !== 'shut') return row('silent', 'allow')
  if (tunnel.at === 'proxy') return row(tunnel.how, 'bypass proxy')
  return row(tunnel.how, tunnel.how === 'unresolved' ? 'resolve' : 'allow')
}

function relayObserved(seen: RelaySeen, stun: readonly StunSeen[]): Observed {
  const { relay, allocatedMs, errors, way } = seen
  if (allocatedMs !== null) return OPEN
  if (relay.way === 'stun') {
    const found = stun.find(({ host, port }) => host === relay.host && port === relay.port)
    return found !== undefined && found.ms !== null ? OPEN : row('silent', 'allow')
  }
  // The server itself refused: the way to it is open.
  if (errors.some(({ code }) => code !== 701 && code >= 400 && code < 600)) return row('unauthorised', null)
  if (relay.way === 'udp') return row(way?.name === 'unresolved' ? 'unresolved' : 'silent', 'allow')
  const stop = relayStop(seen)
  return (stop === null ? undefined : BY_NAME[stop.name]) ?? shutRow(way?.tunnel ?? null)
}

/** The narrowest way that is offered is what calls need; the others are better where they pass. */
function neededWay(seen: readonly RelaySeen[]): 'tls' | 'tcp' | 'udp' {
  const has = (way: string) => seen.some(({ relay }) => relay.way === way)
  return has('tls') ? 'tls' : has('tcp') ? 'tcp' : 'udp'
}

export function relayRows(seen: readonly RelaySeen[], stun: readonly StunSeen[]): KitRow[] {
  const needed = neededWay(seen)
  return seen.map(one => {
    const { host, port, way } = one.relay
    const need = way === needed ? 'required' : 'better'
    return { host, port, protocol: PROTOCOLS[way], ...relayObserved(one, stun), need }
  })
}
