// What the settings page shows of the organisation's settings: rows for people, exact words for IT. Pure.
import type { PolicyReport, PolicyRow } from '../../../protocol/policy-report'
import { problemCopy, settingValue, words } from '../../copy'

const { settings: text } = words

export interface SettingView {
  readonly key: string
  readonly name: string
  readonly hint: string
  readonly exact: string
  readonly value: string
  readonly locked: boolean
  readonly notes: readonly string[]
}

export interface PolicyView {
  readonly say: string
  readonly sources: readonly string[]
  readonly problems: readonly { readonly say: string; readonly exact: string }[]
  /** What somebody has set, or has tried to. */
  readonly set: readonly SettingView[]
  readonly rest: readonly SettingView[]
  /** Beside the places of the page; null: there is nothing to say. */
  readonly aside: string | null
}

function hintOf({ level, description, status }: PolicyRow, from: PolicyReport['from']): string {
  const by = {
    default: description,
    recommended: text.recommended,
    enforced: from === 'file' ? text.enforcedByFile : text.enforced,
  }[level]
  return status === 'used' ? by : `${by} ${text.notYet}`
}

const viewOf = (row: PolicyRow, from: PolicyReport['from']): SettingView => ({
  key: row.key,
  name: row.title,
  hint: hintOf(row, from),
  exact: row.where === null ? row.key : `${row.key}  ${row.where}`,
  value: settingValue(row.value),
  locked: row.level === 'enforced',
  notes: row.others.map(({ why, where }) =>
    why === 'behind' ? text.behind({ where }) : text.rejected({ where }),
  ),
})

export function policyViewOf({ from, sources, problems, rows }: PolicyReport): PolicyView {
  const isSet = ({ level, others }: PolicyRow): boolean => level !== 'default' || others.length > 0
  return {
    say: text.from[from],
    sources,
    problems: problems.map(problemCopy),
    set: rows.filter(isSet).map(row => viewOf(row, from)),
    rest: rows.filter(row => !isSet(row)).map(row => viewOf(row, from)),
    aside: from === 'nobody' ? null : from === 'file' ? text.given : text.managed,
  }
}
