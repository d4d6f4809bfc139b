// The checks of the way to the gateway, up to its door: name, proxy, portal, clock. Pure, over what was seen.
// Must not know certificates or relays.
import type { Check } from '../../../protocol/network-report'
import type { GatewaySeen } from '../look'
import { askedText, decisionText, isClockOff, skewText, troubleOf } from '../probes'
import { checkOf, skipped } from './row'

type Seen<K extends keyof GatewaySeen> = Pick<GatewaySeen, K>

/** Behind a proxy a name need not resolve here: the proxy looks it up. */
export function nameCheck({ name, decision, host }: Seen<'name' | 'decision' | 'host'>): Check {
  if (name === 'no name') return skipped('name', `${host} is an address`)
  if (name === 'resolved') return checkOf('name', { status: 'ok', evidence: `${host} resolves` })
  const what = name === 'silent' ? `no resolver answers about ${host}` : `${host} does not resolve`
  if (decision.kind === 'proxy')
    return checkOf('name', { status: 'ok', evidence: `${what}; the proxy looks it up` })
  return checkOf('name', { status: 'failed', evidence: what, failure: 'signaling_name' })
}

export function proxyCheck({ decision }: Seen<'decision'>): Check {
  const evidence = decisionText(decision)
  if (decision.kind === 'broken')
    return checkOf('proxy', { status: 'failed', evidence, failure: 'proxy_script_broken' })
  if (decision.kind === 'silent')
    return checkOf('proxy', { status: 'failed', evidence, failure: 'proxy_script_silent' })
  return checkOf('proxy', { status: 'ok', evidence })
}

/** What the proxy makes of CONNECT. A 407 is the next check's. */
export function connectCheck({
  decision,
  tunnel,
  asked,
  host,
}: Seen<'decision' | 'tunnel' | 'asked' | 'host'>): Check {
  if (decision.kind !== 'proxy') return skipped('connect', 'no proxy')
  const at = `${decision.hop.host}:${decision.hop.port}`
  const trouble = troubleOf(asked)
  if (trouble === 'proxy unreachable' || (tunnel.kind === 'shut' && asked.kind !== 'answered'))
    return checkOf('connect', {
      status: 'failed',
      evidence: `${at} ${tunnel.kind === 'shut' ? `${tunnel.how} (${tunnel.code})` : askedText(asked)}`,
      failure: 'proxy_unreachable',
    })
  const status = tunnel.kind === 'answered' ? tunnel.status : null
  if (trouble === 'proxy refuses' || (status !== null && status !== 407 && asked.kind !== 'answered'))
    return checkOf('connect', {
      status: 'blocked',
      evidence: `${at} answered CONNECT ${host} with ${status ?? 'a refusal'}`,
      failure: 'proxy_refused',
    })
  const ms = tunnel.kind === 'open' ? tunnel.ms : null
  return checkOf('connect', {
    status: 'ok',
    evidence: `${at} answered CONNECT ${host} with ${status ?? 200}`,
    ms,
  })
}

/** 407 is named as 407: whether the password that is known is good enough. */
export function authCheck({ decision, tunnel, asked }: Seen<'decision' | 'tunnel' | 'asked'>): Check {
  if (decision.kind !== 'proxy') return skipped('proxy-auth', 'no proxy')
  const isAsked = tunnel.kind === 'answered' && tunnel.status === 407
  if (asked.kind === 'login' && asked.isProxy)
    return checkOf('proxy-auth', {
      status: 'blocked',
      evidence: askedText(asked),
      failure: asked.tries > 0 ? 'proxy_credentials' : 'proxy_authentication',
    })
  if (!isAsked) return checkOf('proxy-auth', { status: 'ok', evidence: 'the proxy asks for no password' })
  const schemes = tunnel.schemes.join(', ')
  return asked.kind === 'answered'
    ? checkOf('proxy-auth', { status: 'ok', evidence: `HTTP 407 ${schemes}, answered` })
    : checkOf('proxy-auth', {
        status: 'blocked',
        evidence: `HTTP 407 ${schemes}`,
        failure: 'proxy_authentication',
      })
}

/** A web server on port 80 beside a gateway that answers is no portal. */
export function portalCheck({ portal, asked, decision }: Seen<'portal' | 'asked' | 'decision'>): Check {
  if (decision.kind === 'proxy') return skipped('portal', 'behind a proxy')
  const isBehind = asked.kind === 'answered' && asked.status < 300
  if (portal.kind === 'none' || isBehind)
    return checkOf('portal', { status: 'ok', evidence: 'no sign-in page' })
  return checkOf('portal', { status: 'blocked', evidence: portal.detail, failure: 'captive_portal' })
}

export function clockCheck({ skewMs }: Seen<'skewMs'>): Check {
  if (skewMs === null) return skipped('clock', 'no server told its time')
  if (isClockOff(skewMs))
    return checkOf('clock', { status: 'failed', evidence: skewText(skewMs), failure: 'clock_wrong' })
  return checkOf('clock', { status: 'ok', evidence: `within ${Math.ceil(Math.abs(skewMs) / 1000)} s` })
}
