// The organisation's settings in words: a value as people read it, and the whole as IT pastes it.
import type { PolicyReport } from '../../protocol/policy-report'
import { failureCopy, type ItRow, itText } from './failure'
import { words } from './words'

const { values: text } = words

const LIST_SHOWN = 4

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

/** A setting's value as people read it: exact, and never as JSON. */
export function settingValue(value: unknown): string {
  if (value === null || value === undefined) return text.unset
  if (typeof value === 'boolean') return value ? text.on : text.off
  if (Array.isArray(value)) {
    if (value.length === 0) return text.none
    const isShort = value.length <= LIST_SHOWN && value.every(isPlain)
    return isShort ? value.join(', ') : text.entries({ count: value.length })
  }
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name} ${settingValue(part)}`)
    .join(', ')
}

type Problem = PolicyReport['problems'][number]

/** What is wrong, for people, and where, for whoever mends it. */
export const problemCopy = ({ name, code, where, key, why }: Problem) => ({
  say: failureCopy({ name }).headline,
  exact: `${code} ${where}${key === null ? '' : `, ${key}`}: ${why}`,
})

/** Everything that was not taken and everything that was, as IT needs it. */
export function policyText({ from, sources, problems, rows }: PolicyReport): string {
  const told: ItRow[] = rows.map(({ key, value, level, where }) => [
    key,
    `${JSON.stringify(value)} (${level}${where === null ? '' : ` by ${where}`})`,
  ])
  const head = [words.settings.from[from], ...sources]
  return [...head, ...problems.map(one => problemCopy(one).exact), '', itText(told)].join('\n')
}
