// What carries calls here, and the one word for it. Pure.
import type { Route } from '../../../protocol/ice'
import type { NetworkReport } from '../../../protocol/network-report'
import type { RelaySeen } from '../look'
import type { StunSeen } from '../probes'

export interface Basis {
  /** Whether the gateway welcomed us. */
  readonly signaling: 'open' | 'shut'
  /** What is on this computer is reached directly. */
  readonly gateway: 'far' | 'on this computer'
  readonly relays: readonly RelaySeen[]
  readonly stun: readonly StunSeen[]
}

/**
 * The routes that would carry sound. `direct`: UDP leads out and back, and agents stand where everybody can reach them.
 * `relay-tls` stands for TCP as well, as the route does where no relay is on 443.
 */
export function carriesOf({ signaling, gateway, relays, stun }: Basis): Route[] {
  if (signaling === 'shut') return []
  const has = (...ways: readonly string[]) =>
    relays.some(({ relay, allocatedMs }) => allocatedMs !== null && ways.includes(relay.way))
  const isDirect = gateway === 'on this computer' || stun.some(({ ms }) => ms !== null)
  return [
    ...(isDirect ? (['direct'] as const) : []),
    ...(has('udp') ? (['relay-udp'] as const) : []),
    ...(has('tcp', 'tls') ? (['relay-tls'] as const) : []),
  ]
}

/** Offline: no call. Limited: calls over TCP only, where lost packets cost time. */
export function verdictOf(carries: readonly Route[]): NetworkReport['verdict'] {
  if (carries.length === 0) return 'offline'
  return carries.some(route => route !== 'relay-tls') ? 'ready' : 'limited'
}
