// Names what stands between this computer and a gateway, from what was seen. Pure.
// The order is that of the way: a proxy's file before the proxy, the proxy before the name, the certificate last.
import type { FailureName } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import { failure } from '../../signaling/failures'
import type { GatewaySeen } from '../look'
import { askedText, inspectorOf, isClockOff, isValidAt, skewText, troubleOf } from '../probes'

type Naming = (seen: GatewaySeen, nowMs: number) => Failure | null

const script: Naming = ({ decision, asked }) => {
  if (decision.kind === 'silent')
    return failure('proxy_script_silent', `no proxy decision in ${Math.round(decision.ms)} ms`)
  if (decision.kind === 'broken' || troubleOf(asked) === 'script broken')
    return failure('proxy_script_broken', 'the PAC file cannot be loaded or run')
  return null
}

const proxyOf = ({ decision }: GatewaySeen): string =>
  decision.kind === 'proxy' ? `${decision.hop.host}:${decision.hop.port}` : 'no proxy'

/** 407 is named as 407, whoever met it: Chromium, or the bare CONNECT where Chromium was not let in either. */
const password: Naming = seen => {
  const { asked, tunnel } = seen
  if (asked.kind === 'login' && asked.isProxy)
    return failure(
      asked.tries > 0 ? 'proxy_credentials' : 'proxy_authentication',
      `${proxyOf(seen)} ${askedText(asked)}`,
    )
  if (asked.kind === 'answered' || tunnel.kind !== 'answered' || tunnel.status !== 407) return null
  return failure('proxy_authentication', `${proxyOf(seen)} HTTP 407 ${tunnel.schemes.join(' ')}`)
}

const portal: Naming = ({ portal: seen, asked }) =>
  seen.kind === 'seen' && (asked.kind !== 'answered' || asked.status >= 300)
    ? failure('captive_portal', seen.detail)
    : null

/** Statuses by which a proxy says that it tried and did not get there (RFC 9110 section 15.6). */
const TRIED = new Set([502, 503, 504])

const proxy: Naming = seen => {
  const { asked, tunnel } = seen
  const trouble = troubleOf(asked)
  const away = tunnel.kind === 'shut' && tunnel.at === 'proxy' ? tunnel : null
  if (trouble === 'proxy unreachable' || (away !== null && asked.kind !== 'answered'))
    return failure('proxy_unreachable', `${proxyOf(seen)} ${away?.code ?? askedText(asked)}`)
  if (trouble !== 'proxy refuses') return null
  const status = tunnel.kind === 'answered' ? tunnel.status : null
  const detail = `${proxyOf(seen)} ${status === null ? askedText(asked) : `answered CONNECT with ${status}`}`
  if (status === 504) return failure('signaling_timeout', detail)
  return failure(status !== null && TRIED.has(status) ? 'signaling_unreachable' : 'proxy_refused', detail)
}

/** A resolver that keeps silent is told from a server that does: nobody got so far as to open a connection. */
const name: Naming = ({ host, decision, name: seen, asked, tunnel }) => {
  if (troubleOf(asked) === 'unresolved') return failure('signaling_name', host)
  if (decision.kind !== 'direct' || asked.kind === 'answered') return null
  if (seen === 'unresolved') return failure('signaling_name', host)
  return seen === 'silent' && tunnel.kind !== 'open'
    ? failure('signaling_name', `${host}: no resolver answers`)
    : null
}

/** A certificate that is out of date for us and not for the server's clock says that ours is wrong. */
const clock: Naming = ({ skewMs, handshake, asked }, nowMs) => {
  const chain = handshake.kind === 'done' ? handshake.chain : null
  if (!isClockOff(skewMs) || asked.kind === 'answered' || chain === null) return null
  return !isValidAt(chain, nowMs) && isValidAt(chain, nowMs - skewMs)
    ? failure('clock_wrong', skewText(skewMs))
    : null
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const certificate: Naming = seen => {
  const trouble = troubleOf(seen.asked)
  const chain = seen.handshake.kind === 'done' ? seen.handshake.chain : null
  const signers = chain?.signers ?? seen.verified?.signers ?? []
  const issuer = `issued by ${signers[0] ?? 'unknown'}`
  const inspector = inspectorOf(signers)
  const isBad = trouble === 'untrusted' || trouble === 'expired' || trouble === 'wrong host'
  if (isBad && inspector !== null) return failure('tls_inspected', `opened by ${inspector}`)
  if (trouble === 'expired')
    return failure(
      'certificate_expired',
      chain === null ? issuer : `until ${day(chain.validToMs)}, ${issuer}`,
    )
  if (trouble === 'wrong host') return failure('certificate_host', `not for ${seen.host}, ${issuer}`)
  return trouble === 'untrusted'
    ? failure('signaling_certificate', `${askedText(seen.asked)}, ${issuer}`)
    : null
}

/** Cut once the name was said, where the TCP way had opened. */
const reset: Naming = ({ host, asked, handshake, tunnel }) => {
  const opened = tunnel.kind === 'open'
  const cut = handshake.kind === 'cut' && handshake.how === 'reset'
  return asked.kind !== 'answered' &&
    opened &&
    (cut || (troubleOf(asked) === 'reset' && handshake.kind !== 'done'))
    ? failure(
        'signaling_reset',
        `${host}: ${handshake.kind === 'cut' ? handshake.code : askedText(asked)} after ClientHello`,
      )
    : null
}

/** What the gateway itself, or what stands before it, says to a plain question. */
const STATUSES: Readonly<Record<number, FailureName>> = {
  429: 'signaling_overloaded',
  503: 'signaling_overloaded',
  511: 'captive_portal',
}
const status: Naming = ({ asked }) => {
  const named = asked.kind === 'answered' ? STATUSES[asked.status] : undefined
  return named === undefined ? null : failure(named, askedText(asked))
}

const filtered: Naming = ({ asked, upgrade }) =>
  asked.kind === 'answered' && upgrade?.kind === 'filtered'
    ? failure('websocket_blocked', upgrade.detail)
    : null

const silent: Naming = ({ host, asked, tunnel }) => {
  if (asked.kind === 'answered') return null
  if (tunnel.kind === 'shut' && tunnel.how === 'silent')
    return failure('signaling_timeout', `${host}: ${tunnel.code}`)
  return null
}

const ORDER: readonly Naming[] = [
  script,
  password,
  portal,
  proxy,
  name,
  clock,
  certificate,
  reset,
  status,
  filtered,
  silent,
]

/**
 * The first thing on the way that does not let a call through; null: the way is well, as far as can be seen.
 * @param nowMs Unix milliseconds
 */
export function gatewayCause(seen: GatewaySeen, nowMs: number): Failure | null {
  for (const naming of ORDER) {
    const named = naming(seen, nowMs)
    if (named !== null) return named
  }
  return null
}

/** A signaling that was lost where connections do not last. @param cutAfterMs after how long they are cut; null: they are not */
export const lastingCause = (cutAfterMs: number | null): Failure | null =>
  cutAfterMs === null
    ? null
    : failure('signaling_idle', `connections are cut after ${Math.round(cutAfterMs / 1000)} s here`)
