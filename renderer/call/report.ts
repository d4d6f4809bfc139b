// The call report, from an ended call and what was heard of it. Pure.
import type { Failure } from '../../protocol/failure'
import type {
  CallEvent,
  CallReport,
  IceError,
  OverTime,
  Path,
  PeerState,
  Quality,
} from '../../protocol/report'
import type { Attempt, Ended, Turn } from './call'

/** What the sampler and the peers measured while the call lasted. Times of `atMs` are from dial. */
export interface Measured {
  readonly path: Path | null
  readonly quality: Quality
  readonly overTime: OverTime
  readonly events: readonly CallEvent[]
  readonly proof: CallReport['proof']
  readonly heard: { readonly agent: boolean; readonly microphone: boolean }
  readonly iceErrors: readonly IceError[]
  readonly states: readonly PeerState[]
  readonly relayBytes: number
  readonly relayCost: CallReport['relayCost']
  readonly redundancy: CallReport['redundancy']
}

/** Turns a failure into the report's words; text belongs to `renderer/copy`. */
export type DescribeFailure = (failure: Failure) => NonNullable<CallReport['failure']>

const since = (call: Ended, atMs: number | null): number | null =>
  atMs === null ? null : Math.max(0, Math.round(atMs - call.dialedAtMs))

const whole = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms))

const attemptRow = (call: Ended) => (attempt: Attempt) => ({
  n: attempt.n,
  route: attempt.route,
  startedMs: since(call, attempt.startedAtMs) ?? 0,
  connectedMs: since(call, attempt.connectedAtMs),
  endedBy: attempt.stage.at === 'ended' ? attempt.stage.by : null,
})

const wholeOrNull = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))

const turnRow =
  (call: Ended) =>
  (turn: Turn): CallReport['responses'][number] => ({
    ...turn,
    ms: Math.round(turn.ms),
    atMs: since(call, turn.atMs),
    networkMs: wholeOrNull(turn.networkMs),
    bufferMs: wholeOrNull(turn.bufferMs),
    agentMs: wholeOrNull(turn.agentMs),
  })

const keypadOf = ({ keypad: { rtp, signaling, heard } }: Ended): CallReport['keypad'] => ({
  rtp,
  signaling,
  heard,
})

const recordingOf = ({ recording, agreed }: Ended): CallReport['recording'] => {
  if (recording === null) return null
  const { by, durationMs, complete } = recording
  return { by, agreed: agreed === true, durationMs, complete }
}

const heldMsOf = ({ hold, endedAtMs }: Ended): number =>
  hold.totalMs + (hold.sinceMs === null ? 0 : endedAtMs - hold.sinceMs)

const firstOf = (values: readonly (number | null)[]): number | null =>
  values.reduce((first, value) => (first === null || (value !== null && value < first) ? value : first), null)

/**
 * @param startedAt wall clock of the dial, ISO 8601.
 * A call that never became active has failed, unless its caller hung up first: then it failed nobody,
 * and the outcome `failed` carries no failure.
 */
export function toReport(
  call: Ended,
  measured: Measured,
  startedAt: string,
  describe: DescribeFailure,
): CallReport {
  const { end } = call
  return {
    version: 1,
    callId: call.callId,
    startedAt,
    agent: call.agentId,
    backend: call.backend?.name ?? 'none',
    outcome: call.activeAtMs !== null && end.by !== 'failure' ? 'connected' : 'failed',
    failure: end.by === 'failure' ? describe(end.failure) : null,
    timings: {
      signalingMs: whole(call.backend?.signalingMs),
      credentialsMs: whole(call.backend?.credentialsMs),
      firstAttemptMs: since(call, call.attempts[0]?.startedAtMs ?? null),
      connectedMs: since(call, firstOf(call.attempts.map(({ connectedAtMs }) => connectedAtMs))),
      firstMediaMs: since(call, call.firstMediaAtMs),
    },
    attempts: call.attempts.map(attemptRow(call)),
    path: measured.path,
    retries: call.attempts
      .filter(({ startedAtMs }) => startedAtMs <= (call.activeAtMs ?? call.endedAtMs))
      .slice(1).length,
    alarms: call.alarms,
    recoveries: call.recoveries.map(({ cause, gapMs, lostMs }) => ({
      cause,
      gapMs: Math.round(gapMs),
      lostMs: Math.round(lostMs),
    })),
    quality: measured.quality,
    overTime: measured.overTime,
    events: [...measured.events],
    proof: measured.proof,
    heard: measured.heard,
    responses: call.turns.map(turnRow(call)),
    interruptions: call.interruptions.map(({ atMs, stopMs }) => ({
      atMs: since(call, atMs) ?? 0,
      stopMs: Math.round(stopMs),
    })),
    iceErrors: [...measured.iceErrors],
    states: [...measured.states],
    relayBytes: measured.relayBytes,
    relayCost: measured.relayCost,
    redundancy: measured.redundancy,
    keypad: keypadOf(call),
    heldMs: Math.round(heldMsOf(call)),
    durationMs: Math.round(call.endedAtMs - (call.activeAtMs ?? call.endedAtMs)),
    recording: recordingOf(call),
    externalId: call.externalId,
  }
}
