// The rooms of secrets with the app's hands: one vault, the gateways' tokens, the organisation's relays. Joins, and decides nothing.
import { session, utilityProcess } from 'electron'
import type { Policy } from '../protocol/policy'
import { createGatewayTokens, createVault } from './credentials'
import type { Log } from './log'
import type { Proxies } from './network/proxies'
import { PATHS } from './paths'
import { createRelayDesk, type RelayDeskDeps } from './relay-desk'
import { gatewaysOf } from './use-policy'

export interface SecretsDeskDeps extends Pick<RelayDeskDeps, 'policy' | 'nowMs'> {
  /** When the session that carries calls has its proxy. */
  readonly proxied: Promise<void>
  readonly proxies: () => Pick<Proxies, 'gateway'>
  readonly log: Log
}

export function createSecretsDesk({ policy, proxied, proxies, log, nowMs }: SecretsDeskDeps) {
  const warn = (line: string) => log('warn', line)
  const vault = createVault({
    fork: () => utilityProcess.fork(PATHS.keyring, [], { serviceName: 'Viaduct keyring' }),
  })
  const tokens = createGatewayTokens(vault, gatewaysOf(policy()), warn)
  const relays = createRelayDesk({
    session: session.defaultSession,
    vault,
    prepare: (host, signal) => proxies().gateway({ url: `wss://${host}` }, { mayAsk: 'no', signal }),
    policy,
    log: warn,
    nowMs,
  })
  const brokered = proxied.then(() => {
    relays.policyChanged()
    return relays.asked()
  })
  return {
    vault,
    tokens,
    relays: relays.over,
    /** All that a first call needs of this room is there. */
    ready: Promise.all([tokens.asked, brokered]).then(() => undefined),
    policyChanged: (now: Policy) => {
      tokens.ask(gatewaysOf(now))
      relays.policyChanged()
    },
    stop: () => {
      relays.stop()
      vault.close()
    },
  }
}
