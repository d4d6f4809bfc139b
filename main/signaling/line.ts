// One signaling connection: greeting, numbering, heartbeat. Turns texts into messages and back.
// Must not know calls, and not which transport carries it.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import { type ClientMessage, type GatewayMessage, PROTOCOL_VERSIONS } from '../../protocol/signaling'
import { failure } from './failures'
import { createReader, createWriter } from './frames'
import { createHeartbeat } from './heartbeat'
import type { OpenTransport, Target } from './transport'

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

interface Wire {
  readonly stage: () => 'dialling' | 'greeting' | 'welcomed' | 'over'
  /** The first welcome came. */
  readonly settle: () => void
  readonly fail: (reason: Failure) => void
}

/** What a message means to the line itself; calls get the rest. */
function createListener(wire: Wire, emit: (event: LineEvent) => void) {
  const welcomed = (version: number, ice: IceServers) => {
    if (!PROTOCOL_VERSIONS.some(known => known === version)) {
      return wire.fail(failure('signaling_version', `the gateway chose version ${version}`))
    }
    if (wire.stage() === 'greeting') wire.settle()
    emit({ type: 'welcomed', ice })
  }
  return (message: GatewayMessage) => {
    if (message.type === 'welcome') return welcomed(message.version, message.ice)
    if (message.type === 'pong') return
    if (message.type === 'error' && message.callId === undefined) return wire.fail(message.failure)
    if (wire.stage() === 'greeting') {
      return wire.fail(failure('signaling_garbage', `${message.type} before welcome`))
    }
    emit({ type: 'received', message })
  }
}

/** Opens a line and greets. Every trouble is told as `failed`; nothing throws. */
export function openLine(target: Target, deps: LineDeps, emit: (event: LineEvent) => void): Line {
  const { times } = deps
  const read = createReader(deps.log)
  const write = createWriter()
  let stage: ReturnType<Wire['stage']> = 'dialling'

  const stop = () => {
    stage = 'over'
    clearTimeout(opening)
    heartbeat.stop()
    transport.close()
  }
  const fail = (reason: Failure) => {
    if (stage === 'over') return
    stop()
    emit({ type: 'failed', failure: reason })
  }
  const send = (message: ClientMessage) => {
    if (stage === 'over' || stage === 'dialling') return
    const text = write(message)
    if (text === null) return fail(failure('signaling_oversize', message.type))
    transport.send(text)
  }
  const hello = () => send({ type: 'hello', versions: [...PROTOCOL_VERSIONS], client: deps.client })
  const settle = () => {
    stage = 'welcomed'
    clearTimeout(opening)
    heartbeat.start()
  }

  const opening = setTimeout(() => {
    const missing = stage === 'dialling' ? 'no connection' : 'connected, but no welcome'
    fail(failure('signaling_timeout', `${missing} after ${times.openMs} ms`))
  }, times.openMs)
  const heartbeat = createHeartbeat(times, {
    beat: id => send({ type: 'ping', id }),
    died: () => fail(failure('signaling_lost', `nothing heard for ${times.deadMs} ms`)),
  })
  const listen = createListener({ stage: () => stage, settle, fail }, emit)
  const transport = deps.openTransport(target, event => {
    if (stage === 'over') return
    if (event.type === 'closed') return fail(event.failure)
    if (event.type === 'opened') {
      stage = 'greeting'
      emit({ type: 'opened' })
      return hello()
    }
    heartbeat.heard()
    const reading = read(event.text)
    if (reading.kind === 'message') listen(reading.message)
    if (reading.kind === 'failed') fail(reading.failure)
  })
  return { send, refresh: hello, close: stop }
}
