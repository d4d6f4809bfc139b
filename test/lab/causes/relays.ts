// Causes between the desktop and the relays, where signaling is well, and what agents say of a call.
// UDP reaches no gateway here: a call that needs no relay would show nothing of them.
import { WAN } from '../addresses'
import { run } from '../net/shell'
import type { World } from '../world'
import { cause, ONLY_443 } from './base'
import type { Cause } from './cause'
import { droppedAtGateway, idle, relay, relayLog, stun } from './witnesses'

const relaysOnly = (difference: Parameters<typeof cause>[0]): Cause =>
  cause({ firewall: { udp: 'relays-only' }, ...difference })
const only443 = (difference: Parameters<typeof cause>[0]): Cause =>
  cause({ firewall: ONLY_443, beside: ['relay_udp_blocked'], ...difference })

const ALLOCATIONS_REFUSED = /error 401|Cannot find credentials|Unauthorized/
const RELAYS: readonly Cause[] = [
  cause({
    name: 'udp-blocked',
    about: 'UDP vanishes',
    call: 'works',
    check: 'relay_udp_blocked',
    firewall: { udp: 'dropped' },
    witness: stun(/exit 124$/m),
  }),
  relaysOnly({
    name: 'relay-401',
    about: 'the relays do not take the passes that the gateway gives',
    call: 'relay_unauthorised',
    check: 'relay_unauthorised',
    differences: { gateway: { turnSecret: 'another secret' } },
    witness: relayLog(ALLOCATIONS_REFUSED),
  }),
  relaysOnly({
    name: 'relay-486',
    about: 'every relay has given as many places as it may',
    call: 'relay_quota',
    check: 'relay_quota',
    differences: { relays: { words: ['--total-quota=2'] } },
    produce: world => world.occupy('relays'),
    witness: relayLog(/user <\d+:(?!occupant).*error 486/),
  }),
  relaysOnly({
    name: 'relay-expired',
    about: 'the gateway lives yesterday, and so do the passes that it gives',
    call: 'relay_expired',
    check: 'relay_expired',
    beside: ['clock_wrong'],
    differences: { gateway: { clock: '-1d' } },
    witness: relayLog(ALLOCATIONS_REFUSED),
  }),
  only443({
    name: 'relay-certificate',
    about: 'nobody knows who signed the certificates of the relays',
    call: 'relay_certificate',
    check: 'relay_certificate',
    differences: { relays: { chain: 'unknown root' } },
    witness: relay(/exit 60$/m),
  }),
  only443({
    name: 'relay-reset',
    about: 'TCP to the relays is reset after the ClientHello',
    call: 'relay_tls_reset',
    check: 'relay_tls_reset',
    produce: async world => {
      await world.box('cut', null)
      await world.firewall({ boxed: 'relays' })
    },
    witness: relay(/exit 35$/m),
  }),
  only443({
    name: 'relays-unreachable',
    about: 'the gateway answers, and no relay of any region does',
    call: 'relay_unreachable',
    check: 'relay_unreachable',
    firewall: { udp: 'dropped', tcp: 'gateway-only' },
    witness: relay(/exit 28$/m),
  }),
]

/**
 * SRTP at the gateway, whichever way it came: version 2 in the first two bits (RFC 3550 section 5.1), and no packet type of RTCP
 * (RFC 5761 section 4), so that both ends still hear of each other's reports.
 */
const IS_SOUND = 'meta l4proto udp @th,64,2 2 @th,72,8 != 192-223'

const deafTo =
  (hook: 'input' | 'output', also = '') =>
  (world: World) =>
    run(
      'ip',
      ['netns', 'exec', world.names.gw, 'nft', '-f', '-'],
      `table inet sound {\n chain ${hook} {\n type filter hook ${hook} priority 0; policy accept;\n ${also}${IS_SOUND} counter drop\n }\n}\n`,
    )

/** Firewalls take from half a minute to an hour. A call says something every 2 s, and a check is silent for 3.5 s. */
const IDLE_SECONDS = 3

const SOUND: readonly Cause[] = [
  cause({
    name: 'agent-not-heard',
    about: 'the call connects, and no sound of the agent arrives',
    call: 'relay_no_sound',
    check: 'nothing',
    produce: deafTo('output'),
    witness: droppedAtGateway,
  }),
  cause({
    name: 'caller-not-heard',
    about: 'the call connects, and the agent hears nothing',
    call: 'relay_unheard',
    check: 'nothing',
    produce: deafTo('input'),
    witness: droppedAtGateway,
  }),
  cause({
    name: 'caller-not-heard-direct',
    about: 'the agent hears nothing of what goes straight to it, and all that goes over a relay',
    call: 'works',
    check: 'nothing',
    produce: deafTo('input', `ip saddr ${WAN.v4} `),
    witness: droppedAtGateway,
    // Found after two seconds, moved, and heard of again.
    seconds: 6,
  }),
  cause({
    name: 'idle-cut',
    about: 'connections that say nothing for 3 s are forgotten',
    call: 'works',
    check: 'signaling_idle',
    evidence: /idle for 3\.5 s was dead/,
    produce: world => world.forgetIdle(IDLE_SECONDS),
    witness: idle(IDLE_SECONDS + 1),
  }),
]

/** The gateway's word about a call; a check makes none. */
const AGENTS: readonly Cause[] = [
  cause({
    name: 'agent-unknown',
    about: 'the gateway has no agent of this name',
    call: 'agent_unknown',
    check: 'nothing',
    agent: 'nobody',
  }),
  cause({
    name: 'agent-busy',
    about: 'all lines of the gateway are taken',
    call: 'agent_busy',
    check: 'nothing',
    differences: { gateway: { words: () => ['--max-calls', '1', '--max-lines', '0'], serves: 'nobody' } },
    produce: world => world.occupy('calls'),
  }),
  cause({
    name: 'agent-offline',
    about: 'the gateway says that the agent is not there',
    call: 'agent_offline',
    check: 'nothing',
    differences: { gateway: { odd: 'offline' } },
  }),
  cause({
    name: 'agent-refuses',
    about: 'the gateway says that the agent takes no call',
    call: 'agent_refused',
    check: 'nothing',
    differences: { gateway: { odd: 'refuses' } },
  }),
]

export const RELAY_CAUSES: readonly Cause[] = [...RELAYS, ...SOUND, ...AGENTS]
