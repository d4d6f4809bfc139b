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
} as const satisfies Record<string, FailureText>
