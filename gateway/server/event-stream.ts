// Signaling over plain HTTPS for networks that break WebSocket: frames down as server-sent events, frames up as posts.
// The stream is the connection: when it ends the connection is lost. Knows frames as text, nothing of their meaning.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limits } from '../limits'
import type { Connection } from '../session/connection'
import type { SessionHouse } from '../session/house'
import type { Transport } from '../session/session'

/** Proxies drop a silent response after 30 to 60 s. */
const HEARTBEAT_MS = 15_000
/** The request header that ties a post to its stream. */
export const STREAM_HEADER = 'viaduct-stream'

export interface EventStreams {
  /** Answers a GET: opens the stream and a connection over it. */
  open(request: IncomingMessage, response: ServerResponse): void
  /** Answers a POST of frames, one a line: 204, 400, 404 or 413. */
  post(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Ends a response with a status and one clear sentence. */
export function say(response: ServerResponse, status: number, sentence: string, headers = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers })
  response.end(`${sentence}\n`)
}

function transportOf(response: ServerResponse, limits: Limits): Transport {
  return {
    send(text) {
      if (response.writableEnded || response.destroyed) return
      if (response.writableLength > limits.unreadBytesMax) return void response.destroy()
      response.write(`event: frame\ndata: ${text}\n\n`)
    },
    close: () => void response.end(),
  }
}

/** Reads a body of at most `max` bytes; `null` when it is longer (the rest is thrown away unread). */
async function readBody(request: IncomingMessage, max: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > max) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Makes both halves. Each stream becomes a connection of the house. */
export function createEventStreams(limits: Limits, house: SessionHouse): EventStreams {
  const streams = new Map<string, Connection>()
  return {
    open(_request, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        // `no-transform` and the nginx header: a proxy that collects the stream would delay every frame.
        'cache-control': 'no-cache, no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      const connection = house.open(transportOf(response, limits))
      streams.set(connection.id, connection)
      response.write(`event: open\ndata: ${JSON.stringify({ stream: connection.id })}\n\n`)
      const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS)
      response.on('close', () => {
        clearInterval(heartbeat)
        streams.delete(connection.id)
        house.lost(connection)
      })
    },
    async post(request, response) {
      const connection = streams.get(String(request.headers[STREAM_HEADER] ?? ''))
      if (!connection) return say(response, 404, 'There is no such event stream: open one first.')
      const body = await readBody(request, limits.frameBytesMax)
      if (body === null) {
        connection.refuseOversize()
        // HTTP/2 (RFC 9113 section 8.2.2) has no such header, and needs none: the rest of the body is its stream's alone.
        const rest = request.httpVersionMajor === 1 ? { connection: 'close' } : {}
        return say(response, 413, `A frame is at most ${limits.frameBytesMax} bytes.`, rest)
      }
      const receipts = body.split('\n').map(text => connection.receive(text))
      if (receipts.includes('garbage')) return say(response, 400, 'Each line must be one frame in JSON.')
      response.writeHead(204).end()
    },
  }
}
