// The list of turns: each answer once, though two tell of it, the ear and the agent's own word. Pure.
import type { Stages } from '../../protocol/signaling'
import type { Turn } from './call'

/** The agent tells when it begins to speak: that is before its sound is here, unless the network holds back the telling. */
const WORD_EARLY_MS = 2_000
/** Some backends tell of a turn when it is over. */
const WORD_LATE_MS = 5_000

/** A call that talks for hours must not grow without end: the last ones are kept. */
const KEPT_MAX = 500

/** The list with one line more. */
export const withLine = <T>(lines: readonly T[], line: T): readonly T[] => [...lines, line].slice(-KEPT_MAX)

const withoutLast = (turns: readonly Turn[]): readonly Turn[] => turns.slice(0, -1)

/** The ear heard an answer: what the agent said of it before stays beside it. */
export function withHeard(
  turns: readonly Turn[],
  heard: Pick<Turn, 'ms' | 'atMs' | 'networkMs' | 'bufferMs'>,
): readonly Turn[] {
  const last = turns.at(-1)
  if (last?.by === 'gateway' && Math.abs(heard.atMs - last.atMs) <= WORD_EARLY_MS)
    return [...withoutLast(turns), { ...last, ...heard, by: 'ear' }]
  return withLine(turns, { ...heard, by: 'ear', agentMs: null, stages: null })
}

/** The agent told of an answer: beside what the ear heard, or in its place where it heard nothing. */
export function withTold(
  turns: readonly Turn[],
  told: { readonly atMs: number; readonly responseMs: number; readonly stages: Stages | null },
): readonly Turn[] {
  const { atMs, responseMs, stages } = told
  const last = turns.at(-1)
  if (last?.by === 'ear' && last.agentMs === null && atMs - last.atMs <= WORD_LATE_MS)
    return [...withoutLast(turns), { ...last, agentMs: responseMs, stages }]
  const nothing = { networkMs: null, bufferMs: null }
  return withLine(turns, { ms: responseMs, atMs, by: 'gateway', ...nothing, agentMs: responseMs, stages })
}
