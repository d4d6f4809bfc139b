// A tiny scriptable gateway that misbehaves in one chosen way, over WebSocket and over the event stream alike.
// For tests of a client's handling of bad input; speaks no media and answers with an SDP that leads nowhere.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import {
  type ClientMessage,
  frameText,
  type GatewayMessage,
  isOfConnection,
  parseClientFrame,
  SUBPROTOCOL,
} from '../../protocol/signaling'
import { fakeAnswer } from './fake-answer'

/** What is wrong with this gateway. */
export type Misbehaviour =
  /** Answers `hello` with the version error. */
  | 'refuses-version'
  /** Answers `hello` with a `welcome` of version 99. */
  | 'other-version'
  /** Answers `hello` with a text that is no frame. */
  | 'garbage'
  /** Answers `hello` with one frame of 10 MB. */
  | 'huge-frame'
  /** Answers the offer without any audio section. */
  | 'answer-without-audio'
  /** Answers the offer with the audio section rejected (port 0): well formed, and no use. */
  | 'answer-audio-rejected'
  /** Answers the offer with the data section rejected (port 0). */
  | 'answer-without-data'
  /** Answers the offer with a text that is no SDP. */
  | 'broken-answer'
  /** Welcomes, then says nothing to a call. */
  | 'never-answers'
  /** Takes the TCP connection and stays silent. */
  | 'silent'
  /** Takes the session, then never answers `hello`. */
  | 'never-welcomes'
  /** Cuts the connection as soon as a call starts. */
  | 'abrupt-end'
  /** Refuses the connection with 401. */
  | 'unauthorised'
  /** Refuses the connection with 503. */
  | 'overloaded'
  /** Refuses the call: all lines are taken. */
  | 'busy'
  /** Refuses the call: no such agent. */
  | 'unknown-agent'
  /** Rings, then hangs up. */
  | 'hangs-up'
  /** Is a web server: answers every request with a page and 200. */
  | 'web-page'
  /** Speaks something that is not HTTP at all. */
  | 'not-http'
  /** Answers well, with an address where nobody is. */
  | 'leads-nowhere'
  /** Answers with a byte each 100 ms, and never with a whole line. */
  | 'slow-drip'
  /** Switches protocols or opens the stream's response, and is silent from then on. */
  | 'silent-switch'
  /** Redirects every request to itself. */
  | 'redirect-loop'
  /** Welcomes, then ends the connection in the middle of a message. */
  | 'cut-mid-message'

export interface BadGateway {
  readonly port: number
  /** The address as a policy would name it (`ws:`); the event stream is at the same address with `http:`. */
  readonly url: string
  /** Every message that a client sent. */
  readonly seen: readonly ClientMessage[]
  close(): Promise<void>
}

/** One client's line: what to send, and how to cut it. */
interface Line {
  message(message: GatewayMessage): void
  text(text: string): void
  cut(): void
  /** Sends the head and the first bytes of a message, then cuts. */
  cutMidway(): void
}

const HUGE_BYTES = 10 * 1024 * 1024
const welcome = (version: number): GatewayMessage => ({
  type: 'welcome',
  version,
  gateway: { name: 'bad gateway', version: '0' },
  ice: { servers: [], expiresAtMs: null },
  session: 'bad-session-0001',
  resumeToken: 'bad-token-000001',
  resumed: false,
})

function onHello(behaviour: Misbehaviour, line: Line): void {
  if (behaviour === 'cut-mid-message') {
    line.message(welcome(1))
    line.cutMidway()
    return
  }
  if (behaviour === 'never-welcomes') return
  if (behaviour === 'garbage') return void line.text('<html>It works!</html>')
  if (behaviour === 'huge-frame')
    return void line.text(JSON.stringify({ seq: 1, ack: 0, message: 'x'.repeat(HUGE_BYTES) }))
  if (behaviour === 'refuses-version')
    return void line.message({ type: 'error', failure: { name: 'signaling_version' } })
  line.message(welcome(behaviour === 'other-version' ? 99 : 1))
}

type Offer = Extract<ClientMessage, { type: 'call.start' | 'attempt.offer' }>

function onOffer(behaviour: Misbehaviour, { callId, attempt, sdp }: Offer, line: Line): void {
  if (behaviour === 'never-answers') return
  if (behaviour === 'abrupt-end') return void line.cut()
  if (behaviour === 'busy')
    return void line.message({ type: 'error', callId, failure: { name: 'agent_busy' } })
  if (behaviour === 'unknown-agent')
    return void line.message({ type: 'error', callId, failure: { name: 'agent_unknown' } })
  line.message({ type: 'call.ringing', callId })
  if (behaviour === 'hangs-up') return void line.message({ type: 'call.end', callId, reason: 'agent' })
  line.message({ type: 'attempt.answer', callId, attempt, sdp: answerFor(behaviour, sdp ?? '') })
}

function answerFor(behaviour: Misbehaviour, offer: string): string {
  if (behaviour === 'broken-answer') return 'this is not an SDP\r\n'
  if (behaviour === 'answer-without-audio') return fakeAnswer(offer, { audio: 'missing', data: 'accepted' })
  if (behaviour === 'answer-audio-rejected') return fakeAnswer(offer, { audio: 'rejected', data: 'accepted' })
  if (behaviour === 'answer-without-data') return fakeAnswer(offer, { audio: 'accepted', data: 'rejected' })
  return fakeAnswer(offer, { audio: 'accepted', data: 'accepted' })
}

