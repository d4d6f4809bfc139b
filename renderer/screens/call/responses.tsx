// The agent's answers: the last twelve as bars, and how the latest stands to the budget. Also on the screen of a finished call.
import { format, words } from '../../copy'
import type { Thresholds } from '../../health'
import { ResponseBars } from '../../ui'

const { health: text } = words

interface ResponsesProps {
  readonly responsesMs: readonly number[]
  readonly thresholds: Thresholds
  /** The agent is at its next answer. */
  readonly waiting: boolean
  /** Beside the title: what is said of the answers in short. */
  readonly summary: string
  readonly none: string
}

/** `0.9 s, budget 1.4 s`, of the answer that came last. */
export function latestOf(responsesMs: readonly number[], { responseMs }: Thresholds): string {
  const last = responsesMs.at(-1)
  if (last === undefined) return text.none
  return `${format.waitInSeconds(last)}, ${text.budget(format.waitInSeconds(responseMs.budget))}`
}

const labelled = (ms: number) => ({ ms, label: format.waitInSeconds(ms) })

function labelOf({ responsesMs, thresholds, waiting }: ResponsesProps): string {
  const { budget } = thresholds.responseMs
  const recent = responsesMs.slice(-12)
  const late = recent.filter(ms => ms > budget).length
  const parts = [
    recent.map(format.waitInSeconds).join(', '),
    ...(late > 0 ? [text.late(late)] : []),
    ...(waiting ? [text.waitingForAnswer] : []),
  ]
  return `${text.responses}: ${parts.join('; ')}`
}

export function Responses(props: ResponsesProps) {
  const { responsesMs, thresholds, waiting, summary, none } = props
  const { aim, budget } = thresholds.responseMs
  return (
    <div className="hp">
      <h2>
        {text.responses}
        <span>{summary}</span>
      </h2>
      {responsesMs.length === 0 ? (
        <p className="later">{none}</p>
      ) : (
        <ResponseBars
          responsesMs={responsesMs}
          aim={labelled(aim)}
          budget={labelled(budget)}
          waiting={waiting}
          label={labelOf(props)}
        />
      )}
    </div>
  )
}
