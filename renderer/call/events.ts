// Everything that can happen to a call. Commands are imperative, facts are past tense and name their source.

import type { BackendFact } from '../../protocol/facts'
import type { Failure } from '../../protocol/failure'
import type { Candidate, Route } from '../../protocol/ice'
import type { KeyWay } from '../../protocol/signaling'
import type { Heard, LiveCall, Turn } from './call'

export type TimerName =
  | 'signaling'
  | 'window'
  | 'ringing'
  | 'microphone'
  | 'recovery'
  | 'attempt'
  | 'standby'
  | 'rotation'
  | 'commit'
  | 'ending'
  | 'explaining'

/** What a person, a menu or the command line asks for. */
export type CallCommand =
  | {
      readonly type: 'dial'
      readonly callId: string
      readonly agentId: string
      readonly route: Route | 'auto'
    }
  | { readonly type: 'hangUp' }
  /** Another page carried this call and went at `goneAtMs`; `call` is what it published last. */
  | { readonly type: 'rejoin'; readonly call: LiveCall; readonly goneAtMs: number }
  | { readonly type: 'mute'; readonly muted: boolean }
  /** Whether the call may be recorded. */
  | { readonly type: 'consent'; readonly agrees: boolean }
  | { readonly type: 'hold'; readonly on: boolean }
  /** A key of the keypad: a digit, `*` or `#`. */
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'dismiss' }

export type MicrophoneFact = { readonly callId: string } & (
  | { readonly type: 'mic.granted' }
  | { readonly type: 'mic.opened' }
  | { readonly type: 'mic.refused'; readonly failure: Failure }
)

export type PeerFact = { readonly callId: string; readonly attempt: number } & (
  | { readonly type: 'peer.offered'; readonly sdp: string }
  /** The attempt took over the warm line that its plan named: connected, and nothing to negotiate. */
  | { readonly type: 'peer.adopted' }
  | { readonly type: 'peer.candidate'; readonly candidate: Candidate }
  | { readonly type: 'peer.connected' }
  /**
   * Packets of the agent's sound arrive on this attempt: the first ever, or the first after a silence.
   * `heard`: the last packet of the attempt that carried the call until now.
   */
  | { readonly type: 'peer.sounded'; readonly heard: Heard | null }
  /** Packets stopped coming: `silentMs` ago came the last, with this RTP timestamp. */
  | { readonly type: 'peer.stalled'; readonly rtpTimestamp: number; readonly silentMs: number }
  /** The agent's packets come, and of those that leave on this attempt the far end gets none. Told again while it is so. */
  | { readonly type: 'peer.unheard' }
  | { readonly type: 'peer.failed'; readonly failure: Failure }
)

export type ClockFact = { readonly type: 'timer.fired'; readonly callId: string; readonly timer: TimerName }

/** This computer's addresses or routes changed, or it woke up. */
export type NetworkFact = { readonly type: 'network.changed'; readonly callId: string }

/** What was heard of the talk, at the ear: the agent's answer `agoMs` ago, or how it was stopped. */
export type TalkFact = { readonly callId: string; readonly agoMs: number } & (
  | ({ readonly type: 'turn.heard' } & Pick<Turn, 'ms' | 'networkMs' | 'bufferMs'>)
  | { readonly type: 'interruption.heard'; readonly stopMs: number }
)

/** A key has left, this way. */
export type KeyFact = { readonly type: 'key.sent'; readonly callId: string; readonly way: KeyWay }

/** What the failure that ends the call really was, after main has looked: the same one where nothing better was found. */
export type ExplainedFact = {
  readonly type: 'failure.explained'
  readonly callId: string
  readonly failure: Failure
}

export type CallFact =
  | MicrophoneFact
  | PeerFact
  | ClockFact
  | NetworkFact
  | TalkFact
  | KeyFact
  | ExplainedFact
  | BackendFact
/** An event as the machine takes it: stamped by the runtime with its clock. */
export type CallEvent = (CallCommand | CallFact) & { readonly atMs: number }
export type EventType = CallEvent['type']
export type EventOf<E extends EventType> = Extract<CallEvent, { type: E }>
