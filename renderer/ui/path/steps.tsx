// What is being tried, one line each, and the bounded time it all has.
import { Icon, type IconName } from '../basics/icon'

type StepState = 'ok' | 'no' | 'bad' | 'now' | 'next'

export interface Step {
  readonly id: string
  readonly state: StepState
  readonly what: string
  readonly detail?: string
  readonly time?: string
}

const ICONS = {
  ok: 'ok',
  no: 'none',
  bad: 'bad',
  now: 'turning',
  next: 'dots',
} as const satisfies Record<StepState, IconName>

export const StepList = ({ steps }: { steps: readonly Step[] }) => (
  <ol className="steps">
    {steps.map(({ id, state, what, detail, time }) => (
      <li key={id} className={`step ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
        <Icon name={ICONS[state]} />
        <span className="w">{what}</span>
        <span className="d">{detail}</span>
        <span className="ms">{time}</span>
      </li>
    ))}
  </ol>
)

interface ProgressLineProps {
  /** 0..1 */
  readonly done: number
  readonly label: string
  readonly tone?: 'line' | 'strain'
}

/** A thin line that fills up. It advances in reduced motion too, because it carries information. */
export const ProgressLine = ({ done, label, tone = 'line' }: ProgressLineProps) => {
  const percent = Math.round(Math.min(1, Math.max(0, done)) * 1000) / 10
  return (
    <div className={`bar ${tone}`}>
      <progress className="sr" aria-label={label} max={100} value={percent} />
      <i style={{ width: `${percent}%` }} />
    </div>
  )
}

interface DecisionLineProps extends ProgressLineProps {
  readonly promise: string
  readonly left: string
}

/** The promise of a verdict, and how much of its time is left. */
export const DecisionLine = ({ promise, left, ...line }: DecisionLineProps) => (
  <div className="decide">
    <div className="lbl">
      <span>{promise}</span>
      <span className="num">{left}</span>
    </div>
    <ProgressLine {...line} />
  </div>
)
