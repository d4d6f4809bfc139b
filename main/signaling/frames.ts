// One line's texts to messages and back: bounds, schema and numbers (protocol/signaling.ts), each direction its own count.
// Must not know what a message means.
import type { Failure } from '../../protocol/failure'
import {
  type ClientMessage,
  FRAME_BYTES_MAX,
  type GatewayMessage,
  parseGatewayFrame,
} from '../../protocol/signaling'
import { failure } from './failures'

export type Reading =
  | { readonly kind: 'message'; readonly message: GatewayMessage }
  /** A repeat, or a message of a newer protocol: nothing to do. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly failure: Failure }

const NOTHING: Reading = { kind: 'nothing' }
const failed = (reason: Failure): Reading => ({ kind: 'failed', failure: reason })

/** UTF-8 needs at least one byte for each UTF-16 unit: the cheap test spares counting a giant. */
const tooBig = (text: string): boolean =>
  text.length > FRAME_BYTES_MAX || Buffer.byteLength(text) > FRAME_BYTES_MAX

/** No more log lines than this, whatever a gateway invents. */
const UNKNOWN_LOGGED_MAX = 32

/** Makes the reader of one line. Never throws, whatever the text. */
export function createReader(log: (line: string) => void): (text: string) => Reading {
  const unknown = new Set<string>()
  let lastSeq = 0

  const note = (type: string) => {
    if (unknown.has(type) || unknown.size >= UNKNOWN_LOGGED_MAX) return
    unknown.add(type)
    log(`signaling ignores the unknown message ${JSON.stringify(type)}`)
  }

  return text => {
    if (tooBig(text)) return failed(failure('signaling_oversize', `a frame over ${FRAME_BYTES_MAX} bytes`))
    const parsed = parseGatewayFrame(text)
    if (parsed.kind === 'garbage') return failed(failure('signaling_garbage', parsed.why))
    const seq = parsed.kind === 'frame' ? parsed.frame.seq : parsed.seq
    if (seq <= lastSeq) return NOTHING
    // Both transports keep order, so a hole is loss that waiting does not heal.
    if (seq > lastSeq + 1) return failed(failure('signaling_lost', `message ${lastSeq + 1} never came`))
    lastSeq = seq
    if (parsed.kind === 'frame') return { kind: 'message', message: parsed.frame.message }
    note(parsed.type)
    return NOTHING
  }
}

/** Makes the writer of one line: `null` for a message that no gateway would take. */
export function createWriter(): (message: ClientMessage) => string | null {
  let sent = 0
  return message => {
    const text = JSON.stringify({ seq: sent + 1, message })
    if (tooBig(text)) return null
    sent += 1
    return text
  }
}
