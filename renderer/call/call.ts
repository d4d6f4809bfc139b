// The call as a value. Owns the shape of every phase; knows no screen, no peer, no clock.

import type { Capability } from '../../protocol/facts'
import type { Failure } from '../../protocol/failure'
import type { Cause, Route } from '../../protocol/ice'
import type { PhaseName } from '../../protocol/ipc'
import type { Interruption, Turn as ReportedTurn } from '../../protocol/report'
import type { AgentState, Hearing } from '../../protocol/signaling'

/** The microphone, driven by device facts only, never by the connection. */
export type Microphone = 'asking' | 'opening' | 'open'

/** How far one attempt has come. `ended` ones stay in the list, because the report tells of them. */
export type Stage =
  | { readonly at: 'building' }
  | { readonly at: 'offered' }
  | { readonly at: 'answered' }
  | { readonly at: 'connected' }
  | { readonly at: 'sounding' }
  /** It carried sound and fell silent; it may speak again. */
  | { readonly at: 'stalled' }
  | { readonly at: 'ended'; readonly by: string }

/** One peer trying one route. Times are milliseconds of the runtime's clock. */
export interface Attempt {
  readonly n: number
  readonly route: Route
  readonly cause: Cause
  readonly startedAtMs: number
  readonly connectedAtMs: number | null
  readonly stage: Stage
}

/** What the opened backend said of itself. */
export interface Backend {
  readonly name: string
  readonly capability: Capability
  readonly signalingMs: number
  readonly credentialsMs: number
}

/**
 * A stretch without sound that ended with sound: why it came and how long it lasted. `lostMs` is how long the caller spoke into
 * the dead path: the agent did not hear that part, and nothing repeats it.
 */
export interface Recovery {
  readonly cause: string
  readonly gapMs: number
  readonly lostMs: number
}

/** A packet of the agent's sound: the attempt it came on, and its RTP timestamp there. */
export interface Heard {
  readonly attempt: number
  readonly rtpTimestamp: number
}

/** `sinceMs`: on hold since then; null: it is not. `untilMs`: when the last one was over. `totalMs`: of those that are over. */
export interface Hold {
  readonly sinceMs: number | null
  readonly untilMs: number | null
  readonly totalMs: number
}

/** `durationMs`, `complete`: what the far end says of one that is over. */
export interface Recording {
  readonly by: string
  readonly on: boolean
  readonly durationMs: number | null
  readonly complete: boolean | null
}

/** What was keyed in last, how many keys travelled which way, and how many of them the far end has confirmed. */
export interface Keypad {
  readonly pressed: string
  readonly rtp: number
  readonly signaling: number
  readonly heard: number
}

/** One answer of the agent. `atMs`: when it was heard, or told of. */
export type Turn = Omit<ReportedTurn, 'atMs'> & { readonly atMs: number }

/** What every dialed call carries, whatever its phase: identity, and the data beside the phase. */
export interface Dialed {
  readonly callId: string
  readonly agentId: string
  readonly wantedRoute: Route | 'auto'
  readonly dialedAtMs: number
  /** How long a person was asked for a proxy's password; no clock of the call counts it. */
  readonly askedMs: number
  readonly microphone: Microphone
  readonly muted: boolean
  readonly hold: Hold
  readonly keypad: Keypad
  readonly agent: AgentState | null
  /** What the far end says that it gets of this microphone; null: it has not said. */
  readonly far: Hearing | null
  readonly backend: Backend | null
  readonly attempts: readonly Attempt[]
  /** The attempt whose element is unmuted and which the microphone feeds. */
  readonly carrier: number | null
  readonly ringingAtMs: number | null
  readonly answeredAtMs: number | null
  readonly firstMediaAtMs: number | null
  readonly turns: readonly Turn[]
  readonly interruptions: readonly Interruption[]
  readonly recoveries: readonly Recovery[]
  /** How often a path was doubted and then spoke again. */
  readonly alarms: number
  /** How many `go` were said. The next has a higher number, over all pages of the call. */
  readonly goes: number
  /** The agent's last packet before the sound stopped: the far end resumes after it. */
  readonly lastHeard: Heard | null
  /** The person's answer to whether the call may be recorded; null: not asked. */
  readonly agreed: boolean | null
  readonly recording: Recording | null
  readonly externalId: string | null
}

/** Why a call is over. One owner: `end.ts`. */
export type EndReason =
  | { readonly by: 'caller' }
  | { readonly by: 'agent'; readonly detail: string }
  | { readonly by: 'failure'; readonly failure: Failure }

