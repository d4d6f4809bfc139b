// One connection of a line: opens a transport, greets, waits for the welcome and watches that the path lives.
// Must not know calls, retries, nor which transport carries it.
import type { Failure } from '../../protocol/failure'
import { type ClientMessage, type GatewayMessage, PROTOCOL_VERSIONS } from '../../protocol/signaling'
import { failure } from './failures'
import type { Frames } from './frames'
import { createHeartbeat, type Heartbeat } from './heartbeat'
import type { OpenTransport, Target, Transport, TransportEvent } from './transport'

/** What calls are told of: greetings and heartbeats are signaling's own business. */
export type CallMessage = Exclude<GatewayMessage, { type: 'welcome' | 'pong' }>
export type Welcome = Extract<GatewayMessage, { type: 'welcome' }>
type Hello = Extract<ClientMessage, { type: 'hello' }>

/** `closed` comes at most once and last; nothing comes after `drop()` or `end()`, nor before the opener has returned. */
export type ConnectionEvent =
  /** The transport is open; the greeting is on its way. */
  | { readonly type: 'opened' }
  /** The gateway greeted; again, when it was asked to. */
  | { readonly type: 'welcomed'; readonly welcome: Welcome }
  | { readonly type: 'received'; readonly message: CallMessage }
  /** `path`: another connection may do better. `peer`: the gateway, or what passes for it, would do the same again. */
  | { readonly type: 'closed'; readonly failure: Failure; readonly blame: 'path' | 'peer' }

export interface ConnectionDeps {
  readonly openTransport: OpenTransport
  readonly frames: Frames
  readonly hello: Omit<Hello, 'type' | 'versions'>
  /** From dialling to the first `welcome`. */
  readonly openMs: number
  /** From the open transport to the first `welcome`, within `openMs`. */
  readonly greetMs: number
  readonly pingEveryMs: number
  /** Without anything received for this long the path is dead: TCP itself would take minutes to say so. */
  readonly deadMs: number
  readonly probeMs: number
}

/** What a transport can say that no other path would change. */
const OF_PEER = new Set<Failure['name']>(['signaling_garbage', 'signaling_oversize', 'signaling_version'])

export class Connection {
  readonly #deps: ConnectionDeps
  readonly #emit: (event: ConnectionEvent) => void
  readonly #heartbeat: Heartbeat
  #opening: NodeJS.Timeout
  readonly #transport: Transport
  #stage: 'dialling' | 'greeting' | 'welcomed' | 'over' = 'dialling'

  constructor(target: Target, deps: ConnectionDeps, emit: (event: ConnectionEvent) => void) {
    this.#deps = deps
    this.#emit = emit
    this.#heartbeat = createHeartbeat(deps, {
      beat: id => this.#say({ type: 'ping', id }),
      died: why => this.#close(failure('signaling_lost', why), 'path'),
    })
    this.#opening = setTimeout(() => this.#late(deps.openMs), deps.openMs)
    this.#transport = deps.openTransport(target, event => this.#onTransport(event))
  }

  /** Sends a text, once welcomed: before that nothing but the greeting is due. */
  transmit(text: string): void {
    if (this.#stage === 'welcomed') this.#transport.send(text)
  }

  /** Asks for another welcome. */
  greet(): void {
    this.#say({ type: 'hello', versions: [...PROTOCOL_VERSIONS], ...this.#deps.hello })
  }

  /** There is reason to doubt the path: asks it at once, and does not wait long for the answer. */
  probe(): void {
    this.#heartbeat.probe()
  }

  /** Lets go of a connection whose session goes on. Safe to call twice. */
  drop(): void {
    this.#stage = 'over'
    clearTimeout(this.#opening)
    this.#heartbeat.stop()
    this.#transport.close()
  }

  /** Says that the session is over, where that can be heard, and lets go. */
  end(): void {
    if (this.#stage === 'welcomed') this.#say({ type: 'bye' })
    this.drop()
  }

  #say(message: ClientMessage): void {
    const writing = this.#deps.frames.write(message)
    if (writing.kind === 'text' && this.#stage !== 'over') this.#transport.send(writing.text)
  }

  #close(reason: Failure, blame: 'path' | 'peer'): void {
    if (this.#stage === 'over') return
    this.drop()
    this.#emit({ type: 'closed', failure: reason, blame })
  }

  #late(afterMs: number): void {
    const missing = this.#stage === 'dialling' ? 'no connection' : 'connected, but no welcome'
    this.#close(failure('signaling_timeout', `${missing} after ${afterMs} ms`), 'path')
  }

  #onTransport(event: TransportEvent) {
    if (this.#stage === 'over') return
    if (event.type === 'closed') {
      return this.#close(event.failure, OF_PEER.has(event.failure.name) ? 'peer' : 'path')
    }
    if (event.type === 'received') return this.#receive(event.text)
    this.#stage = 'greeting'
    const { openMs, greetMs } = this.#deps
    if (greetMs < openMs) {
      clearTimeout(this.#opening)
      this.#opening = setTimeout(() => this.#late(greetMs), greetMs)
    }
    this.#emit({ type: 'opened' })
    this.greet()
  }

  #receive(text: string) {
    this.#heartbeat.heard()
    const reading = this.#deps.frames.read(text)
    if (reading.kind === 'failed') return this.#close(reading.failure, 'peer')
    for (const message of reading.messages) this.#take(message)
  }

  #take(message: GatewayMessage) {
    if (this.#stage === 'over') return
    if (message.type === 'pong') return this.#heartbeat.answered(message.id)
    if (message.type === 'welcome') return this.#welcomed(message)
    if (message.type === 'error' && message.callId === undefined) return this.#close(message.failure, 'peer')
    if (this.#stage === 'greeting') {
      return this.#close(failure('signaling_garbage', `${message.type} before welcome`), 'peer')
    }
    this.#emit({ type: 'received', message })
  }

  #welcomed(welcome: Welcome) {
    if (!PROTOCOL_VERSIONS.some(known => known === welcome.version)) {
      const reason = failure('signaling_version', `the gateway chose version ${welcome.version}`)
      return this.#close(reason, 'peer')
    }
    if (this.#stage === 'greeting') {
      this.#stage = 'welcomed'
      clearTimeout(this.#opening)
      this.#heartbeat.start()
    }
    this.#emit({ type: 'welcomed', welcome })
  }
}
