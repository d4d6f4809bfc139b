// What the command line prints of the policy: every setting with who says it, then what was not taken and why. Pure.
import type { PolicyProblem, PolicyReport, PolicyRow } from '../../protocol/policy-report'
import type { ExitStatus } from './output'

const KEY_CHARS = 24
const VALUE_CHARS = 28

const FROM: Readonly<Record<PolicyReport['from'], string>> = {
  nobody: 'Nobody gives settings on this computer: Viaduct uses its own.',
  organisation: 'The settings of your organisation, the first goes before the others:',
  file: 'The settings of the file that was named:',
}

const WHY: Readonly<Record<PolicyRow['others'][number]['why'], string>> = {
  behind: 'stands behind',
  policy_invalid: 'not valid',
  policy_key: 'not valid',
  policy_unreadable: 'cannot be read',
  policy_unsafe: 'not protected',
  policy_refused: 'not taken',
}

function shown(value: unknown): string {
  if (value === null) return 'not set'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length <= VALUE_CHARS) return text
  return Array.isArray(value) ? `${value.length} entries` : `${text.slice(0, VALUE_CHARS - 1)}…`
}

const rowLines = ({ key, value, level, where, status, others }: PolicyRow): string[] => {
  const notYet = status === 'used' ? '' : ', not used yet'
  const by = where === null ? level : `${level} by ${where}`
  return [
    `  ${key.padEnd(KEY_CHARS)}${shown(value).padEnd(VALUE_CHARS + 2)}${by}${notYet}`,
    ...others.map(other => `  ${''.padEnd(KEY_CHARS)}${other.level} by ${other.where}: ${WHY[other.why]}`),
  ]
}

const problemLine = ({ code, where, key, why }: PolicyProblem): string =>
  `  ${code} ${where}${key === null ? '' : `, ${key}`}: ${why}`

/** For people; the JSON is the report itself. */
export function policyText({ from, sources, rows, problems }: PolicyReport): string {
  return [
    FROM[from],
    ...sources.map(source => `  ${source}`),
    '',
    ...rows.flatMap(rowLines),
    '',
    problems.length === 0 ? 'Nothing was rejected.' : 'Rejected, and the value above holds instead:',
    ...problems.map(problemLine),
  ].join('\n')
}

/** 0: everything that was said holds. 1: something does not, and the report says what. */
export const policyStatus = ({ problems }: PolicyReport): ExitStatus => (problems.length === 0 ? 0 : 1)