export interface Idle {
  readonly phase: 'idle'
}
/**
 * Signaling is being opened; nothing has been offered. `askingSinceMs`: since when a person is asked for something; null: nobody is.
 * `consent`: that is whether the call may be recorded; null: it is a proxy that asks.
 */
export interface Preparing extends Dialed {
  readonly phase: 'preparing'
  readonly askingSinceMs: number | null
  readonly consent: { readonly by: string; readonly mayDecline: boolean } | null
}
/** The first attempt is being built and offered. `windowEndsAtMs`: when the decision window closes. */
export interface Inviting extends Dialed {
  readonly phase: 'inviting'
  readonly windowEndsAtMs: number
}
/** The agent's side rings. The window's clock stands still; `windowLeftMs` is what remains of it. */
export interface Ringing extends Dialed {
  readonly phase: 'ringing'
  readonly windowLeftMs: number
}
/** Answered; a path is being found. `try` 2 is the one retry. */
export interface Connecting extends Dialed {
  readonly phase: 'connecting'
  readonly try: 1 | 2
}
/** A path that fell silent, and the standby (the carrier, then) that sounds in its place until one of the two has proved itself. */
export interface Doubt {
  readonly of: 'doubt'
  readonly from: number
  readonly cause: string
  /** When the doubted path was last heard. */
  readonly sinceMs: number
  /** When the microphone went to the standby; null: it is still on the doubted path. */
  readonly movedAtMs: number | null
  readonly soundAtMs: number | null
}
/**
 * A move without a silence: the carrier sounds on until the sound has arrived on `to`. `why`: its credentials run out, or the far end
 * gets nothing of what goes over it.
 */
export interface Handover {
  readonly of: 'handover'
  readonly why: 'rotation' | 'unheard'
  readonly to: number
  readonly soundAtMs: number | null
}
/** A move that is not final yet. */
export type Trial = Doubt | Handover
/** Sound flows over `carrier`. Another open attempt beside it is the standby, or is becoming it. */
export interface Active extends Dialed {
  readonly phase: 'active'
  readonly activeAtMs: number
  readonly trial: Trial | null
}
/** Sound has stopped and new attempts are being made, for a bounded time. */
export interface Recovering extends Dialed {
  readonly phase: 'recovering'
  readonly activeAtMs: number
  readonly lostAtMs: number
  /** When the microphone went to the path that it feeds now; null: it feeds the dead one, or none. */
  readonly movedAtMs: number | null
  readonly cause: string
  readonly tries: number
}
/** The end is said; the other side may still confirm, or the last words drain. */
export interface Ending extends Dialed {
  readonly phase: 'ending'
  readonly end: EndReason
  readonly activeAtMs: number | null
}
/** Over; everything is released. */
export interface Ended extends Dialed {
  readonly phase: 'ended'
  readonly end: EndReason
  readonly activeAtMs: number | null
  readonly endedAtMs: number
}

export type Call = Idle | Preparing | Inviting | Ringing | Connecting | Active | Recovering | Ending | Ended
export type InPhase<P extends PhaseName> = Extract<Call, { phase: P }>
/** The phases in which a call lives: it can be hung up. */
export type LiveCall = Preparing | Inviting | Ringing | Connecting | Active | Recovering

export const NEVER_HELD: Hold = { sinceMs: null, untilMs: null, totalMs: 0 }

export const NOTHING_KEYED: Keypad = { pressed: '', rtp: 0, signaling: 0, heard: 0 }

export const IDLE: Idle = { phase: 'idle' }

/** What a call takes along when it leaves a phase: everything but what that phase alone owned. */
export const dialedOf = (call: Dialed): Dialed => ({
  callId: call.callId,
  agentId: call.agentId,
  wantedRoute: call.wantedRoute,
  dialedAtMs: call.dialedAtMs,
  askedMs: call.askedMs,
  microphone: call.microphone,
  muted: call.muted,
  hold: call.hold,
  keypad: call.keypad,
  agent: call.agent,
  far: call.far,
  backend: call.backend,
  attempts: call.attempts,
  carrier: call.carrier,
  ringingAtMs: call.ringingAtMs,
  answeredAtMs: call.answeredAtMs,
  firstMediaAtMs: call.firstMediaAtMs,
  turns: call.turns,
  interruptions: call.interruptions,
  recoveries: call.recoveries,
  alarms: call.alarms,
  goes: call.goes,
  lastHeard: call.lastHeard,
  agreed: call.agreed,
  recording: call.recording,
  externalId: call.externalId,
})