function createScript(behaviour: Misbehaviour, seen: ClientMessage[]) {
  return (text: string, line: Line): void => {
    const parsed = parseClientFrame(text)
    if (parsed.kind !== 'frame') return
    const { message } = parsed.frame
    seen.push(message)
    if (message.type === 'hello') onHello(behaviour, line)
    if (message.type === 'call.start' || message.type === 'attempt.offer') onOffer(behaviour, message, line)
    if (message.type === 'ping') line.message({ type: 'pong', id: message.id })
  }
}

function lineOf({ text, cut, cutMidway }: Omit<Line, 'message'>): Line {
  let seq = 0
  return {
    text,
    cut,
    cutMidway,
    message: message => {
      if (!isOfConnection(message)) seq += 1
      text(frameText(isOfConnection(message) ? 0 : seq, 0, JSON.stringify(message)))
    },
  }
}

const STATUS: { readonly [M in Misbehaviour]?: number } = {
  unauthorised: 401,
  overloaded: 503,
  'web-page': 200,
}
const statusOf = (behaviour: Misbehaviour): number | null => STATUS[behaviour] ?? null

/** The event-stream half: one stream at a time is enough for a test. */
function createHttpHalf(behaviour: Misbehaviour, script: ReturnType<typeof createScript>) {
  const lines = new Map<string, Line>()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = statusOf(behaviour)
    if (status !== null) return void response.writeHead(status).end()
    if (request.method === 'GET') {
      const id = `bad-${lines.size}`
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: open\ndata: ${JSON.stringify({ stream: id })}\n\n`)
      const write = (text: string) => response.write(`event: frame\ndata: ${text}\n\n`)
      const cut = () => request.socket.destroy()
      // The chunk says 100 bytes, and only the first of them come.
      const cutMidway = () => void request.socket.end('64\r\nevent: frame\ndata: {"seq":1,"ack":0,"mess')
      lines.set(id, lineOf({ text: write, cut, cutMidway }))
      return
    }
    const line = lines.get(String(request.headers['viaduct-stream']))
    if (!line) return void response.writeHead(404).end()
    let body = ''
    for await (const chunk of request) body += String(chunk)
    response.writeHead(204).end()
    for (const text of body.split('\n')) script(text, line)
  }
}

function createBadServer(behaviour: Misbehaviour, seen: ClientMessage[]): Server {
  const script = createScript(behaviour, seen)
  const http = createHttpHalf(behaviour, script)
  const server = createServer((request, response) => void http(request, response))
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => SUBPROTOCOL })
  server.on('upgrade', (request, socket, head) => {
    const status = statusOf(behaviour)
    if (status !== null) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, connection => {
      const line = lineOf({
        text: text => connection.send(text),
        cut: () => connection.terminate(),
        // A text frame of 100 bytes (RFC 6455 section 5.2), of which only the first come.
        cutMidway: () => void socket.end('\x81\x64{"seq":1,"ack":0,"mess', 'latin1'),
      })
      connection.on('message', data => script(String(data), line))
      connection.on('error', () => connection.terminate())
    })
  })
  return server
}

type TcpBehaviour = keyof typeof TCP
const DRIP_MS = 100

const dripped = (socket: Socket, text: string): void => {
  let sent = 0
  const timer = setInterval(() => {
    // A line end would be progress.
    socket.write(text[sent % text.length] ?? '')
    sent += 1
  }, DRIP_MS)
  socket.on('close', () => clearInterval(timer))
}
const head = (status: string, ...headers: readonly string[]): string =>
  ['HTTP/1.1 ', status, '\r\n', ...headers.map(header => `${header}\r\n`), '\r\n'].join('')
const STREAM_HEAD = head('200 OK', 'Content-Type: text/event-stream')

/** What RFC 6455 section 4.2.2 wants to see of a server. */
function switchHead(request: string): string {
  const key = /^sec-websocket-key: *(\S+)/im.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const named = `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`
  return head(
    '101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    named,
  )
}

/** Those that are not a server of HTTP, or only up to its first answer. */
const TCP = {
  silent: () => undefined,
  'not-http': (socket: Socket) => void socket.end('220 mail.example ESMTP ready\r\n'),
  'slow-drip': (socket: Socket) =>
    void socket.once('data', data => {
      if (/^upgrade:/im.test(String(data))) return dripped(socket, 'HTTP/1.1 101 Switching Protocols')
      socket.write(STREAM_HEAD)
      dripped(socket, ': alive ')
    }),
  'silent-switch': (socket: Socket) =>
    void socket.once('data', data => {
      socket.write(/^upgrade:/im.test(String(data)) ? switchHead(String(data)) : STREAM_HEAD)
    }),
  'redirect-loop': (socket: Socket) =>
    void socket.on('data', () => socket.end(head('302 Found', 'Location: /', 'Content-Length: 0'))),
} satisfies { readonly [M in Misbehaviour]?: (socket: Socket) => void }

const isOfTcp = (behaviour: Misbehaviour): behaviour is TcpBehaviour => behaviour in TCP

/** Starts a gateway that misbehaves like this, on a free port of 127.0.0.1 unless told otherwise. */
export async function startBadGateway(behaviour: Misbehaviour, port = 0): Promise<BadGateway> {
  const seen: ClientMessage[] = []
  const server = isOfTcp(behaviour) ? createTcpServer(TCP[behaviour]) : createBadServer(behaviour, seen)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `ws://127.0.0.1:${bound}/`,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
