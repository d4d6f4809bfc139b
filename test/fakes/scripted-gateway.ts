// A gateway that does what a test tells it: our signaling over WebSocket and event stream, without any media.
// Polite unless scripted otherwise: greets, answers pings, answers calls with a made-up SDP, confirms ends.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { IceServers } from '../../protocol/ice'
import {
  type ClientMessage,
  frameText,
  type GatewayMessage,
  isOfConnection,
  parseClientFrame,
  SUBPROTOCOL,
} from '../../protocol/signaling'

/** One connected client. */
export interface Client {
  readonly headers: IncomingHttpHeaders
  readonly way: 'socket' | 'event-stream'
  /** Sends a message with the next number. */
  say(message: GatewayMessage | { readonly type: string }): void
  /** Sends any text as it is, in an event of the stream or a message of the socket. */
  raw(text: string): void
  /** Cuts the connection without a word. */
  cut(): void
}

export type Script = (message: ClientMessage, client: Client) => void

export interface ScriptedGateway {
  /** With the `ws:` scheme; the event stream lives at the same address with `http:`. */
  readonly url: string
  readonly heard: ClientMessage[]
  readonly clients: Client[]
  close(): Promise<void>
}

export const NO_ICE: IceServers = { servers: [], expiresAtMs: null }

export const welcome = (ice: IceServers = NO_ICE, resumed = false): GatewayMessage => ({
  type: 'welcome',
  version: 1,
  gateway: { name: 'scripted', version: '1' },
  ice,
  session: 'scripted-session',
  resumeToken: 'scripted-token-01',
  resumed,
})

/** What a gateway in good health does. */
export const polite: Script = (message, client) => {
  if (message.type === 'hello') client.say(welcome())
  if (message.type === 'ping') client.say({ type: 'pong', id: message.id })
  if (message.type === 'call.start' || message.type === 'attempt.offer') {
    const { callId, attempt } = message
    if (message.type === 'call.start') client.say({ type: 'call.ringing', callId })
    client.say({ type: 'attempt.answer', callId, attempt, sdp: `answer ${attempt}` })
  }
  if (message.type === 'call.end') client.say({ type: 'call.end', callId: message.callId, reason: 'caller' })
}

export interface Manners {
  readonly script?: Script
  /** Answers every request by itself instead of letting anyone in; `true` when it did. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Answers upgrades by itself. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex) => boolean
}

type Connect = (client: Omit<Client, 'say'>) => (text: string) => void

function streamDoor(connect: Connect) {
  const streams = new Map<string, (text: string) => void>()
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'GET') {
      const stream = `s${streams.size + 1}`
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: open\ndata: ${JSON.stringify({ stream })}\n\n: alive\n\n`)
      const raw = (text: string) => void response.write(`event: frame\ndata: ${text}\n\n`)
      const cut = () => void response.socket?.destroy()
      streams.set(stream, connect({ headers: request.headers, way: 'event-stream', raw, cut }))
      return
    }
    const receive = streams.get(String(request.headers['viaduct-stream']))
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      for (const text of Buffer.concat(chunks).toString('utf8').split('\n')) receive?.(text)
      response.writeHead(receive ? 204 : 404).end()
    })
  }
}

function socketDoor(connect: Connect) {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => SUBPROTOCOL })
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void =>
    sockets.handleUpgrade(request, socket, head, connection => {
      const raw = (text: string) => connection.send(text)
      const cut = () => connection.terminate()
      const receive = connect({ headers: request.headers, way: 'socket', raw, cut })
      connection.on('message', data => receive(String(data)))
      connection.on('error', () => {})
    })
}

/** Listens on a free port of this computer. */
export async function startScriptedGateway(manners: Manners = {}): Promise<ScriptedGateway> {
  const { script = polite, intercept = () => false, upgrade = () => false } = manners
  const heard: ClientMessage[] = []
  const clients: Client[] = []
  const connect: Connect = ways => {
    let said = 0
    let heardSeq = 0
    const client: Client = {
      ...ways,
      say: message => {
        if (!isOfConnection(message)) said += 1
        ways.raw(frameText(isOfConnection(message) ? 0 : said, heardSeq, JSON.stringify(message)))
      },
    }
    clients.push(client)
    return text => {
      const parsed = parseClientFrame(text)
      if (parsed.kind !== 'frame') return
      heardSeq = Math.max(heardSeq, parsed.frame.seq)
      heard.push(parsed.frame.message)
      script(parsed.frame.message, client)
    }
  }
  const onRequest = streamDoor(connect)
  const onUpgrade = socketDoor(connect)
  const server = createServer((request, response) => {
    if (!intercept(request, response)) onRequest(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (!upgrade(request, socket)) onUpgrade(request, socket, head)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    heard,
    clients,
    close: async () => {
      for (const client of clients) client.cut()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
