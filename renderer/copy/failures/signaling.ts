// What is said when the service that sets up the call is the first leg that did not carry it.
import { ANOTHER_NETWORK, type FailureText, SEND_DETAILS } from './text'

export const SIGNALING = {
  signaling_unreachable: {
    headline: 'Your network blocked the call.',
    sentence:
      'Viaduct could not reach the service that sets up calls. Your computer and your microphone are fine.',
    observed: 'Blocked',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Allow secure WebSocket (WSS) to the gateway on TCP 443, also through the proxy.',
  },
  signaling_timeout: {
    headline: 'Your network blocked the call.',
    sentence: 'The service that sets up calls did not answer in time. Something on the way keeps silent.',
    observed: 'No answer',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Allow secure WebSocket (WSS) to the gateway on TCP 443. Packets seem to be dropped.',
  },
  signaling_version: {
    headline: 'Viaduct needs an update.',
    sentence: 'This version and the agent’s service no longer understand each other.',
    observed: 'Too old',
    actions: ['Update Viaduct. Your IT team may do this for you.'],
    request: 'Update Viaduct on this computer, or the gateway. They share no protocol version.',
  },
  signaling_garbage: {
    headline: 'Someone else answered.',
    sentence: 'What came back is not from the agent’s service. A sign-in page or a filter is in the way.',
    observed: 'Wrong answer',
    actions: ['Open any web page. If the network asks you to sign in, do so and call again.', SEND_DETAILS],
    request: 'Exempt the gateway from content filters and sign-in portals. Its answers are being replaced.',
  },
  signaling_oversize: {
    headline: 'The agent’s service sent too much.',
    sentence: 'Its message was larger than Viaduct accepts, so the call was stopped. Your computer is fine.',
    observed: 'Too large',
    actions: ['Send the details to your IT team. They show what arrived.'],
    request: 'Check the gateway, or what stands in front of it. It sent a frame of more than 256 KiB.',
  },
  signaling_unauthorised: {
    headline: 'You do not have access yet.',
    sentence: 'The agent’s service did not accept the call from this computer.',
    observed: 'Refused',
    actions: ['Ask your IT team for access. The details show who refused.'],
    request: 'Give this client access to the gateway. It answered 401 or 403.',
  },
  signaling_lost: {
    headline: 'The connection was lost.',
    sentence: 'The line to the agent’s service broke and did not come back.',
    observed: 'Lost',
    actions: ['Call again. Often that is enough.', ANOTHER_NETWORK],
    request: 'Let the connection to the gateway stay open. Check idle timeouts of proxy and firewall.',
  },
  signaling_name: {
    headline: 'Your network does not know this agent.',
    sentence: 'The address of the agent’s service could not be looked up.',
    observed: 'Not found',
    actions: ['Check that you are online. Some agents need the company network or VPN.', SEND_DETAILS],
    request: 'Resolve the gateway’s host name in DNS, on this network and on the proxy.',
  },
  signaling_certificate: {
    headline: 'The line was not private.',
    sentence:
      'This computer does not trust the certificate it was shown for the agent’s service, so Viaduct stopped.',
    observed: 'Not trusted',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Exempt the gateway from TLS inspection, or install the inspecting root in this computer’s certificate store.',
  },
  signaling_overloaded: {
    headline: 'All lines are busy.',
    sentence: 'The agent’s service takes no more calls right now.',
    observed: 'Full',
    actions: ['Try again in a minute. Your network is fine.'],
    request: 'Add capacity to the gateway. It refuses new calls.',
  },
} as const satisfies Record<string, FailureText>
