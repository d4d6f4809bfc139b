// The agent's answers: the last twelve as bars, and how the latest stands to the budget. Also on the screen of a finished call.
import { format, type TurnFigures, turnSplit, turnWords, words } from '../../copy'
import type { Thresholds } from '../../health'
import { ResponseBars } from '../../ui'

const { health: text } = words

interface ResponsesProps {
  readonly turns: readonly TurnFigures[]
  readonly thresholds: Thresholds
  /** The agent is at its next answer. */
  readonly waiting: boolean
  /** Beside the title: what is said of the answers in short. */
  readonly summary: string
  readonly none: string
}

/** `0.9 s, budget 1.4 s`, of the answer that came last. */
export function latestOf(turns: readonly TurnFigures[], { responseMs }: Thresholds): string {
  const last = turns.at(-1)
  if (last === undefined) return text.none
  return `${format.waitInSeconds(last.ms)}, ${text.budget({ budget: format.waitInSeconds(responseMs.budget) })}`
}

const labelled = (ms: number) => ({ ms, label: format.waitInSeconds(ms) })

function labelOf({ turns, thresholds, waiting }: ResponsesProps): string {
  const { budget } = thresholds.responseMs
  const recent = turns.slice(-12).map(({ ms }) => ms)
  const late = recent.filter(ms => ms > budget).length
  const parts = [
    recent.map(format.waitInSeconds).join(', '),
    ...(late > 0 ? [text.late({ count: late })] : []),
    ...(waiting ? [text.waitingForAnswer] : []),
  ]
  return `${text.responses}: ${parts.join('; ')}`
}

/** Where the time of the last answer went. */
function Split({ turns }: Pick<ResponsesProps, 'turns'>) {
  const last = turns.at(-1)
  const split = last && turnSplit(last)
  return split ? <p className="later">{text.split.last({ parts: split })}</p> : null
}

export function Responses(props: ResponsesProps) {
  const { turns, thresholds, waiting, summary, none } = props
  const { aim, budget } = thresholds.responseMs
  return (
    <div className="hp">
      <h2>
        {text.responses}
        <span>{summary}</span>
      </h2>
      {turns.length === 0 ? (
        <p className="later">{none}</p>
      ) : (
        <>
          <ResponseBars
            answers={turns.map(turn => ({ ms: turn.ms, words: turnWords(turn) }))}
            aim={labelled(aim)}
            budget={labelled(budget)}
            waiting={waiting}
            label={labelOf(props)}
          />
          <Split turns={turns} />
        </>
      )}
    </div>
  )
}
