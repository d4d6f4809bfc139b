// A client of the gateway for these tests: frames over WebSocket or over the event stream, with waiting.
import { WebSocket } from 'ws'
import {
  type ClientMessage,
  frameText,
  type GatewayMessage,
  isOfConnection,
  parseGatewayFrame,
  SUBPROTOCOL,
} from '../../protocol/signaling'

export interface TestClient {
  send(message: ClientMessage): void
  sendText(text: string): void
  /** Every message so far. */
  received: GatewayMessage[]
  /** The first message that fits, past or future; rejects after `ms`. */
  next<T extends GatewayMessage['type']>(
    type: T,
    fits?: (message: Extract<GatewayMessage, { type: T }>) => boolean,
    ms?: number,
  ): Promise<Extract<GatewayMessage, { type: T }>>
  onMessage(listener: (message: GatewayMessage) => void): void
  closed: Promise<void>
  close(): void
}

export const HELLO: ClientMessage = { type: 'hello', versions: [1], client: { name: 'test', version: '0' } }

export function createInboxClient(
  sendText: (text: string) => void,
  close: () => void,
  closed: Promise<void>,
) {
  const received: GatewayMessage[] = []
  const listeners = new Set<(message: GatewayMessage) => void>()
  let seq = 0
  let ack = 0
  const client: TestClient = {
    received,
    closed,
    close,
    sendText,
    send(message) {
      if (!isOfConnection(message)) seq += 1
      sendText(frameText(isOfConnection(message) ? 0 : seq, ack, JSON.stringify(message)))
    },
    onMessage: listener => listeners.add(listener),
    next(type, fits = () => true, ms = 5000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no ${type} within ${ms} ms, got ${received.map(m => m.type).join(' ')}`)),
          ms,
        )
        const check = (message: GatewayMessage) => {
          if (message.type !== type || !fits(message as never)) return
          clearTimeout(timer)
          listeners.delete(check)
          resolve(message as never)
        }
        listeners.add(check)
        received.forEach(check)
      })
    },
  }
  const take = (text: string) => {
    const parsed = parseGatewayFrame(text)
    if (parsed.kind !== 'frame') throw new Error(`the gateway sent ${parsed.kind}`)
    ack = Math.max(ack, parsed.frame.seq)
    received.push(parsed.frame.message)
    for (const listener of [...listeners]) listener(parsed.frame.message)
  }
  return { client, take }
}

/** Opens a WebSocket client; rejects with the HTTP status when refused. */
export function openSocket(url: string, headers: Record<string, string> = {}): Promise<TestClient> {
  const socket = new WebSocket(url, SUBPROTOCOL, { headers })
  const closed = new Promise<void>(resolve => socket.on('close', () => resolve()))
  const { client, take } = createInboxClient(
    text => socket.send(text),
    () => socket.close(),
    closed,
  )
  socket.on('message', data => take(String(data)))
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(client))
    socket.on('unexpected-response', (_request, response) => reject(new Error(`${response.statusCode}`)))
    socket.on('error', reject)
  })
}
