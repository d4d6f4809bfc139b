// The checks of the gateway's own door: its certificate, who opens the line, the upgrade, and the greeting. Pure, over what was seen.
import type { Failure } from '../../../protocol/failure'
import type { IceServers } from '../../../protocol/ice'
import type { Check } from '../../../protocol/network-report'
import { gatewayCause } from '../explain'
import type { GatewaySeen } from '../look'
import { askedText, inspectorOf, type Upgrade } from '../probes'
import { checkOf, skipped } from './row'

type Quiet = 'lasted' | 'cut' | 'unknown'

/** How signaling opened, as a call would open it. */
export type Greeting =
  | {
      readonly kind: 'welcomed'
      readonly ice: IceServers
      readonly ms: number
      /** What became of the connection while nothing was said. */
      readonly quiet: Promise<Quiet>
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** What is TLS's own fault. */
const OF_TLS = /^(signaling_certificate|signaling_reset|certificate_|tls_inspected|clock_wrong)/

export function tlsCheck(seen: GatewaySeen, nowMs: number): Check {
  const { asked, handshake, verified, host } = seen
  if (handshake.kind === 'no tls') return skipped('tls', `${host} is this computer`)
  const cause = gatewayCause(seen, nowMs)
  if (cause !== null && OF_TLS.test(cause.name))
    return checkOf('tls', {
      status: cause.name === 'signaling_reset' ? 'blocked' : 'failed',
      evidence: cause.detail ?? '',
      failure: cause.name,
    })
  if (asked.kind !== 'answered' && asked.kind !== 'redirected')
    return checkOf('tls', {
      status: 'failed',
      evidence: askedText(asked),
      failure: cause?.name ?? 'signaling_unreachable',
    })
  const issuer = verified?.signers[0] ?? (handshake.kind === 'done' ? handshake.chain?.issuer : undefined)
  const root = verified?.root === 'of this computer' ? ', a root of this computer' : ''
  return checkOf('tls', {
    status: 'ok',
    evidence: `${host} issued by ${issuer ?? 'an authority that is trusted'}${root}`,
    ms: handshake.kind === 'done' ? handshake.ms : asked.ms,
  })
}

/** Inspected and trusted is a warning: sound may be held up, and the box sees who is called. */
export function inspectionCheck(seen: GatewaySeen, nowMs: number): Check {
  const { handshake, verified } = seen
  if (handshake.kind === 'no tls') return skipped('inspection', 'no TLS')
  const signers = verified?.signers ?? (handshake.kind === 'done' ? (handshake.chain?.signers ?? []) : [])
  if (signers.length === 0) return skipped('inspection', 'no certificate was seen')
  const by = verified?.root === 'public' ? null : inspectorOf(signers)
  if (by === null) {
    const root = verified?.root === 'of this computer' && verified.result === 'trusted'
    return checkOf('inspection', {
      status: 'ok',
      evidence: root ? `${signers[0]}, a root of this computer` : `not inspected, issued by ${signers[0]}`,
    })
  }
  const isStopped = gatewayCause(seen, nowMs)?.name === 'tls_inspected'
  return checkOf('inspection', {
    status: isStopped ? 'failed' : 'warn',
    evidence: `opened by ${by}`,
    failure: 'tls_inspected',
  })
}

/** Filtered, it costs nothing where the event stream passes. */
export function webSocketCheck(upgrade: Upgrade | null): Check {
  if (upgrade === null) return skipped('websocket', 'the gateway was not reached')
  if (upgrade.kind === 'unknown') return skipped('websocket', upgrade.detail)
  return upgrade.kind === 'passes'
    ? checkOf('websocket', { status: 'ok', evidence: upgrade.detail })
    : checkOf('websocket', { status: 'warn', evidence: upgrade.detail, failure: 'websocket_blocked' })
}

/** Signaling as a call opens it. @param cause what stands in the way, where more is known than signaling could tell */
export function greetingCheck(greeting: Greeting, cause: Failure | null): Check {
  if (greeting.kind === 'welcomed')
    return checkOf('event-stream', { status: 'ok', evidence: 'the gateway welcomed us', ms: greeting.ms })
  const { name, detail } = greeting.failure
  return checkOf('event-stream', { status: 'failed', evidence: detail ?? name, failure: cause?.name ?? name })
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10

/** Whether connections last. A check has seconds, so it takes into account how those ended that lasted longer. */
export function idleCheck(quiet: Quiet, quietMs: number, cutAfterMs: number | null): Check {
  const cut = (evidence: string): Check =>
    checkOf('idle', {
      status: 'warn',
      evidence: `${evidence}, and a new one worked at once`,
      failure: 'signaling_idle',
    })
  if (quiet === 'cut') return cut(`a connection idle for ${seconds(quietMs)} s was dead`)
  if (cutAfterMs !== null)
    return cut(`connections are cut after ${Math.round(cutAfterMs / 1000)} s, seen three times in a row`)
  if (quiet === 'unknown') return skipped('idle', 'the gateway was not reached')
  return checkOf('idle', {
    status: 'ok',
    evidence: `a connection idle for ${seconds(quietMs)} s stayed open`,
  })
}
