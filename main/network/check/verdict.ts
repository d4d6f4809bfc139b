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

/** A gateway that names no server leaves nothing to measure a way for sound by: then only the direct one is left, untried. */
const isUntried = ({ gateway, relays, stun }: Basis): boolean =>
  gateway === 'far' && relays.length === 0 && stun.length === 0

/**
 * The routes that would carry sound. `direct`: UDP leads out and back, and agents stand where everybody can reach them.
 * `relay-tls` stands for TCP as well, as the route does where no relay is on 443.
 */
function carriesOf(basis: Basis): Route[] {
  const { signaling, gateway, relays, stun } = basis
  if (signaling === 'shut') return []
  if (isUntried(basis)) return ['direct']
  const has = (...ways: readonly string[]) =>
    relays.some(({ relay, allocatedMs }) => allocatedMs !== null && ways.includes(relay.way))
  const isDirect = gateway === 'on this computer' || stun.some(({ ms }) => ms !== null)
  return [
    ...(isDirect ? (['direct'] as const) : []),
    ...(has('udp') ? (['relay-udp'] as const) : []),
    ...(has('tcp', 'tls') ? (['relay-tls'] as const) : []),
  ]
}

/** Offline: no call. Limited: calls over TCP only, where lost packets cost time, or over a way that could not be tried. */
export function verdictOf(basis: Basis): Pick<NetworkReport, 'verdict' | 'carries'> {
  const carries = carriesOf(basis)
  if (carries.length === 0) return { verdict: 'offline', carries }
  const isReady = !isUntried(basis) && carries.some(route => route !== 'relay-tls')
  return { verdict: isReady ? 'ready' : 'limited', carries }
}
