// One signaling session: outlives its connections. What is sent while none is there waits, and nothing is lost or doubled.
// Must not know calls, and not which transport carries it.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import type { ClientMessage } from '../../protocol/signaling'
import type { Recording } from './backend'
import { isLoopback } from './choose-transport'
import { createComeback } from './comeback'
import { type CallMessage, Connection, type ConnectionEvent, type Welcome } from './connection'
import { inOrder } from './failover'
import { failure } from './failures'
import { createFrames } from './frames'
import { hedged, insisting } from './hedge'
import type { Lasting } from './lasting'
import { AT_ONCE_MS, GREET_FIRST_MS, type LineTimes } from './line-times'
import { createRoads, type Habits, NO_HABITS } from './roads'
import type { OpenTransport, Target } from './transport'

/** `failed` comes at most once and last; nothing comes after `close()`. A connection that is lost is no event. */
export type LineEvent =
  /** The transport is open; the greeting is on its way. */
  | { readonly type: 'opened' }
  /** The gateway greeted, or greeted again: these ICE servers are fresh. */
  | { readonly type: 'welcomed'; readonly ice: IceServers; readonly recording: Recording | null }
  /** A lost connection was taken up again; the `welcomed` of it follows. */
  | { readonly type: 'resumed' }
  | { readonly type: 'received'; readonly message: CallMessage }
  | { readonly type: 'failed'; readonly failure: Failure }

export interface LineDeps {
  readonly openTransport: OpenTransport
  /** Makes the way for the tries to take a session up again, of which several are under way at once. */
  readonly reopenTransport?: () => OpenTransport
  readonly client: { readonly name: string; readonly version: string }
  readonly times: LineTimes
  /** Closes what the network stack keeps open for reuse: it may lead over the path that just died. */
  readonly forget?: () => Promise<void>
  /** Which of a gateway's addresses worked on this network. */
  readonly habits?: Habits
  /** Hears of connections that were lost although the way was there. */
  readonly lasting?: Pick<Lasting, 'lost'> | undefined
  /** The servers in the place of those that a gateway named; one on this computer needs no relay. */
  readonly relays?: ((ice: IceServers) => IceServers) | undefined
  readonly log: (line: string) => void
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
  /** The call over this line lost its sound: the line may have died with it. */
  probe(): void
  /** Ends the session without another event. Safe to call twice. */
  close(): void
}

const isDisturbed = ({ detail }: Failure): boolean => detail?.includes('ERR_NETWORK_CHANGED') === true

/** Opens a line and greets. Every trouble is told as `failed`; nothing throws. */
export const openLine = (target: Target, deps: LineDeps, emit: (event: LineEvent) => void): Line => {
  const line = new OpenLine(target, deps, emit)
  return {
    send: message => line.send(message),
    refresh: () => line.refresh(),
    isConnected: () => line.isConnected(),
    networkChanged: () => line.networkChanged(),
    probe: () => line.probe(),
    close: () => line.close(),
  }
}

class OpenLine {
  readonly #target: Target
  readonly #deps: LineDeps
  readonly #emit: (event: LineEvent) => void
  readonly #frames
  readonly #roads
  #connection: Connection | null = null
  #stage: 'opening' | 'welcomed' | 'lost' | 'over' = 'opening'
  #resume: { readonly session: string; readonly token: string } | null = null
  /** When this stage began, on the monotonic clock. */
  #sinceMs = performance.now()
  #announced: 'no' | 'yes' = 'no'
  readonly #calls = new Set<string>()
  readonly #comeback = createComeback(() => this.#of())
  /** What the first try to open said. */
  #refusal: Failure | null = null
  /** How long the last connection had lived when it was lost; null where a change of the network took it. */
  #livedMs: number | null = null

  constructor(target: Target, deps: LineDeps, emit: (event: LineEvent) => void) {
    this.#target = target
    this.#deps = deps
    this.#emit = emit
    this.#frames = createFrames(deps.log)
    this.#roads = createRoads(target, { habits: deps.habits ?? NO_HABITS, of: () => this.#of() })
    this.#open(deps.times.openMs)
  }

