// How long the agent took to answer, the last twelve turns, against what is easy to talk with and what is too late.

const [WIDTH, HEIGHT, BARS] = [272, 56, 12] as const
const PITCH = 23.65
/** The budget stands at this part of the height, so that a late answer has room above it. */
const BUDGET_AT = 0.64

/** A wait that is drawn as a line: at ease below the one, late above the other. */
interface Mark {
  readonly ms: number
  readonly label: string
}

/** An answer: how long it took, and that in words for whoever points at its bar. */
interface Answer {
  readonly ms: number
  readonly words: string
}

interface ResponseBarsProps {
  readonly answers: readonly Answer[]
  readonly aim: Mark
  readonly budget: Mark
  /** The agent is at its next answer: its bar is drawn empty. */
  readonly waiting: boolean
  readonly label: string
}

const tenth = (value: number): number => Math.round(value * 10) / 10
const part = (ms: number, budgetMs: number): number => (ms / budgetMs) * BUDGET_AT
const barHeight = (ms: number, budgetMs: number): number =>
  tenth(Math.min(1, Math.max(0.06, part(ms, budgetMs))) * HEIGHT)

const MarkLine = ({ mark, budgetMs, kind }: { mark: Mark; budgetMs: number; kind: string }) => {
  const y = tenth(HEIGHT * (1 - part(mark.ms, budgetMs)))
  return (
    <>
      <line className={kind} x1="0" x2={WIDTH} y1={y} y2={y} />
      <text x="304" y={y + 4} textAnchor="end">
        {mark.label}
      </text>
    </>
  )
}

export function ResponseBars({ answers, aim, budget, waiting, label }: ResponseBarsProps) {
  const shown = waiting ? BARS - 1 : BARS
  const first = Math.max(0, answers.length - shown)
  const recent = answers.slice(first).map((answer, at) => ({ turn: first + at, ...answer }))
  const tone = (ms: number, at: number) =>
    ms > budget.ms ? 'over' : at === recent.length - 1 ? 'last' : 'plain'
  const x = (at: number) => tenth(at * PITCH)
  return (
    <svg
      className="resp"
      width="304"
      height={HEIGHT}
      viewBox={`0 0 304 ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {recent.map(({ turn, ms, words }, at) => {
        const height = barHeight(ms, budget.ms)
        return (
          <rect
            key={turn}
            className={tone(ms, at)}
            x={x(at)}
            y={HEIGHT - height}
            width="12"
            height={height}
            rx="2"
          >
            <title>{words}</title>
          </rect>
        )
      })}
      {waiting && (
        <rect className="next" x={x(recent.length) + 0.5} y={HEIGHT - 20.5} width="11" height="20" rx="2" />
      )}
      <MarkLine mark={budget} budgetMs={budget.ms} kind="budget" />
      <MarkLine mark={aim} budgetMs={budget.ms} kind="aim" />
    </svg>
  )
}
