// Our own protocol as a backend: one line for one call, messages in both directions.
// Must not know attempts' numbers, plans or timers.
import type { BackendFact } from '../../protocol/facts'
import type { BackendEvent, OpenBackend, ReadySpare } from './backend'
import { isLoopback } from './choose-transport'
import type { CallMessage } from './connection'
import { failure } from './failures'
import { type Line, type LineDeps, type LineEvent, openLine } from './line'
import type { Target } from './transport'
import { saidOf } from './words'

/** A line that was open before the call, and the peer that goes with it. Its greeting is told again. */
export interface WarmLine {
  readonly line: Line
  readonly spare: ReadySpare | null
  /** Tells the page that its peer leads nowhere any more. */
  readonly lost: () => void
}
/** Takes the line that is kept to this address, if there is one that lives. Nothing is told before this has returned. */
export type TakeWarm = (target: Target, emit: (event: LineEvent) => void) => WarmLine | null

export const VIADUCT_NATURE = { name: 'viaduct', capability: 'parallel' } as const

/** The fact that a message tells the call, or `null` for another call's. */
export function factOf(callId: string, message: CallMessage): BackendFact | null {
  if (message.type === 'notice') return { ...message, type: 'backend.noticed', callId }
  if (!('callId' in message) || message.callId !== callId) return null
  switch (message.type) {
    case 'call.ringing':
      return { type: 'backend.ringing', callId }
    case 'attempt.answer':
      return { type: 'backend.answered', callId, attempt: message.attempt, sdp: message.sdp }
    case 'attempt.adopted':
      return { type: 'backend.answered', callId, attempt: message.attempt, sdp: null }
    case 'attempt.candidate':
      return { type: 'backend.candidate', callId, attempt: message.attempt, candidate: message.candidate }
    case 'agent.state':
      return { type: 'agent.changed', callId, state: message.state }
    case 'agent.turn':
      return {
        type: 'agent.turned',
        callId,
        responseMs: message.responseMs,
        stages: message.stages ?? null,
      }
    case 'caller.heard':
      return { type: 'caller.heard', callId, state: message.state }
    case 'dtmf.heard':
      return { type: 'digit.heard', callId, digit: message.digit, by: message.by }
    case 'recording':
      return {
        type: 'recording.changed',
        callId,
        by: message.by,
        on: message.state === 'on',
        durationMs: message.durationMs ?? null,
        complete: message.complete ?? null,
      }
    case 'call.end':
      return { type: 'backend.ended', callId, reason: message.reason }
    case 'error':
      return { type: 'backend.failed', callId, failure: message.failure }
    default:
      return null
  }
}

/** What the call was given, and the attempt that is adopting it. */
interface Given {
  spare: ReadySpare | null
  adopting: number | null
  lost: () => void
}

/**
 * A line may end while its call is on the way to it, and the gateway then waits for an offer: the attempt counts as answered,
 * and as failed at once, so that the call tries another.
 */
function lateEnd(callId: string, message: CallMessage, { spare, adopting }: Given): BackendFact | null {
  if (message.type !== 'line.end' || message.lineId !== spare?.id || adopting === null) return null
  return { type: 'backend.answered', callId, attempt: adopting, sdp: null }
}

function createTranslator(
  callId: string,
  nowMs: () => number,
  given: Given,
  emit: (event: BackendEvent) => void,
) {
  let openedAtMs = 0
  let greeted: 'not yet' | 'once' = 'not yet'
  return (event: LineEvent) => {
    if (event.type === 'opened') openedAtMs = nowMs()
    else if (event.type === 'resumed') emit({ type: 'told', fact: { type: 'backend.resumed', callId } })
    else if (event.type === 'failed') {
      emit({ type: 'told', fact: { type: 'backend.failed', callId, failure: event.failure } })
    } else if (event.type === 'received') {
      const late = lateEnd(callId, event.message, given)
      const what = saidOf(callId, event.message)
      if (what) return emit({ type: 'said', what })
      const fact = late ?? factOf(callId, event.message)
      if (fact) emit({ type: 'told', fact })
      if (late) given.lost()
    } else if (greeted === 'once') emit({ type: 'refreshed', ice: event.ice })
    else {
      greeted = 'once'
      emit({ type: 'ready', ice: event.ice, openedAtMs, spare: given.spare, recording: event.recording })
    }
  }
}

/** Makes the opener of viaduct backends. `nowMs` is the clock of `openedAtMs`; `take` gives a line that is open already. */
export const createViaductBackend =
  (deps: LineDeps, nowMs: () => number, take: TakeWarm = () => null): OpenBackend =>
  ({ callId, target }, emit) => {
    const given: Given = { spare: null, adopting: null, lost: () => {} }
    const hear = createTranslator(callId, nowMs, given, emit)
    const warm = take(target, hear)
    const line = warm?.line ?? openLine(target, deps, hear)
    if (warm) Object.assign(given, { spare: warm.spare, lost: warm.lost })
    const lineId = given.spare?.kind === 'line' ? given.spare.id : null
    const adopt = (call: {
      readonly callId: string
      readonly agent: string
      readonly attempt: number
      readonly record?: boolean
    }) => {
      given.adopting = call.attempt
      if (lineId !== null) return line.send({ type: 'call.start', ...call, adopt: lineId })
      const reason = failure('app_broken', 'there is no line to adopt')
      emit({ type: 'told', fact: { type: 'backend.failed', callId, failure: reason } })
    }
    return {
      ...VIADUCT_NATURE,
      start: ({ sdp, ...call }) => {
        if (sdp === null) return adopt(call)
        // The page could not use it, so the far end shall not hold it.
        if (lineId !== null) line.send({ type: 'line.close', lineId })
        line.send({ type: 'call.start', ...call, sdp })
      },
      offer: attempt => line.send({ type: 'attempt.offer', ...attempt }),
      candidate: candidate => line.send({ type: 'attempt.candidate', ...candidate }),
      endAttempt: attempt => line.send({ type: 'attempt.end', ...attempt }),
      go: order => line.send({ type: 'go', ...order }),
      redundancy: wish => line.send({ type: 'call.redundancy', ...wish }),
      hold: wish => line.send({ type: 'call.hold', ...wish }),
      press: key => line.send({ type: 'call.dtmf', ...key }),
      message: message => line.send({ type: 'call.message', ...message }),
      end: call => line.send({ type: 'call.end', ...call }),
      refresh: line.refresh,
      doubt: line.probe,
      networkChanged: () => {
        // What is on this computer is reached whatever becomes of its networks.
        if (!isLoopback(new URL(target.url))) line.networkChanged()
      },
      close: line.close,
    }
  }
