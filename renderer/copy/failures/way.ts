// What is said when something stands between this computer and the service that sets up calls: a proxy, a filter, a portal.
import { ANOTHER_NETWORK, type FailureText, SEND_DETAILS } from './text'

const BLOCKED = 'Your network blocked the call.'

export const WAY = {
  signaling_reset: {
    headline: BLOCKED,
    sentence:
      'Something on the network closes the line to the service that sets up calls, as soon as it sees where it goes.',
    observed: 'Closed',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Allow the gateway on TCP 443 and exempt it from TLS inspection. The connection is reset after the TLS ClientHello.',
  },
  signaling_idle: {
    headline: 'The connection was cut.',
    sentence: 'This network ends connections on which little is said, even in the middle of a call.',
    observed: 'Cut',
    actions: ['Call again. The line lasts a while.', SEND_DETAILS],
    request:
      'Let connections to the gateway and the relays stay open for the length of a call. They are cut when idle.',
  },
  proxy_authentication: {
    headline: 'Your company’s proxy asks who you are.',
    sentence: 'It lets nothing through before you sign in to it. Viaduct was not given a name and password.',
    observed: 'Sign-in needed',
    actions: [
      'Call again and sign in to the proxy. It is the name and password you use for the web at work.',
      SEND_DETAILS,
    ],
    request:
      'Let this computer sign in to the proxy by itself (Negotiate), or exempt the gateway and the relays from authentication. The proxy answered 407.',
  },
  proxy_credentials: {
    headline: 'The proxy did not accept your password.',
    sentence:
      'Your company’s proxy refused the name and password. Viaduct stopped before your account is locked.',
    observed: 'Refused',
    actions: ['Call again and type them anew. Your password may have changed lately.', SEND_DETAILS],
    request:
      'Check the account this person uses for the proxy. The proxy answered 407 to the credentials it was given.',
  },
  proxy_refused: {
    headline: 'Your company’s proxy blocked the call.',
    sentence: 'The proxy does not let Viaduct reach the service that sets up calls.',
    observed: 'Refused',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Allow CONNECT to the gateway on TCP 443 in the proxy. It refused.',
  },
  proxy_unreachable: {
    headline: 'Your company’s proxy does not answer.',
    sentence: 'This computer is told to go through a proxy that cannot be reached.',
    observed: 'No answer',
    actions: [
      'Check that you are on the company network or VPN. The proxy may answer only there.',
      SEND_DETAILS,
    ],
    request: 'Check the proxy that this computer is set to use. It cannot be reached.',
  },
  proxy_script_broken: {
    headline: 'Your proxy settings are broken.',
    sentence: 'The file that says which proxy to use could not be loaded, or made no sense.',
    observed: 'Unusable',
    actions: [SEND_DETAILS],
    request: 'Repair the PAC file that this computer is set to use. It could not be loaded or run.',
  },
  proxy_script_silent: {
    headline: 'Your proxy settings do not answer.',
    sentence: 'The file that says which proxy to use did not come to an end in time.',
    observed: 'No answer',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Check the PAC file that this computer is set to use, and the server it is on. It gives no answer in time.',
  },
  certificate_expired: {
    headline: 'The agent’s certificate has run out.',
    sentence: 'The agent’s service showed a certificate that is no longer valid, so Viaduct stopped.',
    observed: 'Out of date',
    actions: ['Tell whoever runs the agent. Nothing on your side needs to change.'],
    request: 'Renew the gateway’s certificate. It is out of date.',
  },
  certificate_host: {
    headline: 'The line was not private.',
    sentence: 'The certificate that came back belongs to another service, so Viaduct stopped.',
    observed: 'Wrong name',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Check the gateway’s certificate, or what answers in its place. It names another host.',
  },
  tls_inspected: {
    headline: 'Your network opens private lines.',
    sentence:
      'A box on this network signs its own certificates for the agent’s service, and this computer does not trust them.',
    observed: 'Opened',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request:
      'Exempt the gateway and the relays from TLS inspection, or install the inspecting root in this computer’s certificate store.',
  },
  captive_portal: {
    headline: 'This network wants you to sign in first.',
    sentence: 'A sign-in page stands in the way, as in hotels and on trains.',
    observed: 'Sign-in page',
    actions: ['Open any web page and sign in. Then call again.', ANOTHER_NETWORK],
    request: null,
  },
  clock_wrong: {
    headline: 'This computer’s clock is wrong.',
    sentence: 'It is so far off that no certificate looks valid. Calls work again once it is right.',
    observed: 'Wrong time',
    actions: [
      'Set the clock in your system settings. Let it set itself if you can.',
      'Then call again. Nothing else needs to change.',
    ],
    request: 'Let this computer set its clock by itself (NTP). It differs from the gateway’s.',
  },
  websocket_blocked: {
    headline: BLOCKED,
    sentence: 'The way that Viaduct sets up calls is filtered here, and so is the other way.',
    observed: 'Filtered',
    actions: [ANOTHER_NETWORK, SEND_DETAILS],
    request: 'Let WebSocket upgrades to the gateway on TCP 443 pass. Their headers are removed on the way.',
  },
} as const satisfies Record<string, FailureText>
