// The calls of one session: routes each message to the call it names. Owns the bounds on calls.
// Must not know transports or media; a call is made by a function it is given.
import type { FailureName } from '../../protocol/catalogue'
import type { Candidate } from '../../protocol/ice'
import type { ClientMessage, GatewayMessage, Go, Redundancy } from '../../protocol/signaling'
import type { Leg } from '../media/leg'

type LineMessage = Extract<ClientMessage, { lineId: string }>
type CallMessage = Exclude<ClientMessage, { type: 'hello' | 'ping' | 'bye' } | LineMessage>
type Rated = Extract<ClientMessage, { type: 'call.rating' }>
type CallStart = Extract<ClientMessage, { type: 'call.start' }>

/** Why a call ended, as it is told to the client. */
export type EndReason = Extract<GatewayMessage, { type: 'call.end' }>['reason']

/** One call, as the desk sees it. After its end every method does nothing. */
export interface CallHandle {
  offer(attempt: number, sdp: string): void
  /** Takes a line's connection over as this attempt. */
  adopt(attempt: number, leg: Leg): void
  candidate(attempt: number, candidate: Candidate): void
  endAttempt(attempt: number): void
  /** Milliseconds since the caller was last heard, or since the start. */
  quietMs(): number
  go(order: Go): void
  redundancy(wish: Redundancy): void
  /** A key that the caller pressed, where its RTP cannot carry it. */
  digit(digit: string, by: 'signaling'): void
  /** The caller is away, or back. */
  hold(on: boolean): void
  /** The caller has typed this. */
  read(id: string, text: string): void
  /** Ends at once; `told` says whether the client still has to hear of it. */
  end(reason: EndReason, told: 'tell' | 'silent'): void
}

export type CallRequest = Pick<CallStart, 'callId' | 'agent'> & { readonly record: boolean }

/** Makes a call, or says why not. `emit` carries its messages, `onOver` fires once, after the last of them. */
export type OpenCall = (
  request: CallRequest,
  emit: (message: GatewayMessage) => void,
  onOver: () => void,
) => CallHandle | { readonly refused: FailureName; readonly detail: string }

export interface CallDesk {
  handle(message: CallMessage): void
  calls(): number
  /** Milliseconds since any caller was last heard; without a call, infinity. */
  quietMs(): number
  /** Ends every call without a word: there is nobody left to tell. */
  drop(): void
}

/**
 * Opens the desk of one session. `takeLine` gives a line of it away, or `null` when there is none of this name. `rated`: what a caller
 * thinks of a call, that most often is over, and may have been another session's.
 */
export function createCallDesk(
  open: OpenCall,
  emit: (message: GatewayMessage) => void,
  takeLine: (lineId: string) => Leg | null,
  rated: (rating: Rated) => void = () => {},
): CallDesk {
  const calls = new Map<string, CallHandle>()

  /** A line that is gone costs its caller no call: the call waits for an offer, under the same number or another. */
  const begin = (call: CallHandle, { attempt, sdp, adopt }: CallStart) => {
    if (sdp !== undefined) call.offer(attempt, sdp)
    if (adopt === undefined) return
    const leg = takeLine(adopt)
    if (leg) call.adopt(attempt, leg)
    else emit({ type: 'line.end', lineId: adopt, reason: 'closed' })
  }

  const start = (message: CallStart) => {
    const { callId } = message
    if (calls.has(callId)) return
    const request = { callId, agent: message.agent, record: message.record === true }
    const call = open(request, emit, () => calls.delete(callId))
    if ('refused' in call) {
      emit({ type: 'error', callId, failure: { name: call.refused, detail: call.detail } })
      return
    }
    calls.set(callId, call)
    emit({ type: 'call.ringing', callId })
    begin(call, message)
  }

  return {
    handle(message) {
      if (message.type === 'call.start') return start(message)
      if (message.type === 'call.rating') return rated(message)
      const call = calls.get(message.callId)
      // A message for a call that just ended crosses the end on its way: that is no error.
      if (!call) return
      if (message.type === 'attempt.offer') call.offer(message.attempt, message.sdp)
      else if (message.type === 'attempt.candidate') call.candidate(message.attempt, message.candidate)
      else if (message.type === 'attempt.end') call.endAttempt(message.attempt)
      else if (message.type === 'go') call.go(message)
      else if (message.type === 'call.redundancy') call.redundancy(message)
      else if (message.type === 'call.dtmf') call.digit(message.digit, 'signaling')
      else if (message.type === 'call.hold') call.hold(message.on)
      else if (message.type === 'call.message') call.read(message.id, message.text)
      else call.end('caller', 'tell')
    },
    calls: () => calls.size,
    quietMs: () => Math.min(...[...calls.values()].map(call => call.quietMs())),
    drop() {
      for (const call of [...calls.values()]) call.end('caller', 'silent')
    },
  }
}
