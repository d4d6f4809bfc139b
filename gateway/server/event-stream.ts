// Signaling over plain HTTPS for networks that break WebSocket: frames down as server-sent events, frames up as posts.
// The stream is the session: when it ends the session ends. Knows frames as text, nothing of their meaning.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limits } from '../limits'
import type { Session, Transport } from '../session/session'

/** Proxies drop a silent response after 30 to 60 s. */
const HEARTBEAT_MS = 15_000
/** The request header that ties a post to its stream. */
export const SESSION_HEADER = 'viaduct-session'

export interface EventStreams {
  /** Answers a GET: opens the stream and a session over it. */
  open(request: IncomingMessage, response: ServerResponse): void
  /** Answers a POST of one frame: 204, 400, 404 or 413. */
  post(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Ends a response with a status and one clear sentence. */
export function say(response: ServerResponse, status: number, sentence: string, headers = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers })
  response.end(`${sentence}\n`)
}

function transportOf(response: ServerResponse, limits: Limits): Transport {
  return {
    send(text, seq) {
      if (response.writableEnded || response.destroyed) return
      if (response.writableLength > limits.unreadBytesMax) return void response.destroy()
      response.write(`event: frame\nid: ${seq}\ndata: ${text}\n\n`)
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

/** Makes both halves. `openSession` gives each stream its session. */
export function createEventStreams(
  limits: Limits,
  openSession: (transport: Transport) => Session,
): EventStreams {
  const sessions = new Map<string, Session>()
  return {
    open(_request, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        // `no-transform` and the nginx header: a proxy that collects the stream would delay every frame.
        'cache-control': 'no-cache, no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      const session = openSession(transportOf(response, limits))
      sessions.set(session.id, session)
      response.write(`event: open\ndata: ${JSON.stringify({ session: session.id })}\n\n`)
      const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS)
      response.on('close', () => {
        clearInterval(heartbeat)
        sessions.delete(session.id)
        session.drop()
      })
    },
    async post(request, response) {
      const session = sessions.get(String(request.headers[SESSION_HEADER] ?? ''))
      if (!session) return say(response, 404, 'There is no such session: open the event stream first.')
      const body = await readBody(request, limits.frameBytesMax)
      if (body === null) {
        session.refuseOversize()
        return say(response, 413, `A frame is at most ${limits.frameBytesMax} bytes.`, {
          connection: 'close',
        })
      }
      const receipt = session.receive(body)
      if (receipt === 'garbage') return say(response, 400, 'The body must be one frame in JSON.')
      response.writeHead(204).end()
    },
  }
}
