// Signaling over plain HTTPS: frames down as server-sent events, frames up as posts, one post at a time and in order.
// The HTTP stack is handed in (Electron's in the app, Node's in tests). Knows frames as text.
import { FRAME_BYTES_MAX } from '../../protocol/signaling'
import { failure, failureMidway, failureOfError, failureOfStatus, notAGateway } from './failures'
import { createPostQueue, type Post } from './post-queue'
import type { Headers } from './retry-after'
import { createSseParser, type ServerSentEvent, type SseParser } from './sse'
import { type Address, type OpenTransport, onceClosed, type TransportEvent } from './transport'

/** The response of a streaming GET, as far as it is used. */
export interface StreamResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
}

/** What signaling needs of an HTTP stack. Both reject with an error that carries an errno or a `net::ERR_` code. */
export interface HttpStack {
  /** A GET whose body is read as it comes. Refuses redirects. */
  fetch(
    url: string,
    init: {
      readonly headers: Record<string, string>
      readonly signal: AbortSignal
      readonly redirect: 'error'
    },
  ): Promise<StreamResponse>
  readonly post: Post
}

/** Ties a post to its stream. */
const STREAM_HEADER = 'viaduct-stream'
/** The stream's name goes into a header: printable ASCII only. */
const STREAM = /^[\x21-\x7e]{1,200}$/
/** How long the last words may take to leave: they tell a far end not to wait. */
const FAREWELL_MS = 500
/** Room for the field names around a full frame. */
const EVENT_CHARS_MAX = FRAME_BYTES_MAX + 1024

const httpUrl = (url: string): string => url.replace(/^ws/, 'http')

const authorization = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { Authorization: `Bearer ${token}` }

function streamOf(data: string): string | null {
  try {
    const opened: unknown = JSON.parse(data)
    const stream = typeof opened === 'object' && opened !== null ? Reflect.get(opened, 'stream') : null
    return typeof stream === 'string' && STREAM.test(stream) ? stream : null
  } catch {
    return null
  }
}

/** Reads the body to its end; resolves with why it ended. */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  parser: SseParser,
): Promise<'ended' | 'oversize'> {
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return 'ended'
    if (parser.feed(value) === 'oversize') return 'oversize'
  }
}

type OpenedBody =
  | { readonly body: ReadableStream<Uint8Array> }
  | { readonly refused: ReturnType<typeof failure> }

function judgeResponse({ status, headers, body }: StreamResponse): OpenedBody {
  if (status !== 200) return { refused: failureOfStatus(status, headers) }
  const type = headers.get('content-type') ?? 'nothing'
  if (!/^text\/event-stream\b/i.test(type)) return { refused: notAGateway(`it sent ${type.slice(0, 60)}`) }
  return body === null ? { refused: notAGateway('an empty answer') } : { body }
}

/** Makes the transport from an HTTP stack. */
export const createEventStream =
  (http: HttpStack): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    const abort = new AbortController()
    const finish = (event: TransportEvent) => {
      mouth.emit(event)
      abort.abort()
    }
    const posts = createPostQueue({
      post: http.post,
      url: httpUrl(target.url),
      headers: authorization(target.token),
      signal: abort.signal,
      failed: reason => finish({ type: 'closed', failure: reason }),
    })
    const down = downstream(http, target, abort.signal, stream => {
      posts.open({ [STREAM_HEADER]: stream })
      mouth.emit({ type: 'opened' })
    })
    down(event => (event.type === 'closed' ? finish(event) : mouth.emit(event)))
    return {
      send: text => {
        if (!mouth.over()) posts.add(text)
      },
      close: () => {
        mouth.end()
        const farewell = setTimeout(() => abort.abort(), FAREWELL_MS)
        posts.finish(() => {
          clearTimeout(farewell)
          abort.abort()
        })
      },
    }
  }

/** The GET half: tells its name once, then frames, then why it closed. */
const downstream =
  (http: HttpStack, { url, token }: Address, signal: AbortSignal, opened: (stream: string) => void) =>
  (emit: (event: TransportEvent) => void): void => {
    let stage: 'asking' | 'open' = 'asking'
    const close = (reason: ReturnType<typeof failure>) => emit({ type: 'closed', failure: reason })
    const take = ({ event, data }: ServerSentEvent) => {
      if (event === 'frame') {
        if (stage === 'open') return emit({ type: 'received', text: data })
        return close(failure('signaling_garbage', 'a frame before the stream had a name'))
      }
      if (event !== 'open' || stage === 'open') return
      const stream = streamOf(data)
      if (stream === null) return close(failure('signaling_garbage', 'no name in the first event'))
      stage = 'open'
      opened(stream)
    }
    const run = async () => {
      const headers = { Accept: 'text/event-stream', 'Cache-Control': 'no-store', ...authorization(token) }
      const response = await http.fetch(httpUrl(url), { headers, signal, redirect: 'error' })
      const judged = judgeResponse(response)
      if ('refused' in judged) return judged.refused
      const end = await readEvents(judged.body, createSseParser(EVENT_CHARS_MAX, take))
      if (end === 'oversize')
        return failure('signaling_oversize', `an event over ${EVENT_CHARS_MAX} characters`)
      if (stage === 'asking') return notAGateway('the event stream ended before it began')
      return failure('signaling_lost', 'the event stream ended')
    }
    run().then(close, error => close(stage === 'open' ? failureMidway(error) : failureOfError(error)))
  }
