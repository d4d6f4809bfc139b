// Who answers whom: turns and interruptions, from the beginnings and ends of two voices in one clock. Pure.
// A change is told later than it happened, and each by its own delay: what is said here holds in any order of telling.
import type { VoiceChange } from './voice'

export type Side = 'agent' | 'microphone'

export interface Talk {
  /** When the agent's track was first listened to. */
  readonly beganMs: number
  /** Since when each speaks; null: it does not, as far as is told. */
  readonly youMs: number | null
  readonly agentMs: number | null
  /** The end of what you said and was not answered yet. */
  readonly unansweredMs: number | null
  /** The agent began while the end of what you say was not told: an answer, if that end turns out to be before. */
  readonly earlyMs: number | null
  /** Where you began to speak over the agent. */
  readonly overMs: number | null
}

/** What was made out, in the taps' own clock. */
export type Made =
  /** `waitMs`: from the end of your speech to the beginning of the agent's. */
  | { readonly type: 'answer'; readonly atMs: number; readonly waitMs: number }
  /** `stopMs`: from where you began to where the agent's voice ended. */
  | { readonly type: 'interruption'; readonly atMs: number; readonly stopMs: number }

type Next = readonly [Talk, Made | null]

/** Shorter than this is no utterance to be answered. */
const UTTERANCE_MIN_MS = 150
/** What the agent says this early in a call is its greeting. */
const GREETING_MS = 1_500
/** You began as it was ending anyway. */
const STOP_MIN_MS = 100
/** An agent that speaks on for longer was not stopped by you. */
const STOP_MAX_MS = 2_000
/** What comes later than this answers nothing any more. */
const ANSWER_MAX_MS = 30_000

export const talkFrom = (beganMs: number): Talk => ({
  beganMs,
  youMs: null,
  agentMs: null,
  unansweredMs: null,
  earlyMs: null,
  overMs: null,
})

const answered = (talk: Talk, endedMs: number, atMs: number): Next => {
  const waitMs = atMs - endedMs
  const next = { ...talk, unansweredMs: null, earlyMs: null }
  return [next, waitMs <= ANSWER_MAX_MS ? { type: 'answer', atMs, waitMs } : null]
}

const youBegan = (talk: Talk, atMs: number): Next => [
  { ...talk, youMs: atMs, overMs: talk.agentMs === null ? null : atMs },
  null,
]

function youEnded(talk: Talk, atMs: number): Next {
  const { youMs, earlyMs } = talk
  const next = { ...talk, youMs: null, earlyMs: null }
  if (youMs === null || atMs - youMs < UTTERANCE_MIN_MS) return [next, null]
  if (earlyMs !== null && earlyMs >= atMs) return answered(next, atMs, earlyMs)
  return [{ ...next, unansweredMs: atMs }, null]
}

function agentBegan(talk: Talk, atMs: number): Next {
  const next = { ...talk, agentMs: atMs }
  if (atMs - talk.beganMs < GREETING_MS) return [{ ...next, unansweredMs: null }, null]
  if (talk.youMs !== null) return [{ ...next, earlyMs: atMs }, null]
  const { unansweredMs } = talk
  return unansweredMs === null || atMs < unansweredMs ? [next, null] : answered(next, unansweredMs, atMs)
}

function agentEnded(talk: Talk, atMs: number): Next {
  const { overMs } = talk
  const next = { ...talk, agentMs: null, earlyMs: null, overMs: null }
  if (overMs === null) return [next, null]
  const stopMs = atMs - overMs
  if (stopMs < STOP_MIN_MS) return [next, null]
  if (stopMs <= STOP_MAX_MS) return [next, { type: 'interruption', atMs: overMs, stopMs }]
  // It spoke on: what you said meanwhile was no turn of yours.
  return [{ ...next, unansweredMs: null }, null]
}

/** One change of one voice. */
export function onVoice(talk: Talk, side: Side, { is, atMs }: VoiceChange): Next {
  if (side === 'agent') return is === 'began' ? agentBegan(talk, atMs) : agentEnded(talk, atMs)
  return is === 'began' ? youBegan(talk, atMs) : youEnded(talk, atMs)
}
