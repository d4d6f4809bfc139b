// From what the sources say to what holds: one value for each key, and who said it. Pure, and never throws.
// The first word about a key counts, even where it is not valid: a slip in a strong source gives a weak one no say.
import { parse } from '../../protocol/parse'
import { NO_POLICY, type Policy, policySchema } from '../../protocol/policy'
import { POLICY_KEYS, type PolicyKey, valueIn } from '../../protocol/policy/keys'
import { type PolicyProblem, type PolicyReport, type PolicyRow, problem } from '../../protocol/policy-report'
import type { Findings, Found } from './found'
import { isRecord, printable, type Statement, statementsIn } from './statements'

export interface Resolved {
  readonly policy: Policy
  readonly report: PolicyReport
}

/** A file of nothing but mistakes is told by some of them. */
const PROBLEMS_MAX = 100

interface Decision {
  readonly key: PolicyKey
  /** Null: the default. */
  readonly by: Statement | null
  readonly others: PolicyRow['others']
  readonly problem: PolicyProblem | null
}

const whyOf = (path: readonly PropertyKey[], message: string): string =>
  printable(path.length === 0 ? message : `${path.join('.')}: ${message}`, 500)

/** @param said by whoever speaks of this key, the first goes before the others */
function decide(key: PolicyKey, said: readonly Statement[]): Decision {
  const ranked = [...said.filter(isEnforced), ...said.filter(one => !isEnforced(one))]
  const [first, ...rest] = ranked
  const behind = rest.map(({ where, level }) => ({ where, level, why: 'behind' as const }))
  if (first === undefined) return { key, by: null, others: [], problem: null }
  const { where, level, written, value } = first
  const parsed = first.isBroken ? null : parse(key.schema, value)
  if (parsed?.success) return { key, by: first, others: behind, problem: null }
  return {
    key,
    by: null,
    others: [{ where, level, why: 'policy_key' }, ...behind],
    // A broken group has said so already, once for all of its keys.
    problem: parsed && problem('policy_key', where, whyOf(parsed.issue.path, parsed.issue.message), written),
  }
}
const isEnforced = ({ level }: Statement): boolean => level === 'enforced'

/** Only names of our own schema are ever written to. */
function assemble(decisions: readonly Decision[]): unknown {
  const said = decisions.filter(({ by }) => by !== null)
  const tops = [...new Set(said.map(({ key }) => key.path[0]))].map(top => {
    const own = said.filter(({ key }) => key.path[0] === top)
    const whole = own.find(({ key }) => key.path.length === 1)
    const parts = own.map(({ key, by }) => [key.path[1], by?.value])
    return [top, whole === undefined ? Object.fromEntries(parts) : whole.by?.value]
  })
  return Object.fromEntries([['version', 1], ...tops])
}

const rowOf = ({ key, by, others }: Decision, policy: Policy): PolicyRow => ({
  key: key.name,
  section: key.section,
  title: key.meta.title,
  description: key.meta.description,
  value: valueIn(policy, key),
  level: by?.level ?? 'default',
  where: by?.where ?? null,
  status: key.meta.status,
  others,
})

function within(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const [first] = problems
  if (first === undefined || problems.length <= PROBLEMS_MAX) return problems
  const more = problems.length - PROBLEMS_MAX
  return [...problems.slice(0, PROBLEMS_MAX), problem(first.name, first.where, `and ${more} more mistakes`)]
}

function readFound(found: Found): ReturnType<typeof statementsIn> {
  if (found.kind === 'problem')
    return { statements: [], problems: [problem(found.name, found.where, found.why)] }
  if (isRecord(found.document)) return statementsIn(found.document, found.where)
  return {
    statements: [],
    problems: [problem('policy_invalid', found.where, 'it is not a group of settings')],
  }
}

export function resolvePolicy({ from, found }: Findings): Resolved {
  const read = found.map(readFound)
  const statements = read.flatMap(one => one.statements)
  const decisions = POLICY_KEYS.map(key =>
    decide(
      key,
      statements.filter(one => one.key === key),
    ),
  )
  const own = decisions.flatMap(one => (one.problem === null ? [] : [one.problem]))
  // Each key is valid by itself, and no rule joins two of them.
  const whole = parse(policySchema, assemble(decisions))
  const policy = whole.success ? whole.data : NO_POLICY
  const lost = whole.success ? [] : [problem('policy_invalid', found[0]?.where ?? '', whole.issue.message)]
  const problems = within([...read.flatMap(one => one.problems), ...own, ...lost])
  return {
    policy,
    report: {
      version: 1,
      from,
      sources: found.map(({ where }) => where),
      problems: [...problems],
      rows: decisions.map(decision => rowOf(decision, policy)),
    },
  }
}
