// One session's texts to messages and back: bounds, schema, numbers and replay, over all the connections it takes.
// Must not know what a message means.
import type { Failure } from '../../protocol/failure'
import { createLedger, type LedgerBounds } from '../../protocol/ledger'
import {
  type ClientMessage,
  FRAME_BYTES_MAX,
  frameText,
  type GatewayMessage,
  isOfConnection,
  type Parsed,
  parseGatewayFrame,
} from '../../protocol/signaling'
import { failure } from './failures'

export type Reading =
  /** None for a repeat, or a message of a newer protocol. */
  | { readonly kind: 'messages'; readonly messages: readonly GatewayMessage[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
export type Writing =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface Frames {
  /** Reads one text of the gateway. Never throws, whatever the text. */
  read(text: string): Reading
  /** Writes one message. What is of the session is kept until the gateway has it. */
  write(message: ClientMessage): Writing
  /** What the gateway does not have yet, in order. */
  unconfirmed(): readonly string[]
}

/**
 * A call sends some forty frames before it sounds and a few a minute afterwards; this is far beyond what 90 s of silence
 * collect. Both transports keep order, so a frame that comes early means one that was lost.
 */
const BOUNDS: LedgerBounds = { outboxFramesMax: 512, outboxBytesMax: 1024 * 1024, earlyFramesMax: 0 }

/** Room for the numbers around a message. */
const ENVELOPE_BYTES = 64
/** No more log lines than this, whatever a gateway invents. */
const UNKNOWN_LOGGED_MAX = 32

const failed = (reason: Failure): { kind: 'failed'; failure: Failure } => ({
  kind: 'failed',
  failure: reason,
})
const messages = (...list: readonly GatewayMessage[]): Reading => ({ kind: 'messages', messages: list })

/** UTF-8 needs at least one byte for each UTF-16 unit: the cheap test spares counting a giant. */
const tooBig = (text: string): boolean =>
  text.length > FRAME_BYTES_MAX || Buffer.byteLength(text) > FRAME_BYTES_MAX

/** Logs each unknown type once. */
function createUnknownLog(log: (line: string) => void): (type: string) => void {
  const seen = new Set<string>()
  return type => {
    if (seen.has(type) || seen.size >= UNKNOWN_LOGGED_MAX) return
    seen.add(type)
    log(`signaling ignores the unknown message ${JSON.stringify(type)}`)
  }
}

/** Makes both directions of one session. */
export function createFrames(log: (line: string) => void, bounds: LedgerBounds = BOUNDS): Frames {
  const ledger = createLedger<Exclude<Parsed<GatewayMessage>, { kind: 'garbage' }>>(bounds)
  const noteUnknown = createUnknownLog(log)

  const read = (text: string): Reading => {
    if (tooBig(text)) return failed(failure('signaling_oversize', `a frame over ${FRAME_BYTES_MAX} bytes`))
    const parsed = parseGatewayFrame(text)
    if (parsed.kind === 'garbage') return failed(failure('signaling_garbage', parsed.why))
    const { seq, ack } = parsed.kind === 'frame' ? parsed.frame : parsed
    if (ledger.confirm(ack) === 'impossible') {
      return failed(failure('signaling_garbage', `message ${ack} was confirmed and never sent`))
    }
    if (seq > 0) {
      const taken = ledger.take(seq, parsed)
      const lost = `message ${ledger.received() + 1} never came`
      if (taken.kind === 'overflow') return failed(failure('signaling_lost', lost))
      if (taken.items.length === 0) return messages()
    }
    if (parsed.kind === 'frame') return messages(parsed.frame.message)
    noteUnknown(parsed.type)
    return messages()
  }

  const write = (message: ClientMessage): Writing => {
    const body = JSON.stringify(message)
    const bytes = Buffer.byteLength(body)
    if (bytes + ENVELOPE_BYTES > FRAME_BYTES_MAX) return failed(failure('signaling_oversize', message.type))
    const seq = isOfConnection(message) ? 0 : ledger.post(body, bytes)
    if (seq === 'overflow') return failed(failure('signaling_lost', 'too much was said and never confirmed'))
    return { kind: 'text', text: frameText(seq, ledger.received(), body) }
  }

  const unconfirmed = () =>
    ledger.unconfirmed().map(({ seq, body }) => frameText(seq, ledger.received(), body))
  return { read, write, unconfirmed }
}
