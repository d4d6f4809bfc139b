// What the command line prints of a call: lines a person can follow, or one JSON report. Pure but for its writer.
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import type { CallSnapshot } from '../../protocol/ipc'
import { type Finding, NO_PROOF } from '../../protocol/plain'
import type { CallReport } from '../../protocol/report'

/** 0: sound both ways. 1: not, and the report names why. 2: the command line was wrong. */
export type ExitStatus = 0 | 1 | 2

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2).padStart(6)} s`

const WORDS: Readonly<Partial<Record<CallSnapshot['phase'], (snapshot: CallSnapshot) => string>>> = {
  preparing: ({ agentId }) => `Calling ${agentId}`,
  inviting: () => 'Signaling is open, offering sound',
  ringing: () => 'Ringing',
  connecting: ({ attempt }) => `Answered, finding a path (${attempt?.route ?? 'direct'})`,
  active: () => 'Connected, the agent can be heard',
  recovering: () => 'The path broke, finding another',
  ending: () => 'Ending',
}

/** One line per transition, or null where the report says it better. */
export function progressLine(snapshot: CallSnapshot): string | null {
  const words = WORDS[snapshot.phase]?.(snapshot)
  return words === undefined ? null : `${seconds(snapshot.atMs)}  ${words}`
}

const figure = (value: number | null, unit: string): string =>
  value === null ? 'not measured' : `${value} ${unit}`

function connectedSummary({ timings, path, quality, responses, durationMs }: CallReport): string {
  const route = path === null ? 'unknown' : `${path.kind}, ${path.protocol}`
  const turns = responses.map(({ ms, by }) => `${ms} ms${by === 'ear' ? '' : ' (its own word)'}`).join(', ')
  return [
    `Sound both ways for ${(durationMs / 1000).toFixed(1)} s.`,
    `  First sound   ${figure(timings.firstMediaMs, 'ms after dialing')}`,
    `  Path          ${route}`,
    `  Quality       MOS ${figure(quality.mos, 'of 5')}, round trip ${figure(quality.rttMs, 'ms')}, concealed ${figure(quality.concealedPct, '%')}`,
    `  Agent answers ${turns === '' ? 'none heard' : turns}`,
  ].join('\n')
}

const failedSummary = ({ failure }: CallReport): string =>
  failure === null
    ? 'The call was ended before it connected.'
    : `${failure.message}\n  Code ${failure.code} ${failure.name}`

export const summary = (report: CallReport): string =>
  report.outcome === 'connected' ? connectedSummary(report) : failedSummary(report)

/**
 * The command line's verdict: a call that connected but carried no sound one way has failed for a monitor,
 * even where a person would just have hung up.
 */
export function judge(report: CallReport): CallReport {
  const oneWay = report.outcome === 'failed' ? null : oneWayOf(report)
  return oneWay === null ? report : { ...report, outcome: 'failed', failure: failureOf(...oneWay) }
}

/** Which way no sound went. What was not heard for a while, and was in the end, is told by the report's `proof` alone. */
function oneWayOf({ heard, proof }: CallReport): Parameters<typeof failureOf> | null {
  const stands = (finding: Finding) =>
    proof.findings.find(({ what, toMs }) => what === finding && toMs === null)
  if (stands('agent_silent')) return ['agent_silent', 'The agent speaks, and its packets carry no sound.']
  if (!heard.agent) return ['relay_no_sound', 'The call connected, but no sound came from the agent.']
  if (!heard.microphone) return ['microphone_dead', 'The microphone gave no sound.']
  const unheard = stands('caller_unheard')
  if (unheard === undefined) return null
  const since = `none arrives since ${Math.round(unheard.fromMs)} ms after dialing`
  return ['relay_unheard', 'The agent is heard, and gets no sound from this computer.', since]
}

export const exitStatusOf = (report: CallReport): ExitStatus => (report.outcome === 'connected' ? 0 : 1)

const failureOf = (name: FailureName, message: string, detail: string | null = null) => ({
  code: FAILURES[name].code,
  name,
  layer: FAILURES[name].layer,
  message,
  detail,
})

/** The report of a call that never began: a wrong command line, a bad policy, a window that did not come up. */
export function reportOfNothing(
  agent: string,
  name: FailureName,
  message: string,
  startedAt: Date,
): CallReport {
  return {
    version: 1,
    callId: 'none',
    startedAt: startedAt.toISOString(),
    agent,
    backend: 'none',
    outcome: 'failed',
    failure: failureOf(name, message),
    timings: {
      signalingMs: null,
      credentialsMs: null,
      firstAttemptMs: null,
      connectedMs: null,
      firstMediaMs: null,
    },
    attempts: [],
    path: null,
    retries: 0,
    alarms: 0,
    recoveries: [],
    quality: {
      mos: null,
      rttMs: null,
      jitterMs: null,
      lossPct: null,
      concealedPct: null,
      bufferMs: null,
      sentKbps: null,
      receivedKbps: null,
    },
    overTime: { everyMs: 1_000, points: [] },
    events: [],
    heard: { agent: false, microphone: false },
    proof: NO_PROOF,
    responses: [],
    interruptions: [],
    iceErrors: [],
    states: [],
    relayBytes: 0,
    relayCost: null,
    redundancy: { received: 0, unused: 0 },
    durationMs: 0,
    keypad: { rtp: 0, signaling: 0, heard: 0 },
    heldMs: 0,
    recording: null,
    externalId: null,
  }
}
