// How a call was, at a glance: up to four bars, and the word for it. Owns looks; what makes three bars belongs to the screens.

/** None: nothing was measured. */
export type Bars = 0 | 1 | 2 | 3 | 4
const BARS = ['first', 'second', 'third', 'fourth'] as const

export const QualityBars = ({ bars, label }: { bars: Bars; label: string }) => (
  <span className="q" data-q={bars} role="img" aria-label={label}>
    {BARS.map(bar => (
      <i key={bar} />
    ))}
  </span>
)
