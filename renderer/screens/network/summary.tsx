// Beside the checks: the verdict, the way as a span, what could be better, and what can be given to IT.
import { words } from '../../copy'
import { Button, Dot, SpanDiagram } from '../../ui'
import type { SummaryView } from '../model/verdict'

export type Saved = 'report' | 'kit'

interface SummaryProps {
  readonly view: SummaryView
  readonly saveHint: string
  /** What went wrong with the last saving, said where it was asked for. */
  readonly problem: string | null
  /** Null while there is no whole report to give away. */
  readonly give: {
    readonly hasKit: boolean
    readonly copy: () => void
    /** Rejects where it could not be written. */
    readonly save: (what: Saved) => Promise<unknown>
  } | null
}

const { check: text } = words

type Give = NonNullable<SummaryProps['give']>

const Advice = ({ advice, give }: { advice: NonNullable<SummaryView['advice']> } & { give: Give | null }) => (
  <div className="advice">
    <h2 className="sec">{advice.title}</h2>
    {advice.lines.map(line => (
      <p key={line}>{line}</p>
    ))}
    {give && (
      <div className="acts">
        <Button size="sm" icon="copy" onClick={give.copy}>
          {words.failed.copy}
        </Button>
        {give.hasKit && (
          <Button size="sm" icon="export" onClick={() => void give.save('kit')}>
            {text.kit}
          </Button>
        )}
      </div>
    )}
  </div>
)

const Verdict = ({ tone, word, line }: SummaryView) => (
  <>
    <div className="verdict">
      <Dot tone={tone} halo />
      <h2 className="w">{word}</h2>
    </div>
    <p className="lead">{line}</p>
  </>
)

export const CheckSummary = ({ view, saveHint, give, problem }: SummaryProps) => (
  <aside className="summary" aria-label={text.result}>
    <Verdict {...view} />
    <SpanDiagram size="narrow" {...view.span} />
    {view.advice && <Advice advice={view.advice} give={give} />}
    <div className="give">
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Button
        tone="primary"
        size="lg"
        icon="export"
        hint={saveHint}
        disabled={give === null}
        onClick={() => void give?.save('report')}
      >
        {text.export}
      </Button>
      <p>{text.privacy}</p>
    </div>
  </aside>
)
