// The checks of a network, without the schema library: the page draws their rows and parses nothing.

/**
 * The checks, in the order of the page. The same steps serve the dial's explanation, the page and `viaduct check`:
 * `connect` is the proxy's answer to CONNECT, `nat` whether two STUN servers see the same mapping, `quality` a relay's round trips
 * over some seconds, `idle` whether a connection on which nothing is said lasts.
 */
export const CHECKS = [
  'name', 'proxy', 'connect', 'proxy-auth', 'portal', 'clock', 'tls', 'inspection', 'websocket', 'event-stream',
  'stun', 'nat', 'relays', 'quality', 'idle', 'microphone', 'speaker',
] as const // biome-ignore format: one line reads as the ladder it is
export type CheckId = (typeof CHECKS)[number]
