// Words for IT: what is asked of a firewall, the heads of tables that are pasted, and settings as they are read.
import type { CheckId } from '../../../protocol/checks'

export const itWords = {
  kit: {
    and: '{some} and {last}',
    allow: 'Allow {hosts} on {over}.',
    'bypass proxy': 'Let {hosts} bypass the proxy.',
    'exempt from inspection': 'Exempt {hosts} from TLS inspection.',
    resolve: 'Resolve {hosts} in DNS.',
    heads: ['Host', 'Port', 'Protocol', 'Now', 'Request'],
    optional: '{request} (optional)',
  },
  verdict: {
    ready: 'Calls work here. {way}',
    limited: 'Calls may work here, but not well.',
    offline: 'Calls do not get through here.',
    fast: 'Sound takes the fast way, over UDP.',
    overTls: 'They travel over TLS on port 443.',
    overTlsOnly: 'They travel over TLS on port 443 because UDP is blocked.',
  },
  /** What people gain if IT does something about a check that could be better. */
  gains: {
    stun: 'If IT opens UDP to the relays, sound recovers faster from lost packets and with less delay.',
    inspection: 'If IT exempts the agent and the relays from inspection, calls connect faster.',
    'proxy-auth': 'If IT lets this computer sign in to the proxy by itself, nobody needs to type a password.',
    websocket: 'If IT lets WebSocket pass, calls connect faster.',
    idle: 'If IT lets quiet connections stay open, long calls are interrupted less.',
    relays: 'If IT opens every relay, calls go on when one of them is down.',
    clock: 'If this computer’s clock is set, certificates stay valid.',
  } satisfies Partial<Record<CheckId, string>>,
  report: {
    network: 'Network',
    carries: 'Carries',
    nothing: 'nothing',
    check: 'Check',
    result: 'Result',
    evidence: 'Evidence',
    region: 'Region',
    connected: '{n}. {route}, connected',
    notConnected: '{n}. {route}, not connected',
  },
  values: {
    unset: 'Not set',
    on: 'On',
    off: 'Off',
    none: 'None',
    entries: '{count, plural, one {# entry} other {# entries}}',
  },
} as const
