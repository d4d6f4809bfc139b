// One client's signaling session, over as many connections as it takes: numbering, replay, and the way to its calls.
// Knows no transport and no media: a connection carries texts, the desk takes messages and emits messages.
import { isPassing } from '../../protocol/conversation'
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import { createLedger, type Ledger } from '../../protocol/ledger'
import {
  type ClientMessage,
  type Frame,
  frameText,
  type GatewayMessage,
  isOfConnection,
  type Notice,
} from '../../protocol/signaling'
import type { Limits } from '../limits'
import type { Log } from '../log'
import type { Desk } from './desk'
import { createHoleWatch } from './hole'
import { createLife } from './life'
import type { SessionRecord, SessionStore } from './store'
import { createResumeTokens } from './tokens'

/** What carries a session's frames: a WebSocket, an event stream, a test. */
export interface Transport {
  /** Sends one frame. */
  send(text: string): void
  /** Ends the connection after what was sent. Safe to call twice. */
  close(): void
}

export interface SessionDeps {
  readonly gateway: { readonly name: string; readonly version: string }
  /** Announced to whoever comes; null: nothing is recorded here. */
  readonly recording?: { readonly by: string; readonly required: boolean } | null
  readonly limits: Limits
  readonly log: Log
  /** Fresh ICE servers for this session, at each `hello`: the `n`th, from 1. */
  readonly ice: (sessionId: string, n: number) => IceServers
  /** The desk where this session's lines and calls live. */
  readonly desk: (sessionId: string, emit: (message: GatewayMessage) => void) => Desk
  /** Where another gateway finds this session, while it has no call. */
  readonly store: SessionStore
  /** This gateway's name among those that share the store. */
  readonly home: string
  /** What whoever comes is told while this gateway drains. */
  readonly draining: () => Notice | null
  readonly onClosed: (session: Session) => void
}

/** A newer client may say many new things; the log needs each once, and no more than this many. */
const UNKNOWN_TYPES_LOGGED = 32

type Item = { readonly message: ClientMessage } | { readonly unknown: string }

/** Lives until `bye`, `drop()`, a refusal, the idle limit, or too long a time without connection and sound. */
export class Session {
  readonly id: string
  readonly #deps: SessionDeps
  readonly #desk: Desk
  readonly #ledger: Ledger<Item>
  readonly #tokens
  readonly #unknownTypes = new Set<string>()
  readonly #life
  readonly #hole
  #transport: Transport | null = null
  #welcomes: number
  #phase: 'open' | 'closed' = 'open'

  /** `from`: another gateway held it. */
  constructor(id: string, deps: SessionDeps, from?: SessionRecord) {
    const { limits } = deps
    this.id = id
    this.#tokens = createResumeTokens(from?.tokens)
    this.#welcomes = from?.welcomes ?? 0
    this.#deps = deps
    this.#desk = deps.desk(id, message => this.#send(message))
    this.#ledger = createLedger<Item>(limits, from?.ledger)
    this.#life = createLife(limits, this.#desk, why => this.#close(why))
    this.#hole = createHoleWatch(limits.holeMs, missing => this.#refuseHole(missing))
    this.#log(from === undefined ? 'open' : 'taken over')
  }

  /** Carries the session from its beginning. */
  open(transport: Transport, version: number): void {
    this.#transport = transport
    this.welcome(version, 'new')
  }

