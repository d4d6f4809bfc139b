// How long the agent took to answer, the last twelve turns, against its budget.

const [WIDTH, HEIGHT, BARS] = [272, 56, 12] as const
const PITCH = 23.65
/** The budget stands at this part of the height, so that a late answer has room above it. */
const BUDGET_AT = 0.64

interface ResponseBarsProps {
  readonly responsesMs: readonly number[]
  readonly budgetMs: number
  readonly budgetLabel: string
  readonly label: string
}

const barHeight = (ms: number, budgetMs: number): number =>
  Math.round(Math.min(1, Math.max(0.06, (ms / budgetMs) * BUDGET_AT)) * HEIGHT * 10) / 10

export function ResponseBars({ responsesMs, budgetMs, budgetLabel, label }: ResponseBarsProps) {
  const first = Math.max(0, responsesMs.length - BARS)
  const recent = responsesMs.slice(first).map((ms, at) => ({ turn: first + at, ms }))
  const y = Math.round(HEIGHT * (1 - BUDGET_AT) * 10) / 10
  const tone = (ms: number, at: number) =>
    ms > budgetMs ? 'over' : at === recent.length - 1 ? 'last' : 'plain'
  return (
    <svg
      className="resp"
      width="304"
      height={HEIGHT}
      viewBox={`0 0 304 ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {recent.map(({ turn, ms }, at) => {
        const height = barHeight(ms, budgetMs)
        const x = Math.round(at * PITCH * 10) / 10
        return (
          <rect
            key={turn}
            className={tone(ms, at)}
            x={x}
            y={HEIGHT - height}
            width="12"
            height={height}
            rx="2"
          />
        )
      })}
      <line x1="0" x2={WIDTH} y1={y} y2={y} />
      <text x="304" y={y + 4} textAnchor="end">
        {budgetLabel}
      </text>
    </svg>
  )
}
