// The ledger beside the recording: which of its lines is which, and how far off. Pure.
import type { CallReport } from '../../../protocol/report'
import type { TrueTurn, Truth } from './recording'

export interface Compared {
  readonly of: 'answer' | 'interruption'
  readonly trueMs: number
  /** Null: the ledger has no line for it. */
  readonly measuredMs: number | null
  readonly agentMs: number | null
}

/** Two clocks that started apart: lines that belong together are apart by the same. */
const SAME_MS = 250

const near = (lines: readonly { readonly atMs: number }[], atMs: number) =>
  lines.findIndex(line => Math.abs(line.atMs - atMs) <= SAME_MS)

/** How far the report's clock is ahead of the recording's: by what most lines agree on. */
export function clockOffset(truth: readonly TrueTurn[], told: readonly { readonly atMs: number }[]): number {
  const offsets = truth.flatMap(({ atMs }) => told.map(line => line.atMs - atMs))
  const agreeing = (offset: number) => truth.filter(({ atMs }) => near(told, atMs + offset) >= 0).length
  const [best] = offsets.toSorted((a, b) => agreeing(b) - agreeing(a))
  return best ?? 0
}

export interface Comparison {
  readonly lines: readonly Compared[]
  /** Lines of the ledger that nothing in the recording stands for. */
  readonly invented: number
}

/** Only what was heard counts: the agent's own word is not the ledger's measurement. */
export function compare(truth: Truth, report: Pick<CallReport, 'responses' | 'interruptions'>): Comparison {
  const heard = report.responses.flatMap(({ atMs, ms, by, agentMs }) =>
    by === 'ear' && atMs !== null ? [{ atMs, ms, agentMs }] : [],
  )
  const stopped = report.interruptions.map(({ atMs, stopMs }) => ({ atMs, ms: stopMs, agentMs: null }))
  const offset = clockOffset(truth.turns, heard)
  const beside = (of: Compared['of'], turns: readonly TrueTurn[], told: typeof heard) =>
    turns.map(({ atMs, ms }): Compared => {
      const line = told[near(told, atMs + offset)]
      return { of, trueMs: ms, measuredMs: line?.ms ?? null, agentMs: line?.agentMs ?? null }
    })
  const lines = [
    ...beside('answer', truth.turns, heard),
    ...beside('interruption', truth.stops, stopped as typeof heard),
  ]
  const found = lines.filter(({ measuredMs }) => measuredMs !== null).length
  return { lines, invented: Math.max(0, heard.length + stopped.length - found) }
}
