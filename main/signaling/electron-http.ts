// Electron's network stack as signaling takes it: proxies, single sign-on and the system's certificates come with it.
// The only signaling file that knows Electron's shapes; `net` and the session are handed in.
import type { Net, Session } from 'electron'
import type { HttpStack } from './event-stream'
import type { WebSocketLike } from './net-web-socket'
import type { NetworkStack } from './open-transport'
import type { Post } from './post-queue'

export interface ElectronStack {
  readonly net: Net
  /** The session that carries calls: its proxy settings and its credential cache serve TURN too. */
  readonly session: Session
}

const createPost =
  ({ net, session }: ElectronStack): Post =>
  (url, { headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = net.request({
        method: 'POST',
        url,
        session,
        headers,
        redirect: 'error',
        cache: 'no-store',
      })
      const abort = () => request.abort()
      signal.addEventListener('abort', abort, { once: true })
      request.on('close', () => signal.removeEventListener('abort', abort))
      request.on('abort', () => reject(new Error('net::ERR_ABORTED')))
      request.on('error', reject)
      // Whoever opens the session answers its proxy beforehand. Asked here, nobody would, and the request would hang.
      request.on('login', () => {
        reject(new Error('net::ERR_PROXY_AUTH_REQUESTED'))
        request.abort()
      })
      request.on('response', response => {
        // Unread bodies hold their connection.
        response.on('data', () => {})
        response.on('error', () => {})
        resolve({ status: response.statusCode })
      })
      request.end(body)
    })

const createFetch =
  ({ session }: ElectronStack): HttpStack['fetch'] =>
  (url, init) =>
    // `include`, as `net.request` has it: requests of another mode get connections of their own, and posts shall share the stream's.
    session.fetch(url, { ...init, cache: 'no-store', credentials: 'include' })

/** Makes the stack that `createOpenTransport` takes. Needs a ready app. */
export function createElectronStack(stack: ElectronStack): NetworkStack {
  const { net, session } = stack
  const present = typeof net.WebSocket === 'function'
  return {
    http: { fetch: createFetch(stack), post: createPost(stack) },
    makeWebSocket: present
      ? (url, options): WebSocketLike => new net.WebSocket(url, { ...options, session })
      : null,
  }
}
