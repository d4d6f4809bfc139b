// Every event that could plausibly come next in a call: what explorations and property tests choose from.

import type { Capability } from '../../protocol/ipc'
import type { Call, CallCommand, CallFact, TimerName } from '../../renderer/call'
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
  { type: 'peer.candidate', callId, attempt, candidate: null },
  { type: 'backend.candidate', callId, attempt, candidate: null },
  { type: 'backend.answered', callId, attempt, sdp: 'answer' },
  { type: 'peer.connected', callId, attempt },
  { type: 'peer.sounded', callId, attempt, heard: { attempt, rtpTimestamp: 96_000 } },
  { type: 'peer.stalled', callId, attempt, rtpTimestamp: 48_000, silentMs: 100 },
  { type: 'peer.failed', callId, attempt, failure: { name: 'relay_no_path' } },
  { type: 'peer.failed', callId, attempt, failure: { name: 'agent_answer_without_audio' } },
]

const callMoves = (callId: string, kind: Capability): readonly Move[] => [
  { type: 'hangUp' },
  { type: 'mute', muted: true },
  { type: 'mute', muted: false },
  { type: 'mic.granted', callId },
  { type: 'mic.opened', callId },
  { type: 'mic.refused', callId, failure: { name: 'microphone_denied' } },
  { type: 'backend.starting', callId },
  opened(callId, kind),
  { type: 'backend.ringing', callId },
  { type: 'network.changed', callId },
  { type: 'backend.ended', callId, reason: 'agent' },
  { type: 'backend.failed', callId, failure: { name: 'signaling_lost' } },
  { type: 'backend.failed', callId, failure: { name: 'agent_refused' } },
  { type: 'agent.changed', callId, state: 'speaking' },
  { type: 'agent.turned', callId, responseMs: 400 },
  { type: 'recording.changed', callId, by: 'gateway', on: true },
]

/** All moves of a call, given which timers run around it. */
export function movesOf(call: Call, { kind, timers, attemptsMax }: Surroundings): readonly Move[] {
  const dial: Move = { type: 'dial', callId: 'call-0001', agentId: 'ada', route: 'auto' }
  if (call.phase === 'idle') return [dial, { type: 'hangUp' }, { type: 'dismiss' }]
  const { callId, attempts } = call
  const next = (attempts.at(-1)?.n ?? 0) + 1
  const plan: Move = {
    type: 'attempt.planned',
    callId,
    plan: planOf(next),
  }
  return [
    dial,
    { type: 'dismiss' },
    ...callMoves(callId, kind),
    ...(next <= attemptsMax ? [plan] : []),
    ...attempts.flatMap(({ n }) => attemptMoves(callId, n)),
    ...timers.map((timer): Move => ({ type: 'timer.fired', callId, timer })),
  ]
}
