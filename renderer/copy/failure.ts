// From a failure to words: for people, for the report and for IT. Owns no sentence; those are in failures/.
import { FAILURES } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import type { CallReport } from '../../protocol/report'
import type { FailureText } from './failures/text'
import { words } from './words'

type Sentence = string | ((values: { readonly agent: string }) => string)

const said = (sentence: Sentence, agent: string): string =>
  typeof sentence === 'string' ? sentence : sentence({ agent })

/** What a failure is in words: the person's part first, then `it`, which is exact and never softened. */
export interface FailureCopy extends Omit<FailureText, 'request'> {
  readonly it: { readonly code: string; readonly detail: string | null; readonly request: string | null }
}

/** @param agent the agent's name as the person knows it; "The agent" where none is known. */
export function failureCopy(failure: Failure, agent = words.theAgent): FailureCopy {
  const { request, sentence, ...text } = words.failures[failure.name]
  return {
    ...text,
    sentence: said(sentence, agent),
    it: {
      code: `${FAILURES[failure.name].code} ${failure.name}`,
      detail: failure.detail ?? null,
      request,
    },
  }
}

/** The failure as the call report carries it. The message names no agent: reports travel. */
export function describeFailure(failure: Failure): NonNullable<CallReport['failure']> {
  const { code, layer } = FAILURES[failure.name]
  const { headline, sentence } = failureCopy(failure)
  return {
    code,
    name: failure.name,
    layer,
    message: `${headline} ${sentence}`,
    detail: failure.detail ?? null,
  }
}

export type ItRow = readonly [label: string, value: string]

/** The block a person pastes to IT: one line per fact, labels aligned. */
export const itText = (rows: readonly ItRow[]): string => {
  const width = Math.max(0, ...rows.map(([label]) => label.length)) + 2
  return rows.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`).join('\n')
}

/** An action's instruction (its first sentence, where a second one explains it) and the rest. */
export function splitAction(action: string): readonly [instruction: string, rest: string] {
  const end = action.search(/[.?] /)
  return end < 0 ? [action, ''] : [action.slice(0, end + 1), action.slice(end + 1)]
}
