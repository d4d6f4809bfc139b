// Signaling over Electron's own WebSocket (`net.WebSocket`, Electron 44+): the desktop's proxies and certificates.
// The class is handed in and typed by its shape, so this runs without Electron. Knows frames as text.
import { SUBPROTOCOL } from '../../protocol/signaling'
import { failure, failureOfClose, failureOfError, notAGateway } from './failures'
import { type Address, type OpenTransport, onceClosed, type TransportEvent } from './transport'

/** An open, message or close event, as far as signaling reads it. */
type SocketEvent = Event & { readonly data?: unknown; readonly code?: number; readonly reason?: string }

/** The part of a WHATWG WebSocket that signaling needs. */
export interface WebSocketLike {
  readonly protocol: string
  addEventListener(type: 'open' | 'message' | 'close', listener: (event: SocketEvent) => void): void
  send(text: string): void
  close(code?: number): void
}

/** Makes a socket whose opening handshake carries these. */
export type MakeWebSocket = (
  url: string,
  options: { readonly protocols: string[]; readonly headers: Record<string, string> },
) => WebSocketLike

function listen(socket: WebSocketLike, emit: (event: TransportEvent) => void): void {
  let opened = false
  const close = (reason: ReturnType<typeof failure>) => {
    emit({ type: 'closed', failure: reason })
    socket.close(1000)
  }
  socket.addEventListener('open', () => {
    if (socket.protocol !== SUBPROTOCOL) return close(notAGateway('another WebSocket subprotocol'))
    opened = true
    emit({ type: 'opened' })
  })
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return close(failure('signaling_garbage', 'a binary message'))
    emit({ type: 'received', text: data })
  })
  socket.addEventListener('close', ({ code = 1006, reason = '' }) => {
    // A WebSocket that does not open tells no cause, by its standard; only the event stream can find it.
    const unopened = failure('signaling_unreachable', `the WebSocket did not open, close ${code}`)
    emit({ type: 'closed', failure: opened ? failureOfClose(code, reason) : unopened })
  })
}

/** Makes the transport from Electron's class. */
export const createNetWebSocket =
  (make: MakeWebSocket): OpenTransport =>
  ({ url, token }: Address, emit) => {
    const mouth = onceClosed(emit)
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` }
    let socket: WebSocketLike | null = null
    let opened = false
    try {
      socket = make(url, { protocols: [SUBPROTOCOL], headers })
      listen(socket, event => {
        if (event.type === 'opened') opened = true
        mouth.emit(event)
      })
    } catch (error) {
      queueMicrotask(() => mouth.emit({ type: 'closed', failure: failureOfError(error) }))
    }
    return {
      send: text => {
        if (opened && !mouth.over()) socket?.send(text)
      },
      close: () => {
        mouth.end()
        socket?.close(1000)
      },
    }
  }
