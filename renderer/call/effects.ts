// What the machine asks the world to do. The runtime performs them, in order; none answers but by a fact.
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan, Candidate, Cause, Route } from '../../protocol/ice'
import type { Call, Heard } from './call'
import type { TimerName } from './events'

export type Effect =
  | { readonly do: 'askMicrophone' }
  | { readonly do: 'openMicrophone' }
  | { readonly do: 'muteMicrophone'; readonly muted: boolean }
  | { readonly do: 'openBackend'; readonly agentId: string; readonly route: Route | 'auto' }
  | { readonly do: 'planAttempt'; readonly cause: Cause }
  | { readonly do: 'startPeer'; readonly plan: AttemptPlan }
  /** `sdp` null: the attempt adopts a warm line. */
  | { readonly do: 'startCall'; readonly attempt: number; readonly sdp: string | null }
  | { readonly do: 'offerAttempt'; readonly attempt: number; readonly sdp: string }
  | { readonly do: 'sendCandidate'; readonly attempt: number; readonly candidate: Candidate }
  | { readonly do: 'acceptAnswer'; readonly attempt: number; readonly sdp: string }
  | { readonly do: 'addCandidate'; readonly attempt: number; readonly candidate: Candidate }
  /** The call's sound now goes over this attempt: its element is the unmuted one, the microphone feeds it. */
  | { readonly do: 'carry'; readonly attempt: number }
  /**
   * Asks the far end to send the agent's sound to this attempt, from after the packet last heard; null: from now.
   * `n` rises with each order of the call, so that a copy and a stale one are known. `old`: whether the path that is left is
   * still listened to, until the sound has arrived on this one.
   */
  | {
      readonly do: 'goAttempt'
      readonly attempt: number
      readonly n: number
      readonly after: Heard | null
      readonly old: 'left' | 'heard'
    }
  /** Silence both ways while packets flow, said to the far end too; or no longer. Asked again, it changes nothing. */
  | { readonly do: 'hold'; readonly on: boolean }
  /** The answer to `consent.asked`. */
  | { readonly do: 'answerConsent'; readonly agrees: boolean }
  /** Answered by `key.sent`. */
  | { readonly do: 'pressKey'; readonly digit: string }
  /** Silence both ways at once, peers kept: the end was asked for and is being confirmed. */
  | { readonly do: 'hush' }
  | { readonly do: 'endPeer'; readonly attempt: number }
  | { readonly do: 'endAttempt'; readonly attempt: number }
  | { readonly do: 'endBackend'; readonly reason: string }
  /** Asks main what this failure of the network's layers really was. Answered by `failure.explained`. */
  | { readonly do: 'explain'; readonly failure: Failure }
  | { readonly do: 'startTimer'; readonly timer: TimerName; readonly ms: number }
  | { readonly do: 'stopTimer'; readonly timer: TimerName }
  /** Lets go of everything the call may hold: timers, peers, microphone, backend. Idempotent, only on entering `ended`. */
  | { readonly do: 'release' }

export type EffectName = Effect['do']
/** What one event makes of a call: the next value, and what to do about it. */
export type Step = readonly [Call, readonly Effect[]]
