// One signaling session: outlives its connections. What is sent while none is there waits, and nothing is lost or doubled.
// Must not know calls, and not which transport carries it.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import type { ClientMessage } from '../../protocol/signaling'
import { type CallMessage, Connection, type ConnectionEvent, type Welcome } from './connection'
import { failure } from './failures'
import { createFrames } from './frames'
import { GIVE_UP_MS, nextRetryDelayInMs } from './retry'
import type { OpenTransport, Target } from './transport'

/** `failed` comes at most once and last; nothing comes after `close()`. A connection lost and taken up again is no event. */
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
  /** Closes what the network stack keeps open for reuse: it may lead over the path that just died. */
  readonly forget?: () => Promise<void>
  readonly log: (line: string) => void
}

/** Milliseconds. */
export interface LineTimes {
  /** From dialling to the first `welcome`. */
  readonly openMs: number
  /** The same for each try to take the session up again: a lost SYN alone costs one second, two cost three. */
  readonly reopenMs: number
  readonly pingEveryMs: number
  /** Without anything received for this long the connection is lost. */
  readonly deadMs: number
  /** A session without connection for this long is lost. */
  readonly giveUpMs: number
}

/** Opening ends just before the call's own signaling timer of 2 s, so that the failure names what was missing. */
export const LINE_TIMES: LineTimes = {
  openMs: 1_900,
  reopenMs: 4_000,
  pingEveryMs: 2_000,
  deadMs: 4_000,
  giveUpMs: GIVE_UP_MS,
}

export interface Line {
  /** Numbers and sends a message, now or with the next connection. Ignored once the line is over. */
  send(message: ClientMessage): void
  /** Asks for fresh credentials; answered by another `welcomed`. */
  refresh(): void
  /** Whether it has a connection now, as far as it knows: what is sent would not wait. */
  isConnected(): boolean
  /** The computer's addresses or routes changed: what was connected may be dead, so it is connected anew. */
  networkChanged(): void
  /** Ends the session without another event. Safe to call twice. */
  close(): void
}

/** Opens a line and greets. Every trouble is told as `failed`; nothing throws. */
export const openLine = (target: Target, deps: LineDeps, emit: (event: LineEvent) => void): Line => {
  const line = new OpenLine(target, deps, emit)
  return {
    send: message => line.send(message),
    refresh: () => line.refresh(),
    isConnected: () => line.isConnected(),
    networkChanged: () => line.networkChanged(),
    close: () => line.close(),
  }
}

/** A connection that lived this long proves the path: the next loss is another story. */
const STEADY_MS = 10_000

class OpenLine {
  readonly #target: Target
  readonly #deps: LineDeps
  readonly #emit: (event: LineEvent) => void
  readonly #frames
  #connection: Connection | null = null
  #stage: 'opening' | 'welcomed' | 'lost' | 'over' = 'opening'
  #resume: { readonly session: string; readonly token: string } | null = null
  /** When this stage began, on the monotonic clock. */
  #sinceMs = performance.now()
  #announced: 'no' | 'yes' = 'no'
  #retryCount = 0
  /** When the last try began: a try that hung has waited already. */
  #triedAtMs = 0
  #retry: NodeJS.Timeout | undefined

  constructor(target: Target, deps: LineDeps, emit: (event: LineEvent) => void) {
    this.#target = target
    this.#deps = deps
    this.#emit = emit
    this.#frames = createFrames(deps.log)
    this.#connect(deps.times.openMs)
  }

