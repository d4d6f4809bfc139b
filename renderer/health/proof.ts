// The proof that sound goes both ways, and what is wrong where it does not: raised and cleared with patience. Pure; words belong to copy.
import { FINDINGS, type Finding, NO_PROOF, type ProofLink } from '../../protocol/plain'
import type { CallProof } from '../../protocol/report'
import {
  type Evidence,
  INAUDIBLE,
  microphoneOf,
  NO_EVIDENCE,
  onAnotherPath,
  remember,
  type Seen,
  weigh,
} from './evidence'
import type { Reading } from './reading'
import type { Sides } from './sides'

interface Patience {
  /** So much of the same, in a row, before it is said, and before it is taken back. */
  readonly raiseMs: number
  readonly clearMs: number
}

/** Two readings of the first two seconds. */
const SOON_MS = 1_700
const PATIENCE: { readonly [F in Finding]: Patience } = {
  microphone_muted: { raiseMs: 800, clearMs: 0 },
  microphone_silent: { raiseMs: SOON_MS, clearMs: 0 },
  microphone_wrong: { raiseMs: SOON_MS, clearMs: 0 },
  caller_unsent: { raiseMs: 2_700, clearMs: 0 },
  // A second and a half of packets have gone by when it is first seen.
  caller_unheard: { raiseMs: 0, clearMs: 0 },
  speaker_gone: { raiseMs: 800, clearMs: 0 },
  agent_silent: { raiseMs: SOON_MS, clearMs: 0 },
  talking_muted: { raiseMs: SOON_MS, clearMs: 3_700 },
  echo: { raiseMs: 0, clearMs: 1_700 },
}
/** A microphone that has given sound may be silent for a while: people think, and some headsets have a gate. */
const WENT_SILENT_MS = 9_700

interface Watched {
  readonly isRaised: boolean
  /** How long everything has said the contrary. */
  readonly contraryMs: number
}

/** The proof so far, and what it will go on from. */
export interface Proving {
  readonly proof: CallProof
  readonly watched: { readonly [F in Finding]: Watched }
  readonly evidence: Evidence
}

const eachFinding = <T>(of: (what: Finding) => T): { readonly [F in Finding]: T } =>
  Object.fromEntries(FINDINGS.map(what => [what, of(what)])) as { [F in Finding]: T }

/** What is wrong now, the foremost first. */
export const standing = ({ findings }: CallProof): readonly Finding[] =>
  FINDINGS.filter(what => findings.some(one => one.what === what && one.toMs === null))

/** Goes on from what an earlier page found. */
export const proving = (proof: CallProof = NO_PROOF): Proving => ({
  proof,
  watched: eachFinding(what => ({ isRaised: standing(proof).includes(what), contraryMs: 0 })),
  evidence: NO_EVIDENCE,
})

/** The sound moved to another peer. */
export const provingElsewhere = (before: Proving): Proving => ({
  ...before,
  evidence: onAnotherPath(before.evidence),
})

function watch({ isRaised, contraryMs }: Watched, seen: Seen, ms: number, patience: Patience): Watched {
  if (seen === 'unknown') return { isRaised, contraryMs }
  if (seen === 'over') return { isRaised: false, contraryMs: 0 }
  if ((seen === 'bad') === isRaised) return { isRaised, contraryMs: 0 }
  const run = contraryMs + ms
  const isEnough = run >= (isRaised ? patience.clearMs : patience.raiseMs)
  return isEnough ? { isRaised: !isRaised, contraryMs: 0 } : { isRaised, contraryMs: run }
}

const holding = (
  reading: Reading,
  { far, speaker }: Sides,
  spoken: boolean,
): { readonly [L in ProofLink]: boolean } => ({
  spoken,
  sent: reading.packetsSent > 0,
  acknowledged: reading.acknowledged !== null || far === 'silence' || far === 'sound',
  arrived: reading.packetsReceived > 0,
  sounded: reading.agentEnergy > INAUDIBLE,
  played: reading.agentEnergy > INAUDIBLE && reading.jitterBufferEmitted > 0 && speaker !== 'gone',
})

/** Long calls must not grow their report without end. */
const FINDINGS_MAX = 200

function record(findings: CallProof['findings'], watched: Proving['watched'], atMs: number) {
  const closed = findings.map(one =>
    one.toMs === null && !watched[one.what].isRaised ? { ...one, toMs: atMs } : one,
  )
  const open = closed.filter(({ toMs }) => toMs === null).map(({ what }) => what)
  const begun = FINDINGS.filter(what => watched[what].isRaised && !open.includes(what))
  return [...closed, ...begun.map(what => ({ what, fromMs: atMs, toMs: null }))].slice(-FINDINGS_MAX)
}

/**
 * One reading more.
 * @param from the reading before it of the same peer; null: there is none
 * @param atMs milliseconds from dial
 */
export function prove(
  before: Proving,
  from: Reading | null,
  to: Reading,
  sides: Sides,
  atMs: number,
): Proving {
  const seconds = from === null ? 0 : Math.max(0, to.atMs - from.atMs) / 1000
  // The first of a peer has nothing to be compared with.
  const hasSpoken = before.proof.links.spoken !== null
  const look = { from: from ?? to, to, sides, seconds, hasSpoken }
  const now = holding(to, sides, microphoneOf(look, before.evidence) === 'sound')
  const links = { ...before.proof.links }
  for (const [link, is] of Object.entries(now) as [ProofLink, boolean][]) if (is) links[link] ??= atMs
  const evidence = remember(before.evidence, look)
  const seen = weigh(look, before.evidence, evidence)
  const patienceFor = (what: Finding): Patience =>
    hasSpoken && (what === 'microphone_silent' || what === 'microphone_wrong')
      ? { ...PATIENCE[what], raiseMs: WENT_SILENT_MS }
      : PATIENCE[what]
  const watched = eachFinding(what =>
    watch(before.watched[what], seen[what], 1000 * seconds, patienceFor(what)),
  )
  return {
    proof: { links, findings: record(before.proof.findings, watched, atMs) },
    watched,
    evidence,
  }
}
