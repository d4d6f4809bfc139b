// One client's signaling session: numbering, versions, and the way to its calls. Knows no transport: text in, text out.
// Must not know media; the desk takes messages and emits messages.
import { randomBytes } from 'node:crypto'
import type { FailureName } from '../../protocol/catalogue'
import type { IceServers } from '../../protocol/ice'
import {
  type ClientMessage,
  type GatewayMessage,
  PROTOCOL_VERSIONS,
  parseClientFrame,
} from '../../protocol/signaling'
import type { CallDesk } from '../call/desk'
import type { Limits } from '../limits'
import type { Log } from '../log'
import { createInbox, type Inbox } from './inbox'

/** What carries a session's frames: a WebSocket, an event stream, a test. */
export interface Transport {
  /** Sends one frame; `seq` is repeated for carriers that number too. */
  send(text: string, seq: number): void
  /** Ends the connection after what was sent. Safe to call twice. */
  close(): void
}

export interface SessionDeps {
  readonly gateway: { readonly name: string; readonly version: string }
  readonly limits: Limits
  readonly log: Log
  /** Fresh ICE servers for this session, at each `hello`. */
  readonly ice: (sessionId: string) => IceServers
  /** The desk where this session's calls live. */
  readonly desk: (sessionId: string, emit: (message: GatewayMessage) => void) => CallDesk
  readonly onClosed: (sessionId: string) => void
}

/** An unguessable name: for the event stream it is what ties posts to their stream. */
export const newSessionId = (): string => randomBytes(24).toString('base64url')

/** A newer client may say many new things; the log needs each once, and no more than this many. */
const UNKNOWN_TYPES_LOGGED = 32

/** What a text turned out to be. `garbage` and `oversize` end the session. */
export type Receipt = 'taken' | 'garbage' | 'oversize'

type Item = { readonly message: ClientMessage } | { readonly unknown: string }

/** Lives from the transport's opening until `drop()`, a refusal, or the idle limit. */
export class Session {
  readonly id: string
  readonly #transport: Transport
  readonly #deps: SessionDeps
  readonly #desk: CallDesk
  readonly #inbox: Inbox<Item>
  readonly #unknownTypes = new Set<string>()
  readonly #idle: NodeJS.Timeout
  #hole: { readonly missing: number; readonly timer: NodeJS.Timeout } | null = null
  #phase: 'new' | 'welcomed' | 'closed' = 'new'
  #sent = 0

  constructor(id: string, transport: Transport, deps: SessionDeps) {
    this.id = id
    this.#transport = transport
    this.#deps = deps
    this.#desk = deps.desk(id, message => this.#send(message))
    this.#inbox = createInbox<Item>(deps.limits.earlyFramesMax, item => this.#handle(item))
    this.#idle = setTimeout(() => this.#onIdle(), deps.limits.sessionIdleMs)
    this.#log('open')
  }

  /** Takes one text from the client and says whether it was a frame. Never throws. */
  receive(text: string): Receipt {
    if (this.#phase === 'closed') return 'taken'
    this.#idle.refresh()
    if (Buffer.byteLength(text) > this.#deps.limits.frameBytesMax) {
      this.refuseOversize()
      return 'oversize'
    }
    const parsed = parseClientFrame(text)
    if (parsed.kind === 'garbage') {
      this.#refuse('signaling_garbage', parsed.why)
      return 'garbage'
    }
    const verdict =
      parsed.kind === 'unknown'
        ? this.#inbox.take(parsed.seq, { unknown: parsed.type })
        : this.#inbox.take(parsed.frame.seq, { message: parsed.frame.message })
    if (verdict === 'overflow') this.#refuseHole(this.#inbox.lastSeq() + 1)
    this.#watchHole()
    return 'taken'
  }

  /** For transports that see the size before the text. */
  refuseOversize(): void {
    this.#refuse('signaling_oversize', `a frame is at most ${this.#deps.limits.frameBytesMax} bytes`)
  }

  /** The transport is gone, or the gateway closes: the calls of this session end. */
  drop(): void {
    this.#close('closed')
  }

  #handle(item: Item) {
    if (this.#phase === 'closed') return
    if ('unknown' in item) return this.#noteUnknown(item.unknown)
    const { message } = item
    if (message.type === 'ping') return this.#send({ type: 'pong', id: message.id })
    if (message.type === 'hello') return this.#hello(message.versions)
    if (this.#phase === 'new') return this.#refuse('signaling_garbage', 'hello must come first')
    this.#desk.handle(message)
  }

  #hello(versions: readonly number[]) {
    const common = PROTOCOL_VERSIONS.filter(version => versions.includes(version))
    if (common.length === 0) {
      return this.#refuse('signaling_version', `this gateway speaks version ${PROTOCOL_VERSIONS.join(', ')}`)
    }
    this.#phase = 'welcomed'
    const { gateway, ice } = this.#deps
    this.#send({ type: 'welcome', version: Math.max(...common), gateway, ice: ice(this.id) })
  }

  #noteUnknown(type: string): void {
    if (this.#unknownTypes.has(type) || this.#unknownTypes.size >= UNKNOWN_TYPES_LOGGED) return
    this.#unknownTypes.add(type)
    this.#log(`ignores the unknown message ${JSON.stringify(type)}`)
  }

  #watchHole(): void {
    const missing = this.#inbox.waiting() > 0 ? this.#inbox.lastSeq() + 1 : null
    if (this.#hole?.missing === missing) return
    if (this.#hole) clearTimeout(this.#hole.timer)
    this.#hole = null
    if (missing === null || this.#phase === 'closed') return
    const timer = setTimeout(() => this.#refuseHole(missing), this.#deps.limits.holeMs)
    this.#hole = { missing, timer }
  }

  #refuseHole(missing: number): void {
    this.#refuse('signaling_garbage', `frame ${missing} never came`)
  }

  #send(message: GatewayMessage): void {
    if (this.#phase === 'closed') return
    this.#sent += 1
    this.#transport.send(JSON.stringify({ seq: this.#sent, message }), this.#sent)
  }

  #refuse(name: FailureName, detail: string): void {
    if (this.#phase === 'closed') return
    this.#send({ type: 'error', failure: { name, detail } })
    this.#close(`refused, ${name}: ${detail}`)
  }

  #onIdle(): void {
    // A call keeps its session, however little the two have to say.
    if (this.#desk.calls() > 0) this.#idle.refresh()
    else this.#close('closed, idle')
  }

  #close(why: string): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    clearTimeout(this.#idle)
    if (this.#hole) clearTimeout(this.#hole.timer)
    this.#log(why)
    this.#desk.drop()
    this.#transport.close()
    this.#deps.onClosed(this.id)
  }

  #log(line: string): void {
    // Six characters tell sessions apart in a log; the whole id would let its reader post into the session.
    this.#deps.log('info', `session ${this.id.slice(0, 6)}: ${line}`)
  }
}
