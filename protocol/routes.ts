// The routes of an attempt, without the schema library: the command line is read before anything heavier is loaded.

/** Which candidates an attempt may use: all of them, only TURN over UDP, only TURN over TLS/TCP 443. */
export const ROUTES = ['direct', 'relay-udp', 'relay-tls'] as const
export type Route = (typeof ROUTES)[number]
