// The gateway's protocol for the plain page: just enough of it.

/** Signaling that takes longer counts as not answering. */
const SIGNALING_MS = 15_000

/** @typedef {{ type: string, callId?: string, sdp?: string, candidate?: RTCIceCandidateInit | null, ice?: { servers: RTCIceServer[] } }} Message */
/** @typedef {{ send(message: { type: string, [field: string]: unknown }): void, close(): void, onmessage: (message: Message) => void }} Line */
/** @typedef {{ line: Line, servers: RTCIceServer[] }} Opened */

/**
 * Frames over one socket. Greeting and goodbye belong to the connection and are numbered 0.
 * @param {WebSocket} socket
 * @returns {Line}
 */
function lineOver(socket) {
  let seq = 0
  let ack = 0
  /** @type {Line} */
  const line = {
    send(message) {
      const ofConnection = message.type === 'hello' || message.type === 'bye'
      if (!ofConnection) seq += 1
      socket.send(JSON.stringify({ seq: ofConnection ? 0 : seq, ack, message }))
    },
    close() {
      line.send({ type: 'bye' })
      socket.close()
    },
    onmessage: () => undefined,
  }
  socket.onmessage = ({ data }) => {
    const { seq: theirs, message } = JSON.parse(data)
    ack = Math.max(ack, theirs)
    line.onmessage(message)
  }
  return line
}

/**
 * Opens and greets; rejects with the name of the failure.
 * @param {string} url
 * @returns {Promise<Opened>}
 */
export function openSignaling(url) {
  const socket = new WebSocket(url, 'viaduct.v1')
  const line = lineOver(socket)
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('signaling_timeout')), SIGNALING_MS)
    socket.onerror = () => reject(new Error('signaling_unreachable'))
    socket.onopen = () => {
      line.onmessage = message => {
        if (message.type === 'welcome') resolve({ line, servers: message.ice?.servers ?? [] })
      }
      line.send({ type: 'hello', versions: [1], client: { name: 'plain', version: '1' } })
    }
  })
}
