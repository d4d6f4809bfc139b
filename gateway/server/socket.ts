// The one door to `ws`: turns an HTTP upgrade into a connection's transport. Knows frames as text, nothing of their meaning.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { SUBPROTOCOL } from '../../protocol/signaling'
import type { Limits } from '../limits'
import type { Connection } from '../session/connection'
import type { SessionHouse } from '../session/house'
import type { Transport } from '../session/session'

/** Proxies drop a silent connection after 30 to 60 s; a ping that gets no pong within one period ends it. */
const PING_MS = 15_000

export interface SocketDoor {
  /** Whether the client offers our subprotocol: if not it takes us for something else. */
  offersProtocol(request: IncomingMessage): boolean
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

const asText = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Uint8Array)).toString('utf8')

function transportOf(socket: WebSocket, limits: Limits): Transport {
  return {
    send(text) {
      if (socket.readyState !== socket.OPEN) return
      // A client that reads nothing must not fill our memory.
      if (socket.bufferedAmount > limits.unreadBytesMax) return socket.terminate()
      socket.send(text)
    },
    close: () => socket.close(1000),
  }
}

function keepAlive(socket: WebSocket): void {
  let answered = true
  const timer = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, PING_MS)
  socket.on('pong', () => {
    answered = true
  })
  socket.on('close', () => clearInterval(timer))
}

function bind(socket: WebSocket, connection: Connection, lost: () => void): void {
  socket.on('message', (data, isBinary) => connection.receive(isBinary ? '' : asText(data)))
  socket.on('close', lost)
  socket.on('error', lost)
  keepAlive(socket)
}

/** Makes the door. Each accepted socket becomes a connection of the house. */
export function createSocketDoor(limits: Limits, house: SessionHouse): SocketDoor {
  // One byte more than a frame may have: the session says what was wrong, then closes. Much more is cut off by `ws` with 1009.
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytesMax * 2,
    handleProtocols: () => SUBPROTOCOL,
    perMessageDeflate: false,
  })
  return {
    offersProtocol: request =>
      (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/).includes(SUBPROTOCOL),
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, accepted => {
        const connection = house.open(transportOf(accepted, limits))
        bind(accepted, connection, () => house.lost(connection))
      })
    },
  }
}
