// What one document says about each key, enforced or recommended, and what in it is no setting. Pure; judges no value.
import { POLICY_KEYS, type PolicyKey } from '../../protocol/policy/keys'
import { type PolicyProblem, problem } from '../../protocol/policy-report'

type Level = 'enforced' | 'recommended'

export interface Statement {
  readonly key: PolicyKey
  readonly level: Level
  readonly where: string
  /** The key as it stands there, for whoever looks for it. */
  readonly written: string
  readonly value: unknown
  /** The group it should stand in is none. */
  readonly isBroken: boolean
}

interface Said {
  readonly statements: readonly Statement[]
  readonly problems: readonly PolicyProblem[]
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not obey what a file says
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/g

/** Words of a file as they may be shown and logged. */
export const printable = (words: string, max: number): string => {
  const clean = words.slice(0, max).replace(UNPRINTABLE, '?')
  return words.length > max ? `${clean.slice(0, max - 1)}…` : clean
}

/** By the name that stands first: the key itself, or all of its group. */
const KEYS_BY_TOP: ReadonlyMap<string, readonly PolicyKey[]> = new Map(
  POLICY_KEYS.map(({ path: [top] }) => [top, POLICY_KEYS.filter(({ path }) => path[0] === top)]),
)
const NAME_MAX = 80

function settingsIn(settings: Readonly<Record<string, unknown>>, where: string, level: Level): Said {
  const before = level === 'recommended' ? 'recommended.' : ''
  const wrong = (name: string, why: string): PolicyProblem =>
    problem('policy_key', where, why, before + printable(name, NAME_MAX))
  const told = Object.entries(settings).map(([name, value]): Said => {
    const keys = KEYS_BY_TOP.get(name) ?? []
    const [first] = keys
    if (first === undefined)
      return { statements: [], problems: [wrong(name, 'this version knows no such setting')] }
    const say = (key: PolicyKey, said: unknown, isBroken = false): Statement => ({
      key, level, where, written: before + key.name, value: said, isBroken,
    }) // biome-ignore format: one statement
    if (first.path.length === 1) return { statements: [say(first, value)], problems: [] }
    if (!isRecord(value)) {
      const statements = keys.map(key => say(key, undefined, true))
      return { statements, problems: [wrong(name, 'it is a group of settings, in braces')] }
    }
    const known = keys.filter(({ path }) => Object.hasOwn(value, path[1] ?? ''))
    const unknown = Object.keys(value).filter(part => !keys.some(({ path }) => path[1] === part))
    return {
      statements: known.map(key => say(key, value[key.path[1] ?? ''])),
      problems: unknown.map(part => wrong(`${name}.${part}`, 'this version knows no such setting')),
    }
  })
  return { statements: told.flatMap(one => one.statements), problems: told.flatMap(one => one.problems) }
}

function recommendedIn(recommended: unknown, where: string): Said {
  if (recommended === undefined) return { statements: [], problems: [] }
  if (!isRecord(recommended)) {
    const why = 'it is a group of settings, in braces'
    return { statements: [], problems: [problem('policy_key', where, why, 'recommended')] }
  }
  const said = settingsIn(recommended, where, 'recommended')
  const refused = said.statements.filter(({ key }) => !key.meta.canRecommend)
  return {
    statements: said.statements.filter(({ key }) => key.meta.canRecommend),
    problems: [
      ...said.problems,
      ...refused.map(({ written }) => problem('policy_key', where, 'it can be enforced only', written)),
    ],
  }
}

/** Whatever a document holds, and whoever wrote it. Its version decides whether any of it is understood. */
export function statementsIn(document: Readonly<Record<string, unknown>>, where: string): Said {
  const { version, recommended, ...settings } = document
  if (version !== 1) {
    const why =
      version === undefined ? 'it does not say "version": 1' : 'it is of a version that is not known'
    return { statements: [], problems: [problem('policy_invalid', where, why)] }
  }
  const enforced = settingsIn(settings, where, 'enforced')
  const more = recommendedIn(recommended, where)
  return {
    statements: [...enforced.statements, ...more.statements],
    problems: [...enforced.problems, ...more.problems],
  }
}
