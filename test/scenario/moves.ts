// Every event that could plausibly come next in a call: what explorations and property tests choose from.

import type { Capability } from '../../protocol/facts'
import type { Call, CallCommand, CallFact, TimerName } from '../../renderer/call'
import { CALLS } from '../fixtures/calls'
import { planOf } from '../fixtures/plans'

export type Move = CallCommand | CallFact

/** How a backend may answer `openBackend`; explorations take one kind at a time. */
export interface Surroundings {
  readonly kind: Capability
  /** Timers that run now. */
  readonly timers: readonly TimerName[]
  /** No more plans than this. */
  readonly attemptsMax: number
}

const opened = (callId: string, capability: Capability): Move => ({
  type: 'backend.opened', callId, backend: 'viaduct', capability, signalingMs: 40, credentialsMs: 5,
}) // biome-ignore format: one record

const attemptMoves = (callId: string, attempt: number): readonly Move[] => [
  { type: 'peer.offered', callId, attempt, sdp: 'offer' },
  { type: 'peer.adopted', callId, attempt },
  { type: 'peer.candidate', callId, attempt, candidate: null },
  { type: 'backend.candidate', callId, attempt, candidate: null },
  { type: 'backend.answered', callId, attempt, sdp: 'answer' },
  { type: 'backend.answered', callId, attempt, sdp: null },
  { type: 'peer.connected', callId, attempt },
  { type: 'peer.sounded', callId, attempt, heard: { attempt, rtpTimestamp: 96_000 } },
  { type: 'peer.stalled', callId, attempt, rtpTimestamp: 48_000, silentMs: 100 },
  { type: 'peer.unheard', callId, attempt },
  { type: 'peer.failed', callId, attempt, failure: { name: 'relay_no_path' } },
  { type: 'peer.failed', callId, attempt, failure: { name: 'agent_answer_without_audio' } },
]

const callMoves = (callId: string, kind: Capability): readonly Move[] => [
  { type: 'hangUp' },
  { type: 'mute', muted: true },
  { type: 'mute', muted: false },
  { type: 'hold', on: true },
  { type: 'hold', on: false },
  { type: 'press', digit: '5' },
  { type: 'key.sent', callId, way: 'rtp' },
  { type: 'digit.heard', callId, digit: '5', by: 'rtp' },
  { type: 'mic.granted', callId },
  { type: 'mic.opened', callId },
  { type: 'mic.refused', callId, failure: { name: 'microphone_denied' } },
  { type: 'backend.starting', callId },
  { type: 'backend.asking', callId },
  { type: 'backend.asked', callId },
  opened(callId, kind),
  { type: 'backend.ringing', callId },
  { type: 'network.changed', callId },
  { type: 'failure.explained', callId, failure: { name: 'captive_portal' } },
  { type: 'backend.resumed', callId },
  { type: 'backend.ended', callId, reason: 'agent' },
  { type: 'backend.failed', callId, failure: { name: 'signaling_lost' } },
  { type: 'backend.failed', callId, failure: { name: 'agent_refused' } },
  { type: 'agent.changed', callId, state: 'speaking' },
  { type: 'caller.heard', callId, state: 'nothing' },
  { type: 'agent.turned', callId, responseMs: 400, stages: null },
  { type: 'turn.heard', callId, ms: 480, agoMs: 60, networkMs: 50, bufferMs: 40 },
  { type: 'interruption.heard', callId, stopMs: 300, agoMs: 260 },
  { type: 'recording.changed', callId, by: 'gateway', on: true, durationMs: null, complete: null },
  { type: 'consent.asked', callId, by: 'gateway', mayDecline: true },
  { type: 'consent', agrees: true },
]

/** A page that takes over a call that sounded, and one that had not come so far. */
const rejoins = (capability: Capability): readonly Move[] =>
  [CALLS.active, CALLS.inviting].map(before => {
    const backend = { name: 'viaduct', capability, signalingMs: 40, credentialsMs: 5 }
    return {
      type: 'rejoin',
      call: { ...before, callId: 'call-0001', backend, attempts: [], carrier: null },
      goneAtMs: 0,
    }
  })

/** All moves of a call, given which timers run around it. */
export function movesOf(call: Call, { kind, timers, attemptsMax }: Surroundings): readonly Move[] {
  const dial: Move = { type: 'dial', callId: 'call-0001', agentId: 'ada', route: 'auto' }
  if (call.phase === 'idle') return [dial, { type: 'hangUp' }, { type: 'dismiss' }, ...rejoins(kind)]
  const { callId, attempts } = call
  const next = (attempts.at(-1)?.n ?? 0) + 1
  const plans = (['retry', 'rotation'] as const).map(
    (cause): Move => ({ type: 'attempt.planned', callId, plan: planOf(next, { cause }) }),
  )
  return [
    dial,
    { type: 'dismiss' },
    ...callMoves(callId, kind),
    ...(next <= attemptsMax ? plans : []),
    ...attempts.flatMap(({ n }) => attemptMoves(callId, n)),
    ...timers.map((timer): Move => ({ type: 'timer.fired', callId, timer })),
  ]
}
