// The one door to `ws`: signaling to a gateway on this computer, and nowhere else (no proxies, no system certificates).
// Knows frames as text.
import { type RawData, WebSocket } from 'ws'
import { FRAME_BYTES_MAX, SUBPROTOCOL } from '../../protocol/signaling'
import { isLoopback } from './choose-transport'
import { failure, failureMidway, failureOfClose, failureOfError, failureOfStatus } from './failures'
import { type Address, type OpenTransport, onceClosed, refused } from './transport'

const asText = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Uint8Array)).toString('utf8')

const connect = ({ url, token }: Address): WebSocket =>
  new WebSocket(url, [SUBPROTOCOL], {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    followRedirects: false,
  })

/** Opens a WebSocket to this computer. Any other host is refused: that is a programming mistake, not a network. */
export const openSocket: OpenTransport = (target, emit) => {
  if (!isLoopback(new URL(target.url))) {
    return refused(failure('signaling_unreachable', 'ws: is only for this computer'))(target, emit)
  }
  const mouth = onceClosed(emit)
  const socket = connect(target)
  const closed = (reason: ReturnType<typeof failure>) => {
    mouth.emit({ type: 'closed', failure: reason })
    socket.terminate()
  }
  let opened = false
  socket.on('open', () => {
    opened = true
    mouth.emit({ type: 'opened' })
  })
  socket.on('unexpected-response', (_request, { statusCode = 0, headers }) =>
    closed(failureOfStatus(statusCode, { get: name => headers[name]?.toString() ?? null })),
  )
  socket.on('message', (data, isBinary) => {
    if (isBinary) return closed(failure('signaling_garbage', 'a binary message'))
    mouth.emit({ type: 'received', text: asText(data) })
  })
  // `ws` demands this listener for as long as the socket lives: an error without one ends the process.
  socket.on('error', error => closed(opened ? failureMidway(error) : failureOfError(error)))
  socket.on('close', (code, reason) => closed(failureOfClose(code, reason.toString('utf8'))))
  return {
    send: text => {
      if (!mouth.over() && socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => {
      mouth.end()
      // `close` waits for the peer; a socket still connecting is aborted by it.
      socket.close(1000)
    },
  }
}