  send(message: ClientMessage) {
    if (this.#stage === 'over') return
    if (message.type === 'call.start') this.#calls.add(message.callId)
    const writing = this.#frames.write(message)
    if (writing.kind === 'failed') return this.#fail(writing.failure)
    if (this.#stage === 'welcomed') this.#connection?.transmit(writing.text)
  }

  refresh(): void {
    // Without a connection there is nobody to ask, and the next one brings what is asked for.
    if (this.#stage === 'welcomed') this.#connection?.greet()
  }

  probe(): void {
    if (this.#stage === 'welcomed') this.#connection?.probe()
  }

  isConnected(): boolean {
    return this.#stage === 'welcomed'
  }

  networkChanged() {
    const { openMs } = this.#deps.times
    if (this.#stage === 'over') return
    if (this.#stage === 'opening') return this.#open(Math.max(1, openMs - this.#elapsedMs()))
    const piece = this.#comeback.networkChanged()
    // What was connected since the first piece of a change, or is about to be, is more likely well than not.
    if (this.#stage === 'lost' && this.#of() === 'call') return
    if (this.#stage === 'welcomed' && piece === 'another') return this.probe()
    this.#livedMs = null
    if (this.#stage === 'welcomed') this.#enter('lost')
    this.#reopen(failure('signaling_lost', 'the network changed'))
  }

  close(): void {
    this.#stage = 'over'
    this.#connection?.end()
  }

  #open(openMs: number): void {
    const { openTransport, reopenTransport } = this.#deps
    const addresses = this.#roads.open()
    const way = (open: OpenTransport) => inOrder(this.#roads.watch(open), addresses)
    const greetMs = addresses.length > 1 ? Math.min(openMs, GREET_FIRST_MS) : openMs
    this.#connect(insisting(way(openTransport), way(reopenTransport?.() ?? openTransport)), {
      openMs,
      greetMs,
    })
  }

  #connect(openTransport: OpenTransport, bounds: { readonly openMs: number; readonly greetMs: number }) {
    this.#connection?.drop()
    const { client, times } = this.#deps
    const hello = this.#resume === null ? { client } : { client, resume: this.#resume }
    const deps = { ...times, ...bounds, openTransport, frames: this.#frames, hello }
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
    if (event.type === 'received') return this.#onMessage(event.message)
    if (this.#stage === 'lost') this.#comeback.opened()
    if (this.#announced === 'yes') return
    this.#announced = 'yes'
    this.#comeback.tookToOpen(this.#elapsedMs())
    this.#emit(event)
  }

  #onMessage(message: CallMessage) {
    if ((message.type === 'call.end' || message.type === 'error') && message.callId)
      this.#calls.delete(message.callId)
    if (message.type === 'notice') this.#deps.log(`signaling has a notice, ${message.kind}`)
    if (message.type === 'notice' && message.kind === 'draining') this.#roads.drains(message.retryAfterMs)
    this.#emit({ type: 'received', message })
  }

  #onWelcome({ ice, session, resumeToken, resumed, recording }: Welcome) {
    const was = this.#stage
    if (was === 'lost') {
      if (!resumed) return this.#fail(failure('signaling_lost', 'the gateway began another session'))
      this.#deps.log(`signaling resumed after ${Math.round(this.#elapsedMs())} ms`)
      this.#tellLasting()
    }
    this.#resume = { session, token: resumeToken }
    if (was !== 'welcomed') {
      this.#enter('welcomed')
      this.#roads.settled()
      this.#comeback.welcomed()
      for (const text of this.#frames.unconfirmed()) this.#connection?.transmit(text)
    }
    if (was === 'lost') this.#emit({ type: 'resumed' })
    const isHere = isLoopback(new URL(this.#target.url))
    const servers = isHere ? ice : (this.#deps.relays?.(ice) ?? ice)
    const records = recording && { by: recording.by, isRequired: recording.required }
    this.#emit({ type: 'welcomed', ice: servers, recording: records ?? null })
  }

  #onClosed({ failure: reason, blame }: Extract<ConnectionEvent, { type: 'closed' }>) {
    this.#connection = null
    if (this.#stage === 'opening') return this.#onUnopened(reason)
    const refused = blame === 'peer' && (this.#stage === 'welcomed' || this.#roads.refused(reason) === 'over')
    if (refused) return this.#fail(reason)
    if (this.#stage === 'welcomed') {
      this.#livedMs = this.#elapsedMs()
      this.#comeback.lost(this.#livedMs)
      this.#enter('lost')
    }
    this.#reopen(reason)
  }

  #onUnopened(reason: Failure) {
    const leftMs = this.#deps.times.openMs - this.#elapsedMs()
    // Chromium drops what is under way when an interface comes or goes: that says nothing of the gateway.
    if (isDisturbed(reason) && leftMs > 0) return this.#open(leftMs)
    // The first that was asked is the one that was meant.
    this.#refusal ??= reason
    if (leftMs > 0 && this.#roads.refused(reason) === 'again') this.#open(leftMs)
    else this.#fail(this.#refusal)
  }

  /** Tries to take the session up again until it must be given up, with one greeting at a time: a token works once. */
  #reopen(reason: Failure) {
    const { times, log, openTransport, reopenTransport, forget } = this.#deps
    const restMs = times.giveUpMs - this.#elapsedMs()
    if (restMs <= 0) {
      const { detail = '' } = this.#comeback.said() ?? reason
      return this.#fail(failure('signaling_lost', `no connection for ${times.giveUpMs} ms, ${detail}`))
    }
    log(`signaling lost its connection (${reason.detail ?? reason.name})`)
    this.#comeback.failed(reason)
    const way = this.#roads.watch(reopenTransport?.() ?? openTransport)
    const open = hedged({
      open: (_target, tell) => way(this.#roads.back(this.#elapsedMs()), tell),
      pauseMs: () => this.#comeback.pauseMs(this.#elapsedMs(), this.#roads.waitMs()),
      forget: forget ?? (async () => {}),
      failed: why => this.#comeback.failed(why),
    })
    this.#connect(open, { openMs: restMs, greetMs: this.#comeback.greetMs(times.greetMs) })
  }

  /** What is on this computer is no network's doing. */
  #tellLasting(): void {
    const isSoon = this.#elapsedMs() < AT_ONCE_MS && !isLoopback(new URL(this.#target.url))
    if (this.#livedMs !== null && isSoon) this.#deps.lasting?.lost(this.#livedMs)
  }

  #of(): 'call' | 'nobody' {
    return this.#calls.size > 0 ? 'call' : 'nobody'
  }
}
