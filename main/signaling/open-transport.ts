// Opens signaling to an address with what this runtime has. The list of transports, and nothing else.
import { createForgetfulMemory, type Place } from '../memory'
import { chooseTransport } from './choose-transport'
import { createEventStream, type HttpStack } from './event-stream'
import { failure } from './failures'
import { withFallback } from './fallback'
import { type Way, wayPlace } from './habits'
import { lazily } from './lazily'
import { createNetWebSocket, type MakeWebSocket } from './net-web-socket'
import { type OpenTransport, refused } from './transport'

export interface NetworkStack {
  readonly http: HttpStack
  /** The same on connections of their own. */
  readonly httpApart: HttpStack
  /** `null` where Electron has none (before 44). */
  readonly makeWebSocket: MakeWebSocket | null
}

/** How long a WebSocket may take to open before the event stream is tried; leaves the latter more than a second. */
const WEB_SOCKET_PATIENCE_MS = 700

/**
 * Makes the way back in, where several tries are under way at once: each call is one loss, and its tries take turns. Chromium
 * connects six sockets of a kind to a host, so every second event stream is of another kind; and one WebSocket at a time to an
 * address, so a WebSocket is only one of three.
 */
export function createReopenTransport(stack: NetworkStack, way?: Place<Way>): () => OpenTransport {
  const open = createOpenTransport(stack, way)
  const eventStream = createEventStream(stack.http)
  const apart = createEventStream(stack.httpApart)
  const ways = stack.makeWebSocket ? [eventStream, open, apart] : [eventStream, apart]
  return () => {
    let tries = 0
    return (target, emit) => {
      const far = chooseTransport(target.url, { netWebSocket: 'absent' }) === 'event-stream'
      const way = far ? (ways[tries % ways.length] ?? open) : open
      tries += 1
      return way(target, emit)
    }
  }
}

/**
 * The ladder: a WebSocket, and the event stream where that does not carry. Where it did not before the event stream goes first, and
 * alone: it names its trouble, and passes wherever HTTPS does.
 */
function ladder(webSocket: OpenTransport, eventStream: OpenTransport, place: Place<Way>): OpenTransport {
  const note = (way: Way): void => {
    if (place.read() !== way) place.write(way)
  }
  const both = withFallback(webSocket, eventStream, WEB_SOCKET_PATIENCE_MS, which =>
    note(which === 'first' ? 'web-socket' : 'event-stream'),
  )
  return (target, emit) => (place.read() === 'event-stream' ? eventStream : both)(target, emit)
}

/** Makes the one way in: picks the transport by address, runtime and what worked on this network (`way`). */
export function createOpenTransport(
  { http, makeWebSocket }: NetworkStack,
  way: Place<Way> = wayPlace(createForgetfulMemory(Date.now)),
): OpenTransport {
  const eventStream = createEventStream(http)
  const webSocket = makeWebSocket && ladder(createNetWebSocket(makeWebSocket), eventStream, way)
  const none = refused(
    failure('signaling_unreachable', 'a gateway is reached by wss:, or by ws: on this computer'),
  )
  const transports = {
    // Only calls to this computer need `ws`; a start of the app does not.
    socket: lazily(async () => (await import('./socket')).openSocket),
    'net-web-socket': webSocket ?? eventStream,
    'event-stream': eventStream,
    none,
  }
  return (target, emit) =>
    transports[chooseTransport(target.url, { netWebSocket: webSocket ? 'present' : 'absent' })](target, emit)
}
