// A TLS handshake over a tunnel, as far as its certificate: whether it is let happen, and which chain is shown. Node's TLS, because
// Chromium does not tell a connection that is cut at the ClientHello from one cut later. Trusts nothing and says nothing secret.
import { connect, type TLSSocket } from 'node:tls'
import { type Chain, chainOf, serverName } from './chain'
import { codeOf, type Shut, shutBy } from './shut'
import type { Tunnel } from './tunnel'

export type Handshake =
  | { readonly kind: 'done'; readonly socket: TLSSocket; readonly chain: Chain | null; readonly ms: number }
  /** The TCP way was open, TLS over it was not: `reset` after the ClientHello, `silent`, or `refused` with an alert or no TLS. */
  | { readonly kind: 'cut'; readonly how: Shut; readonly code: string }
  | { readonly kind: 'no way' }

/** Shakes hands. Never rejects; the socket of `done` is the caller's to destroy. */
export function shakeHands(tunnel: Tunnel, host: string, boundMs: number): Promise<Handshake> {
  if (tunnel.kind !== 'open') return Promise.resolve({ kind: 'no way' })
  return new Promise(resolve => {
    const sinceMs = performance.now()
    const options = { rejectUnauthorized: false, ALPNProtocols: ['http/1.1'], ...serverName(host) }
    const socket = connect({ socket: tunnel.socket, ...options })
    const cut = (how: Shut, code: string) => {
      clearTimeout(late)
      socket.destroy()
      resolve({ kind: 'cut', how, code })
    }
    const late = setTimeout(() => cut('silent', `no handshake in ${boundMs} ms`), boundMs)
    socket.once('error', error => {
      const code = codeOf(error)
      // OpenSSL's own errors are answers that were no TLS, or an alert.
      cut(/^ERR_(SSL|TLS)/.test(code) ? 'refused' : shutBy(code), code)
    })
    // A FIN in answer to the ClientHello, from the far end or from a box in its name.
    socket.once('end', () => cut('reset', 'closed'))
    socket.once('secureConnect', () => {
      clearTimeout(late)
      socket.removeAllListeners('error').removeAllListeners('end')
      socket.on('error', () => socket.destroy())
      const chain = chainOf(host, socket.getPeerCertificate(true))
      resolve({ kind: 'done', socket, chain, ms: performance.now() - sinceMs })
    })
  })
}

/**
 * Lets go of a way and of the TLS over it. Only ever from the top: Electron 33 dies when the socket below is destroyed first
 * (measured).
 */
export function hangUp(
  tunnel: Tunnel,
  handshake: { readonly kind: string; readonly socket?: TLSSocket } | null,
): void {
  if (handshake?.socket !== undefined) handshake.socket.destroy()
  // A handshake that was cut has destroyed both.
  else if (tunnel.kind === 'open' && handshake?.kind !== 'cut') tunnel.socket.destroy()
}
