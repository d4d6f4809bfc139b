// Names why no relay carried the sound, from what was seen of each. Pure.
// Must not know attempts: one relay that can be had is no cause at all.
import type { FailureName } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import { failure } from '../../signaling/failures'
import type { RelaySeen } from '../look'
import { askedText, inspectorOf, troubleOf } from '../probes'

/** draft-uberti-behave-turn-rest-00 section 2.2: the pass begins with the second it runs out in. */
function isExpired({ relay: { server } }: RelaySeen, nowMs: number): boolean {
  const seconds = /^(\d{9,11})(?::|$)/.exec(server.username ?? '')?.[1]
  return seconds !== undefined && Number(seconds) * 1000 <= nowMs
}

const places = (seen: readonly RelaySeen[]): string =>
  [...new Set(seen.map(({ relay: { host, port, way } }) => `${host}:${port} ${way}`))].slice(0, 4).join(', ')

/** The server's own word (RFC 8656 section 18 and 19): it was reached, and gave no place. */
function refusal(seen: readonly RelaySeen[], nowMs: number): Failure | null {
  const saying = (codes: readonly number[]) =>
    seen.filter(({ errors }) => errors.some(({ code }) => codes.includes(code)))
  const full = saying([486, 508])
  if (full.length > 0) return failure('relay_quota', `486 from ${places(full)}`)
  const refused = saying([401, 403, 441])
  if (refused.length === 0) return null
  const old = refused.filter(one => isExpired(one, nowMs))
  return failure(old.length > 0 ? 'relay_expired' : 'relay_unauthorised', `401 from ${places(refused)}`)
}

/** What stopped one relay over TCP or TLS; null: nothing that could be seen. */
export function relayStop({ relay, way }: RelaySeen): Failure | null {
  if (way === null || relay.way === 'udp' || relay.way === 'stun') return null
  const { asked, tunnel, handshake, decision } = way
  const at = `${relay.host}:${relay.port}`
  const trouble = asked === null ? null : troubleOf(asked)
  const named = (name: FailureName, detail: string) => failure(name, `${at} ${detail}`)
  if (asked?.kind === 'login' && asked.isProxy)
    return named(asked.tries > 0 ? 'proxy_credentials' : 'proxy_authentication', askedText(asked))
  const answered = tunnel.kind === 'answered' ? tunnel.status : null
  const isThrough = asked?.kind === 'answered' || trouble === 'reset' || trouble === 'no http'
  if (answered === 407 && !isThrough && trouble !== 'proxy refuses')
    return named('proxy_authentication', 'HTTP 407')
  if (trouble === 'proxy refuses' || (asked === null && answered !== null && answered !== 407))
    return named(
      'relay_proxy_refused',
      answered === null ? 'CONNECT refused' : `CONNECT answered ${answered}`,
    )
  if (trouble === 'untrusted' || trouble === 'expired' || trouble === 'wrong host') {
    const signers = handshake.kind === 'done' ? (handshake.chain?.signers ?? []) : []
    const inspector = inspectorOf(signers)
    const by = inspector === null ? `issued by ${signers[0] ?? 'unknown'}` : `opened by ${inspector}`
    return named('relay_certificate', `${asked === null ? '' : askedText(asked)}, ${by}`)
  }
  const cut = handshake.kind === 'cut' && handshake.how === 'reset'
  const cutBehindProxy = trouble === 'reset' && decision.kind === 'proxy' && handshake.kind !== 'done'
  if (tunnel.kind !== 'shut' && (cut || cutBehindProxy))
    return named('relay_tls_reset', 'cut after ClientHello')
  return null
}

/** Behind a proxy that asks, or one that refuses, every relay stops alike: the first that says so speaks for all. */
const LOUDEST: readonly FailureName[] = [
  'proxy_credentials',
  'proxy_authentication',
  'relay_proxy_refused',
  'relay_certificate',
  'relay_tls_reset',
]

/**
 * @param seen of every relay that the call was given
 * @param nowMs Unix milliseconds
 * @returns null: there is none to look at, or one of them can be had
 */
export function relayCause(seen: readonly RelaySeen[], nowMs: number): Failure | null {
  const relays = seen.filter(({ relay }) => relay.way !== 'stun')
  if (relays.length === 0 || relays.some(({ allocatedMs }) => allocatedMs !== null)) return null
  const refused = refusal(relays, nowMs)
  if (refused !== null) return refused
  const stops = relays.flatMap(one => relayStop(one) ?? [])
  const loudest = LOUDEST.flatMap(name => stops.find(stop => stop.name === name) ?? [])[0]
  if (loudest !== undefined) return loudest
  const isOnlyUdp = relays.every(({ relay }) => relay.way === 'udp')
  return failure(isOnlyUdp ? 'relay_udp_blocked' : 'relay_unreachable', `no answer from ${places(relays)}`)
}