  send(message: ClientMessage) {
    if (this.#stage === 'over') return
    const writing = this.#frames.write(message)
    if (writing.kind === 'failed') return this.#fail(writing.failure)
    if (this.#stage === 'welcomed') this.#connection?.transmit(writing.text)
  }

  refresh(): void {
    // Without a connection there is nobody to ask, and the next one brings what is asked for.
    if (this.#stage === 'welcomed') this.#connection?.greet()
  }

  isConnected(): boolean {
    return this.#stage === 'welcomed'
  }

  networkChanged() {
    const { openMs } = this.#deps.times
    if (this.#stage === 'over') return
    if (this.#stage === 'opening') return this.#connect(Math.max(1, openMs - this.#elapsedMs()))
    if (this.#stage === 'welcomed') this.#enter('lost')
    this.#retryCount = 0
    this.#tryAgain(failure('signaling_lost', 'the network changed'))
  }

  close(): void {
    this.#stage = 'over'
    clearTimeout(this.#retry)
    this.#connection?.end()
  }

  #connect(openMs: number): void {
    this.#connection?.drop()
    this.#triedAtMs = performance.now()
    const { openTransport, client, times } = this.#deps
    const resume = this.#resume === null ? {} : { resume: this.#resume }
    const deps = { ...times, openTransport, openMs, frames: this.#frames, hello: { client, ...resume } }
    this.#connection = new Connection(this.#target, deps, event => this.#onConnection(event))
  }

  #enter(stage: 'welcomed' | 'lost'): void {
    this.#stage = stage
    this.#sinceMs = performance.now()
  }

  #elapsedMs(): number {
    return performance.now() - this.#sinceMs
  }

  #fail(reason: Failure): void {
    if (this.#stage === 'over') return
    this.close()
    this.#emit({ type: 'failed', failure: reason })
  }

  #onConnection(event: ConnectionEvent) {
    if (event.type === 'welcomed') return this.#onWelcome(event.welcome)
    if (event.type === 'closed') return this.#onClosed(event)
    if (event.type === 'received') return this.#emit(event)
    if (this.#announced === 'no') this.#emit(event)
    this.#announced = 'yes'
  }

  #onWelcome({ ice, session, resumeToken, resumed }: Welcome) {
    if (this.#stage === 'lost') {
      if (!resumed) return this.#fail(failure('signaling_lost', 'the gateway began another session'))
      this.#deps.log(`signaling resumed after ${Math.round(this.#elapsedMs())} ms`)
    }
    this.#resume = { session, token: resumeToken }
    if (this.#stage !== 'welcomed') {
      this.#enter('welcomed')
      for (const text of this.#frames.unconfirmed()) this.#connection?.transmit(text)
    }
    this.#emit({ type: 'welcomed', ice })
  }

  #onClosed({ failure: reason, blame }: Extract<ConnectionEvent, { type: 'closed' }>) {
    this.#connection = null
    if (this.#stage === 'opening' || blame === 'peer') return this.#fail(reason)
    if (this.#stage === 'welcomed') {
      if (this.#elapsedMs() > STEADY_MS) this.#retryCount = 0
      this.#enter('lost')
    }
    this.#tryAgain(reason)
  }

  #tryAgain(reason: Failure) {
    const { giveUpMs, reopenMs } = this.#deps.times
    clearTimeout(this.#retry)
    this.#connection?.drop()
    this.#connection = null
    const elapsedMs = this.#elapsedMs()
    const pauseMs = nextRetryDelayInMs({ retryCount: this.#retryCount, elapsedMs }, giveUpMs)
    if (pauseMs === null) {
      return this.#fail(failure('signaling_lost', `no connection for ${giveUpMs} ms, ${reason.detail ?? ''}`))
    }
    this.#deps.log(
      `signaling lost its connection (${reason.detail ?? reason.name}), try ${this.#retryCount + 1}`,
    )
    this.#retryCount += 1
    const delayMs = Math.max(0, pauseMs - (performance.now() - this.#triedAtMs))
    const openMs = Math.max(1, Math.min(reopenMs, giveUpMs - elapsedMs - delayMs))
    this.#retry = setTimeout(() => void this.#reconnect(openMs), delayMs)
  }

  async #reconnect(openMs: number): Promise<void> {
    await this.#deps.forget?.().catch(() => {})
    if (this.#stage === 'lost') this.#connect(openMs)
  }
}
