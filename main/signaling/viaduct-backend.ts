// Our own protocol as a backend: one line for one call, messages in both directions.
// Must not know attempts' numbers, plans or timers.
import type { BackendFact } from '../../protocol/ipc'
import type { BackendEvent, OpenBackend } from './backend'
import { isLoopback } from './choose-transport'
import type { CallMessage } from './connection'
import { type LineDeps, type LineEvent, openLine } from './line'

/** The fact that a message tells the call, or `null` for another call's. */
export function factOf(callId: string, message: CallMessage): BackendFact | null {
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
      return { type: 'agent.turned', callId, responseMs: message.responseMs }
    case 'recording':
      return { type: 'recording.changed', callId, by: message.by, on: message.state === 'on' }
    case 'call.end':
      return { type: 'backend.ended', callId, reason: message.reason }
    case 'error':
      return { type: 'backend.failed', callId, failure: message.failure }
  }
}

function createTranslator(callId: string, nowMs: () => number, emit: (event: BackendEvent) => void) {
  let openedAtMs = 0
  let greeted: 'not yet' | 'once' = 'not yet'
  return (event: LineEvent) => {
    if (event.type === 'opened') openedAtMs = nowMs()
    else if (event.type === 'failed') {
      emit({ type: 'told', fact: { type: 'backend.failed', callId, failure: event.failure } })
    } else if (event.type === 'received') {
      const fact = factOf(callId, event.message)
      if (fact) emit({ type: 'told', fact })
    } else if (greeted === 'once') emit({ type: 'refreshed', ice: event.ice })
    else {
      greeted = 'once'
      emit({ type: 'ready', ice: event.ice, openedAtMs })
    }
  }
}

/** Makes the opener of viaduct backends. `nowMs` is the clock of `openedAtMs`. */
export const createViaductBackend =
  (deps: LineDeps, nowMs: () => number): OpenBackend =>
  ({ callId, target }, emit) => {
    const line = openLine(target, deps, createTranslator(callId, nowMs, emit))
    return {
      name: 'viaduct',
      capability: 'parallel',
      start: ({ sdp, ...call }) =>
        line.send({ type: 'call.start', ...call, ...(sdp === null ? {} : { sdp }) }),
      offer: attempt => line.send({ type: 'attempt.offer', ...attempt }),
      candidate: candidate => line.send({ type: 'attempt.candidate', ...candidate }),
      endAttempt: attempt => line.send({ type: 'attempt.end', ...attempt }),
      go: order => line.send({ type: 'go', ...order }),
      end: call => line.send({ type: 'call.end', ...call }),
      refresh: line.refresh,
      networkChanged: () => {
        // What is on this computer is reached whatever becomes of its networks.
        if (!isLoopback(new URL(target.url))) line.networkChanged()
      },
      close: line.close,
    }
  }
