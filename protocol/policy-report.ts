// What the organisation's settings came to, key by key: for `viaduct policy`, the settings page and the call report.
import { z } from 'zod'
import { FAILURES } from './catalogue'

/** What can be wrong with a policy; codes and sentences are the catalogue's. */
export const POLICY_PROBLEMS = [
  'policy_invalid', 'policy_key', 'policy_unreadable', 'policy_unsafe', 'policy_refused',
] as const satisfies readonly (keyof typeof FAILURES)[] // biome-ignore format: one list
export type PolicyProblemName = (typeof POLICY_PROBLEMS)[number]

const where = z.string().max(1_000)

const problemSchema = z.object({
  name: z.enum(POLICY_PROBLEMS),
  code: z.string(),
  /** The source: a file, a registry key. */
  where,
  /** The key as it is written there; null: the whole source. */
  key: z.string().max(200).nullable(),
  /** For IT, exact. */
  why: z.string().max(500),
})
export type PolicyProblem = z.infer<typeof problemSchema>

export const problem = (
  name: PolicyProblemName,
  where: string,
  why: string,
  key: string | null = null,
): PolicyProblem => ({ name, code: FAILURES[name].code, where, key, why })

/** What another source says about the same key, and why that does not count. */
const otherSchema = z.object({
  where,
  level: z.enum(['enforced', 'recommended']),
  /** `behind`: another source goes before it; else a problem's name. */
  why: z.enum(['behind', ...POLICY_PROBLEMS]),
})

const rowSchema = z.object({
  key: z.string(),
  section: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  /** What the app uses; null: nothing. */
  value: z.unknown(),
  /** `default`: nobody says anything, or what was said first is not valid. */
  level: z.enum(['enforced', 'recommended', 'default']),
  where: where.nullable(),
  status: z.enum(['used', 'accepted, not used yet']),
  others: z.array(otherSchema),
})
export type PolicyRow = z.infer<typeof rowSchema>

export const policyReportSchema = z.object({
  version: z.literal(1),
  /** Who gives settings: nobody, the organisation, or whoever started the app with `--policy`. */
  from: z.enum(['nobody', 'organisation', 'file']),
  /** Every source that says something, the first goes before the others. */
  sources: z.array(where),
  problems: z.array(problemSchema),
  rows: z.array(rowSchema),
})
export type PolicyReport = z.infer<typeof policyReportSchema>