  /** Takes the session up over another connection and replays what the last one did not deliver. */
  resume(transport: Transport, { token, ack, version }: { token: string; ack: number; version: number }) {
    if (this.#phase === 'closed' || this.#tokens.spend(token) === 'refused') return 'refused'
    if (this.#ledger.confirm(ack) === 'impossible') return 'refused'
    this.#life.back()
    // Its client has left it, even where this side has not noticed.
    this.#transport?.close()
    this.#transport = transport
    this.#log('resumed')
    this.welcome(version, 'resumed')
    for (const { seq, body } of this.#ledger.unconfirmed()) this.#transmit(seq, body)
    this.#watchHole()
    return 'resumed'
  }

  /** Greets, with fresh servers. */
  welcome(version: number, kind: 'new' | 'resumed'): void {
    const { gateway, ice, recording } = this.#deps
    this.#welcomes += 1
    this.#send({
      type: 'welcome',
      version,
      gateway,
      ice: ice(this.id, this.#welcomes),
      ...(recording ? { recording } : {}),
      session: this.id,
      resumeToken: this.#tokens.newest(),
      resumed: kind === 'resumed',
    })
    const draining = this.#deps.draining()
    if (draining !== null) this.tell(draining)
    this.#keep()
  }

  /** The operator has something to say. */
  tell(notice: Notice): void {
    this.#send({ type: 'notice', ...notice })
  }

  /** Takes one frame of the client, any but `hello`. */
  take({ seq, ack }: Pick<Frame<unknown>, 'seq' | 'ack'>, item: Item) {
    if (this.#phase === 'closed') return
    this.#life.heard()
    this.#tokens.settle()
    if (this.#ledger.confirm(ack) === 'impossible') {
      return this.refuse('signaling_garbage', `frame ${ack} was confirmed and never sent`)
    }
    if (seq === 0) {
      this.#handle(item)
      return this.#keep()
    }
    const taken = this.#ledger.take(seq, item)
    if (taken.kind === 'overflow') return this.#refuseHole(this.#ledger.received() + 1)
    for (const each of taken.items) this.#handle(each)
    this.#watchHole()
    this.#keep()
  }

  /** Says what was wrong and ends the session: a client that breaks the protocol is not waited for. */
  refuse(name: Failure['name'], detail: string): void {
    if (this.#phase === 'closed') return
    this.#send({ type: 'error', failure: { name, detail } })
    this.#close(`refused, ${name}: ${detail}`)
  }

  /** This transport is gone. The calls go on for as long as the session is held. */
  lose(transport: Transport): void {
    if (this.#phase === 'closed' || this.#transport !== transport) return
    this.#transport = null
    // What is missing was lost with the connection and comes again with the next.
    this.#watchHole()
    this.#life.left()
    this.#log('lost its connection')
  }

  /** Whether nobody would miss this session but a client that comes back: no connection, no call. */
  isSpare(): boolean {
    return this.#transport === null && this.#desk.calls() === 0
  }

  /** The gateway needs the room: the calls of this session end. */
  drop(): void {
    this.#close('closed')
  }

  /** The gateway closes, or another one holds the session by now: what is in the store stays there. */
  leave(): void {
    this.#close('left', 'kept')
  }

  #handle(item: Item) {
    if (this.#phase === 'closed') return
    if ('unknown' in item) return this.#noteUnknown(item.unknown)
    const { message } = item
    if (message.type === 'ping') return this.#send({ type: 'pong', id: message.id })
    if (message.type === 'bye') return this.#close('closed by its client')
    if (message.type !== 'hello') this.#desk.handle(message)
  }

  #noteUnknown(type: string): void {
    if (this.#unknownTypes.has(type) || this.#unknownTypes.size >= UNKNOWN_TYPES_LOGGED) return
    this.#unknownTypes.add(type)
    this.#log(`ignores the unknown message ${JSON.stringify(type)}`)
  }

  #watchHole(): void {
    const waits = this.#transport !== null && this.#ledger.waiting() > 0
    this.#hole.waitsFor(waits && this.#phase === 'open' ? this.#ledger.received() + 1 : null)
  }

  #refuseHole(missing: number): void {
    this.refuse('signaling_garbage', `frame ${missing} never came`)
  }

  #send(message: GatewayMessage) {
    if (this.#phase === 'closed' || (this.#transport === null && isPassing(message))) return
    const body = JSON.stringify(message)
    if (isOfConnection(message)) return this.#transmit(0, body)
    const seq = this.#ledger.post(body, Buffer.byteLength(body))
    if (seq === 'overflow') return this.refuse('signaling_lost', 'too much was sent and never confirmed')
    this.#transmit(seq, body)
    this.#keep()
  }

  /** A session with a call is nobody else's: its sound is here. */
  #keep(): void {
    const { store, home, limits } = this.#deps
    if (this.#phase === 'closed') return
    if (this.#desk.calls() > 0) {
      store.remove(this.id, home)
      return
    }
    const ledger = this.#ledger.state()
    const record = { id: this.id, home, tokens: this.#tokens.state(), ledger, welcomes: this.#welcomes }
    store.save(record, limits.holdMs)
  }

  #transmit(seq: number, body: string): void {
    this.#transport?.send(frameText(seq, this.#ledger.received(), body))
  }

  #close(why: string, record: 'removed' | 'kept' = 'removed'): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    if (record === 'removed') this.#deps.store.remove(this.id, this.#deps.home)
    this.#life.stop()
    this.#hole.waitsFor(null)
    this.#log(why)
    this.#desk.drop()
    this.#transport?.close()
    this.#deps.onClosed(this)
  }

  #log(line: string): void {
    // Six characters tell sessions apart in a log; the whole name is half of what resumes one.
    this.#deps.log('info', `session ${this.id.slice(0, 6)}: ${line}`)
  }
}
