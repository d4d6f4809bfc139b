// The gateway's one port: health, WebSocket and event stream at the same address, over HTTPS or (loopback only) HTTP.
// Decides who is let in and hands transports to the house of sessions; knows nothing of frames or calls.
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Limits } from '../limits'
import type { SessionHouse } from '../session/house'
import { type Access, type AccessRules, judgeAccess, judgeToken } from './access'
import { createEventStreams, type EventStreams, say } from './event-stream'
import { createSocketDoor, type SocketDoor } from './socket'

export interface ServerConfig {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly tls: { readonly key: string | Buffer; readonly cert: string | Buffer } | null
  readonly access: AccessRules
  readonly limits: Limits
}

export interface GatewayServer {
  readonly port: number
  /** Stops listening and cuts what is left. */
  close(): Promise<void>
}

/** A slow client must not hold a socket before it is known: headers within 10 s, a posted frame within 30 s. */
const HEADERS_MS = 10_000
const REQUEST_MS = 30_000
/** One client needs one stream down and a few posts up at a time. */
const STREAMS_MAX = 32

interface Doors {
  readonly streams: EventStreams
  readonly sockets: SocketDoor
  readonly judge: (request: IncomingMessage) => Access
  readonly rules: AccessRules
  readonly full: () => boolean
  /** Whether balancers are to send nobody here any more. */
  readonly drains: () => boolean
  /** Seconds, as the header has them (RFC 9110 section 10.2.3). */
  readonly retryAfter: string
}

const FULL = 'This gateway has as many clients as it takes; try again in a moment.'

function route(doors: Doors, request: IncomingMessage, response: ServerResponse) {
  const local = doors.judge(request)
  if (local.kind === 'refused') return say(response, local.status, local.why)
  if (request.url === '/health') {
    const ok = !doors.drains()
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    return void response.writeHead(ok ? 200 : 503, headers).end(JSON.stringify({ ok }))
  }
  const access = judgeToken(request.headers, doors.rules)
  if (access.kind === 'refused') {
    return say(response, access.status, access.why, { 'www-authenticate': 'Bearer' })
  }
  if (request.method === 'POST') {
    // The client hung up while posting: there is nobody to answer.
    doors.streams.post(request, response).catch(() => response.destroy())
    return
  }
  if (request.method !== 'GET') return say(response, 405, 'GET or POST.', { allow: 'GET, POST' })
  if (!(request.headers.accept ?? '').includes('text/event-stream')) {
    return say(response, 426, 'This is a voice gateway: speak WebSocket or ask for text/event-stream.', {
      upgrade: 'websocket',
    })
  }
  if (doors.full()) return say(response, 503, FULL, { 'retry-after': doors.retryAfter })
  doors.streams.open(request, response)
}

function cut(socket: Duplex, status: string, sentence: string, header = ''): void {
  const body = `${sentence}\n`
  socket.end(
    `HTTP/1.1 ${status}\r\n${header}Connection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}

function upgrade(doors: Doors, request: IncomingMessage, socket: Duplex, head: Buffer) {
  socket.on('error', () => socket.destroy())
  for (const access of [doors.judge(request), judgeToken(request.headers, doors.rules)]) {
    if (access.kind !== 'refused') continue
    return cut(socket, access.status === 401 ? '401 Unauthorized' : '403 Forbidden', access.why)
  }
  if (doors.full()) {
    return cut(socket, '503 Service Unavailable', FULL, `Retry-After: ${doors.retryAfter}\r\n`)
  }
  if (!doors.sockets.offersProtocol(request)) {
    return cut(socket, '400 Bad Request', 'This gateway speaks another WebSocket subprotocol.')
  }
  doors.sockets.accept(request, socket, head)
}

const BOUNDS = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }

const plainServer = (): Server => Object.assign(createHttpServer(), BOUNDS)

/**
 * HTTP/2 (RFC 9113) where the client offers it, HTTP/1.1 for WebSocket upgrades and everybody else: over one connection the first
 * post of an event stream, and every later one, costs one round trip instead of four.
 */
function secureServer({ key, cert }: NonNullable<ServerConfig['tls']>): Server {
  const settings = { maxConcurrentStreams: STREAMS_MAX }
  const server = Object.assign(createSecureServer({ key, cert, allowHTTP1: true, settings }), BOUNDS)
  // A connection without any stream on it is a client that left, or one that never meant to come.
  server.on('session', session => session.setTimeout(REQUEST_MS, () => session.close()))
  // Typed as another server than `Server`, though it listens, emits and closes as one: the routes use what both have.
  return server as unknown as Server
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** Opens the port. Rejects with Node's own error (EADDRINUSE and its kin) when it cannot. */
export async function startServer(config: ServerConfig, house: SessionHouse): Promise<GatewayServer> {
  const { limits, access: rules } = config
  const server = config.tls ? secureServer(config.tls) : plainServer()
  const port = () => (server.address() as AddressInfo | null)?.port ?? 0
  const doors: Doors = {
    streams: createEventStreams(limits, house),
    sockets: createSocketDoor(limits, house),
    judge: request => judgeAccess(request.headers, rules, `${config.host}:${port()}`),
    rules,
    full: house.full,
    drains: house.drains,
    retryAfter: String(Math.ceil(limits.retryAfterMs / 1000)),
  }
  server.on('request', (request, response) => route(doors, request, response))
  server.on('upgrade', (request, socket, head) => upgrade(doors, request, socket, head))
  const sockets = new Set<Duplex>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, config.port, config.host)
  return {
    port: port(),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
