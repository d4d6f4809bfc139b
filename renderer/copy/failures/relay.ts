// What is said when no path carried the sound.
import { ANOTHER_NETWORK, type FailureText, SEND_DETAILS } from './text'

export const RELAY = {
  relay_no_path: {
    headline: 'Your network blocked the call.',
    sentence:
      'The agent answered, but this network let no sound through. Your computer and your account are fine.',
    observed: 'Blocked',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow TURN over TLS to the relays on TCP 443 and exempt them from TLS inspection. UDP 3478 is optional and improves sound.',
  },
  relay_no_sound: {
    headline: 'The line opened, but stayed silent.',
    sentence: 'A path was found, yet no sound came through it. This network drops the sound on its way.',
    observed: 'Silent',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow media both ways. The path opened, no RTP arrived. TURN over TLS on TCP 443 or UDP 3478 is enough.',
  },
  relay_lost: {
    headline: 'The call was cut off.',
    sentence: 'The sound stopped and did not come back within a minute. Viaduct kept trying new paths.',
    observed: 'Lost',
    actions: ['Call again. Your network may be back.', ANOTHER_NETWORK],
    request:
      'Check for network changes and idle timeouts at this time. Long sessions to the relays on TCP 443 must stay open.',
  },
  relay_unheard: {
    headline: 'The agent cannot hear you.',
    sentence: 'You can hear the agent, but this network does not carry your voice out.',
    observed: 'One way',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow media both ways, TURN over TLS on TCP 443 or UDP 3478. RTP comes in from the relay, what this computer sends does not arrive.',
  },
  relay_udp_blocked: {
    headline: 'Your network blocks UDP.',
    sentence: 'Sound cannot take the fast way here. Calls that may use TCP 443 still work.',
    observed: 'Blocked',
    actions: [SEND_DETAILS],
    request: 'Allow UDP 3478 from this network to the relays, and the answers back.',
  },
  relay_unauthorised: {
    headline: 'The relay did not accept this call.',
    sentence: 'The relay that carries the sound refused its pass. Your network and your account are fine.',
    observed: 'Refused',
    actions: ['Tell whoever runs the agent. The details show which relay refused.'],
    request: 'Check that gateway and relays share the same TURN secret. The relay answered 401.',
  },
  relay_quota: {
    headline: 'All relays are busy.',
    sentence: 'The relays that carry the sound take no more calls right now. Your network is fine.',
    observed: 'Full',
    actions: ['Try again in a minute. Often a place is free by then.'],
    request: 'Raise the allocation quota of the relays. They answered 486 (allocation quota reached).',
  },
  relay_expired: {
    headline: 'The pass for the relay was out of date.',
    sentence: 'The relay that carries the sound was given an expired pass. Your network is fine.',
    observed: 'Expired',
    actions: [
      'Try again. A new pass is made for every call.',
      'Again? Check that your computer’s clock is right.',
    ],
    request: 'Check the clocks of gateway and relays, and how long TURN credentials live. They had expired.',
  },
  relay_certificate: {
    headline: 'The way for the sound was not private.',
    sentence:
      'This computer does not trust the certificate it was shown for the relay that carries the sound.',
    observed: 'Not trusted',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Exempt the relays from TLS inspection, or install the inspecting root in this computer’s certificate store.',
  },
  relay_proxy_refused: {
    headline: 'Your company’s proxy blocked the sound.',
    sentence: 'It lets Viaduct set up calls, but not reach the relays that carry the sound.',
    observed: 'Refused',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Allow CONNECT to the relays on TCP 443 in the proxy.',
  },
  relay_unreachable: {
    headline: 'Your network blocked the call.',
    sentence: 'None of the relays that carry the sound can be reached from here. Your account is fine.',
    observed: 'No answer',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow TURN over TLS to the relays on TCP 443 and exempt them from TLS inspection. UDP 3478 is optional and improves sound.',
  },
  relay_tls_reset: {
    headline: 'Your network blocked the call.',
    sentence:
      'Something on the network closed the connection to our relay, which carries the sound. Your computer and your account are fine.',
    observed: 'Closed',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow the relays on TCP 443 and exempt them from TLS inspection. The connection is reset after the TLS ClientHello.',
  },
} as const satisfies Record<string, FailureText>
