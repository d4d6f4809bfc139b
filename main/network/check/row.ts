// One check as the report carries it. Pure.
import { FAILURES, type FailureName } from '../../../protocol/catalogue'
import type { CheckId } from '../../../protocol/checks'
import type { Check, CheckStatus } from '../../../protocol/network-report'

const EVIDENCE_MAX = 300

export interface Finding {
  readonly status: CheckStatus
  readonly evidence: string
  readonly ms?: number | null
  /** What a call would meet, or what makes it worse. */
  readonly failure?: FailureName | null
}

export const checkOf = (id: CheckId, { status, evidence, ms = null, failure = null }: Finding): Check => ({
  id,
  status,
  ms: ms === null ? null : Math.round(ms),
  evidence: evidence.slice(0, EVIDENCE_MAX),
  failure,
  code: failure === null ? null : FAILURES[failure].code,
})

export const skipped = (id: CheckId, why: string): Check => checkOf(id, { status: 'skipped', evidence: why })
