// The keeper with hands: its effects become a line to the gateway and words to the page, its time is this computer's.
// Must not know windows, power or records: they tell it what happened.

import type { SpareFact } from '../../../protocol/facts'
import type { IceServer, Route, SparePlan } from '../../../protocol/ice'
import type { RequestInput } from '../../../protocol/ipc'
import type { ClientMessage } from '../../../protocol/signaling'
import { isLoopback } from '../choose-transport'
import type { CallMessage } from '../connection'
import { type Line, type LineDeps, type LineEvent, openLine } from '../line'
import { LINE_TIMES, type LineTimes } from '../line-times'
import type { RegionRecords } from '../regions'
import { honouredMs } from '../retry-after'
import type { Target } from '../transport'
import type { TakeWarm } from '../viaduct-backend'
import type { Happening } from './events'
import { createKeeper, type KeeperEffect } from './keeper'
import { keep } from './transition'

export interface KeepingDeps {
  readonly line: Omit<LineDeps, 'times'> & { readonly times?: LineTimes }
  readonly allowed: { readonly [K in SparePlan['kind']]: boolean }
  /** The route that a first attempt will be asked for. */
  readonly wanted: Route | 'auto'
  /** How a gateway of the directory is reached; null: it is none of them, and is not kept warm. */
  readonly targetOf: (url: string) => Target | null
  readonly tell: (fact: SpareFact) => void
  /** These servers were handed out: the page may report of them before any call. */
  readonly learn?: (servers: readonly IceServer[]) => void
  /** What relay regions have shown on this network. */
  readonly records?: () => RegionRecords
  /** Makes the way to a gateway ready, asking nobody; null: it is. The signal tells when it is no longer used. */
  readonly prepare?: (target: Target, signal: AbortSignal) => Promise<{ readonly kind: string }> | null
  /** Since somebody last used this computer. */
  readonly idleMs: () => number
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

type OfLine = 'offerLine' | 'sendLineCandidate' | 'dropSpare'

export interface Keeping {
  happened(what: Happening): void
  /** The window's requests about peers made before any call. */
  readonly requests: { readonly [N in OfLine]: (input: RequestInput<N>) => void }
  readonly take: TakeWarm
  /** Whether a call to this address would be given the line that is kept. */
  readonly isOpen: (target: Target) => boolean
  readonly counted: (calls: number) => void
  /** Says this to the gateway at this address, where a line to it is kept. False: there is none. */
  readonly say: (target: Target | null, message: ClientMessage) => boolean
  /** Lets go of everything. Safe to call twice. */
  stop(): void
}

/** Nobody waits for this opening: slow networks may take their time. */
const TIMES: LineTimes = { ...LINE_TIMES, openMs: 10_000 }
/** Idle time is looked at this often; all other news comes by itself. */
const LOOK_MS = 5_000

/** A gateway that drains tells all its clients in one moment. */
const LEAVE_MS = 4_000
const pauseOf = (retryAfterMs = 0): number => honouredMs(retryAfterMs, 'nobody')

/** What the gateway says about a line, as the keeper takes it. */
function happeningOf(message: CallMessage): Happening | null {
  switch (message.type) {
    case 'line.answer':
      return { type: 'line.answered', id: message.lineId, sdp: message.sdp }
    case 'line.candidate':
      return { type: 'line.reached', id: message.lineId, candidate: message.candidate }
    case 'notice':
      if (message.kind !== 'draining') return null
      return { type: 'signaling.drains', pauseMs: pauseOf(message.retryAfterMs ?? LEAVE_MS) }
    case 'line.end':
      return { type: 'line.ended', id: message.lineId, reason: message.reason }
    default:
      return null
  }
}

/** A line whose listener can be exchanged while it is open. */
interface Aimed {
  readonly line: Line
  aim(listener: (event: LineEvent) => void): void
}
function openAimed(target: Target, deps: LineDeps, first: (event: LineEvent) => void): Aimed {
  let hear = first
  const line = openLine(target, deps, event => hear(event))
  return {
    line,
    aim: listener => {
      hear = listener
    },
  }
}

type Greeting = Extract<LineEvent, { type: 'welcomed' }>

/** Gives an open line to a call, which hears of its opening and greeting as if they came now. */
function handOver({ line, aim }: Aimed, greeting: Greeting, emit: (event: LineEvent) => void): Line {
  let held = true
  aim(emit)
  const greet = (event: LineEvent): void => {
    if (held) emit(event)
  }
  queueMicrotask(() => {
    greet({ type: 'opened' })
    greet(greeting)
  })
  const close = (): void => {
    held = false
    line.close()
  }
  return { ...line, close }
}

export function createKeeping(deps: KeepingDeps): Keeping {
  const { nowMs, targetOf } = deps
  let keeper = createKeeper(deps.allowed, deps.wanted, nowMs())
  const line = { times: TIMES, ...deps.line }
  let kept: Aimed | null = null
  let recording: Greeting['recording'] = null
  /** Of the gateway that is kept, or about to be. */
  let used = new AbortController()

  const happened = (what: Happening): void => {
    const [next, effects] = keep(keeper, { ...what, atMs: nowMs() })
    keeper = next
    for (const effect of effects) perform(effect)
  }
  const look = (): void => happened({ type: 'regions.known', records: deps.records?.() ?? {} })
  const hear = (event: LineEvent): void => {
    if (event.type === 'welcomed') deps.learn?.(event.ice.servers)
    if (event.type === 'welcomed') recording = event.recording
    if (event.type === 'welcomed') look()
    if (event.type === 'welcomed') happened({ type: 'signaling.welcomed', ice: event.ice })
    if (event.type === 'failed') {
      happened({ type: 'signaling.failed', pauseMs: pauseOf(event.failure.retryAfterMs) })
    }
    const what = event.type === 'received' ? happeningOf(event.message) : null
    if (what !== null) happened(what)
  }
  const open = (gateway: string) => {
    const target = targetOf(gateway)
    if (target === null) return happened({ type: 'signaling.failed', pauseMs: 0 })
    used.abort()
    const use = new AbortController()
    used = use
    const begin = (found: { readonly kind: string }): void => {
      if (use.signal.aborted) return
      if (found.kind === 'failed') happened({ type: 'signaling.failed', pauseMs: 0 })
      else kept = openAimed(target, line, hear)
    }
    const preparing = deps.prepare?.(target, use.signal) ?? null
    if (preparing === null) begin({ kind: 'ready' })
    else void preparing.then(begin)
  }
  const close = (): void => {
    used.abort()
    kept?.line.close()
    kept = null
  }
  const reconnect = (): void => {
    // What is on this computer is reached whatever becomes of its networks: a greeting is proof enough.
    if (keeper.gateway !== null && isLoopback(new URL(keeper.gateway))) kept?.line.refresh()
    else kept?.line.networkChanged()
  }
  const perform = (effect: KeeperEffect): void => {
    if (effect.do === 'open') open(effect.gateway)
    if (effect.do === 'close') close()
    if (effect.do === 'reconnect') reconnect()
    if (effect.do === 'refresh') kept?.line.refresh()
    if (effect.do === 'send') kept?.line.send(effect.message)
    if (effect.do === 'tell') deps.tell(effect.fact)
  }
  const isOpen = ({ url }: Target): boolean =>
    keeper.gateway === url && keeper.signaling.at === 'warm' && kept?.line.isConnected() === true
  const take: TakeWarm = (target, emit) => {
    const gateway = target.url
    if (targetOf(gateway) === null) return null
    const { signaling, spare } = keeper
    const fits = signaling.at === 'warm' && isOpen(target)
    const taken =
      fits && kept !== null ? handOver(kept, { type: 'welcomed', ice: signaling.ice, recording }, emit) : null
    if (taken !== null) {
      kept = null
      used.abort()
    }
    happened({ type: 'call.began', gateway, took: taken !== null })
    const lost = (): void => {
      if (spare !== null) deps.tell({ type: 'spare.dropped', id: spare.id })
    }
    return taken === null ? null : { line: taken, spare, lost }
  }
  const clock = setInterval(() => {
    look()
    happened({ type: 'time.passed', idleMs: deps.idleMs() })
  }, LOOK_MS)
  clock.unref()

  return {
    happened,
    requests: {
      offerLine: ({ id, sdp }) => happened({ type: 'line.offered', id, sdp }),
      sendLineCandidate: ({ id, candidate }) => happened({ type: 'line.trickled', id, candidate }),
      dropSpare: ({ id }) => happened({ type: 'spare.broke', id }),
    },
    take,
    isOpen,
    say: (target, message) => {
      if (target === null || !isOpen(target) || kept === null) return false
      kept.line.send(message)
      return true
    },
    counted: count => happened({ type: 'calls.counted', count }),
    stop: () => {
      clearInterval(clock)
      happened({ type: 'page.gone' })
    },
  }
}
