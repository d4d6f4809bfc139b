// How far away a server is, by one TCP handshake: a round trip (RFC 9293, section 3.5). Says nothing to it, and hangs up.
import { connect } from 'node:net'

/** Milliseconds; null: no connection within the bound. The time to find an address for its name is not counted. */
export function handshakeMs(
  { host, port }: { readonly host: string; readonly port: number },
  boundMs: number,
): Promise<number | null> {
  return new Promise(resolve => {
    let sinceMs = performance.now()
    const socket = connect({ host, port })
    const settle = (ms: number | null): void => {
      socket.destroy()
      resolve(ms)
    }
    socket.setTimeout(boundMs, () => settle(null))
    socket.once('lookup', () => {
      sinceMs = performance.now()
    })
    socket.once('connect', () => settle(performance.now() - sinceMs))
    socket.once('error', () => settle(null))
  })
}
