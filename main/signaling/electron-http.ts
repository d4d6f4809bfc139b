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
        const { statusCode: status, headers: all } = response
        resolve({ status, headers: { get: name => all[name]?.toString() ?? null } })
      })
      request.end(body)
    })

/**
 * `include`, as `net.request` has it: requests of another mode get connections of their own, and posts shall share the stream's.
 * Signaling has neither cookies nor passwords, so the mode says nothing else.
 */
const createFetch =
  ({ session }: ElectronStack, credentials: 'include' | 'omit'): HttpStack['fetch'] =>
  (url, init) =>
    session.fetch(url, { ...init, cache: 'no-store', credentials })

/** Lines that lose one network lose it together: forgetting twice would only cut down the tries of the other. */
const FORGOTTEN_MS = 400

/** Closes what the session keeps for reuse or is still connecting; at most once in 400 ms. */
export function createForget({ session }: Pick<ElectronStack, 'session'>): () => Promise<void> {
  let last = { atMs: Number.NEGATIVE_INFINITY, done: Promise.resolve() }
  return () => {
    const atMs = performance.now()
    if (atMs - last.atMs >= FORGOTTEN_MS) last = { atMs, done: session.closeAllConnections() }
    return last.done
  }
}

/** Makes the stack that `createOpenTransport` takes. Needs a ready app. */
export function createElectronStack(stack: ElectronStack): NetworkStack {
  const { net, session } = stack
  const present = typeof net.WebSocket === 'function'
  return {
    http: { fetch: createFetch(stack, 'include'), post: createPost(stack) },
    httpApart: { fetch: createFetch(stack, 'omit'), post: createPost(stack) },
    makeWebSocket: present
      ? (url, options): WebSocketLike => new net.WebSocket(url, { ...options, session })
      : null,
  }
}
