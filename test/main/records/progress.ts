// A call at a second of its life, the same wherever it is made: what the writer writes and what the test expects.
import type { CallReport } from '../../../protocol/report'
import { GOOD, report, secondsOf } from '../../fixtures/reports'

/** After so many seconds a call is over. */
export const OVER_S = 3
/** The clock of both stands still: they run at different times, and over midnight. */
export const NOW_MS = Date.UTC(2026, 10, 24)

export const idOf = (n: number | ''): string => `call-number-${n}`

export const callInProgress = (n: number, second: number): CallReport =>
  report({
    callId: idOf(n),
    startedAt: new Date(NOW_MS + n * 1_000).toISOString(),
    outcome: second === OVER_S ? 'connected' : 'failed',
    durationMs: second * 1_000,
    // As many as a call of some minutes has, so that writing takes its time.
    overTime: { everyMs: 1_000, points: [...secondsOf(GOOD, 100 + second)] },
  })
