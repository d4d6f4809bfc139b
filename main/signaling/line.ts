// One signaling connection: greeting, numbering, heartbeat. Turns texts into messages and back.
// Must not know calls, and not which transport carries it.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import { type ClientMessage, type GatewayMessage, PROTOCOL_VERSIONS } from '../../protocol/signaling'
import { failure } from './failures'
import { createReader, createWriter, type Reading } from './frames'
import { createHeartbeat, type Heartbeat } from './heartbeat'
import type { OpenTransport, Target, Transport, TransportEvent } from './transport'

/** What calls are told of: greetings and heartbeats are the line's own business. */
export type CallMessage = Exclude<GatewayMessage, { type: 'welcome' | 'pong' }>

/** `failed` comes at most once and last; nothing comes after `close()`. */
export type LineEvent =
  /** The transport is open; the greeting is on its way. */
  | { readonly type: 'opened' }
  /** The gateway greeted, or greeted again: these ICE servers are fresh. */
  | { readonly type: 'welcomed'; readonly ice: IceServers }
  | { readonly type: 'received'; readonly message: CallMessage }
  | { readonly type: 'failed'; readonly failure: Failure }

export interface LineDeps {
  readonly openTransport: OpenTransport
  readonly client: { readonly name: string; readonly version: string }
  readonly times: LineTimes
  readonly log: (line: string) => void
}

/** Milliseconds. */
export interface LineTimes {
  /** From dialling to the first `welcome`. */
  readonly openMs: number
  readonly pingEveryMs: number
  /** Without anything received for this long the path is dead: TCP itself would take minutes to say so. */
  readonly deadMs: number
}

/** Opening ends just before the call's own signaling timer of 2 s, so that the failure names what was missing. */
export const LINE_TIMES: LineTimes = { openMs: 1_900, pingEveryMs: 2_000, deadMs: 4_000 }

export interface Line {
  /** Numbers and sends a message. Ignored once the line is over. */
  send(message: ClientMessage): void
  /** Asks for fresh credentials; answered by another `welcomed`. */
  refresh(): void
  /** Ends the line without another event. Safe to call twice. */
  close(): void
}

/** Opens a line and greets. Every trouble is told as `failed`; nothing throws. */
export const openLine = (target: Target, deps: LineDeps, emit: (event: LineEvent) => void): Line => {
  const line = new OpenLine(target, deps, emit)
  return { send: message => line.send(message), refresh: () => line.greet(), close: () => line.close() }
}

class OpenLine {
  readonly #deps: LineDeps
  readonly #emit: (event: LineEvent) => void
  readonly #read: (text: string) => Reading
  readonly #write = createWriter()
  readonly #heartbeat: Heartbeat
  readonly #opening: NodeJS.Timeout
  readonly #transport: Transport
  #stage: 'dialling' | 'greeting' | 'welcomed' | 'over' = 'dialling'

  constructor(target: Target, deps: LineDeps, emit: (event: LineEvent) => void) {
    const { times, log } = deps
    this.#deps = deps
    this.#emit = emit
    this.#read = createReader(log)
    this.#heartbeat = createHeartbeat(times, {
      beat: id => this.send({ type: 'ping', id }),
      died: () => this.#fail(failure('signaling_lost', `nothing heard for ${times.deadMs} ms`)),
    })
    this.#opening = setTimeout(() => this.#late(), times.openMs)
    this.#transport = deps.openTransport(target, event => this.#onTransport(event))
  }

  send(message: ClientMessage) {
    if (this.#stage === 'over' || this.#stage === 'dialling') return
    const text = this.#write(message)
    if (text === null) return this.#fail(failure('signaling_oversize', message.type))
    this.#transport.send(text)
  }

  greet(): void {
    this.send({ type: 'hello', versions: [...PROTOCOL_VERSIONS], client: this.#deps.client })
  }

  close(): void {
    this.#stage = 'over'
    clearTimeout(this.#opening)
    this.#heartbeat.stop()
    this.#transport.close()
  }

  #fail(reason: Failure): void {
    if (this.#stage === 'over') return
    this.close()
    this.#emit({ type: 'failed', failure: reason })
  }

  #late(): void {
    const missing = this.#stage === 'dialling' ? 'no connection' : 'connected, but no welcome'
    this.#fail(failure('signaling_timeout', `${missing} after ${this.#deps.times.openMs} ms`))
  }

  #onTransport(event: TransportEvent) {
    if (this.#stage === 'over') return
    if (event.type === 'closed') return this.#fail(event.failure)
    if (event.type === 'received') return this.#receive(event.text)
    this.#stage = 'greeting'
    this.#emit({ type: 'opened' })
    this.greet()
  }

  #receive(text: string): void {
    this.#heartbeat.heard()
    const reading = this.#read(text)
    if (reading.kind === 'message') this.#take(reading.message)
    if (reading.kind === 'failed') this.#fail(reading.failure)
  }

  #take(message: GatewayMessage) {
    if (message.type === 'welcome') return this.#welcomed(message.version, message.ice)
    if (message.type === 'pong') return
    if (message.type === 'error' && message.callId === undefined) return this.#fail(message.failure)
    if (this.#stage === 'greeting') {
      return this.#fail(failure('signaling_garbage', `${message.type} before welcome`))
    }
    this.#emit({ type: 'received', message })
  }

  #welcomed(version: number, ice: IceServers) {
    if (!PROTOCOL_VERSIONS.some(known => known === version)) {
      return this.#fail(failure('signaling_version', `the gateway chose version ${version}`))
    }
    if (this.#stage === 'greeting') {
      this.#stage = 'welcomed'
      clearTimeout(this.#opening)
      this.#heartbeat.start()
    }
    this.#emit({ type: 'welcomed', ice })
  }
}
