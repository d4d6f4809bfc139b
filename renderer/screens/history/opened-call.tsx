// The call that is looked at: who and when from the list at once, the rest from its report.
import type { RefObject } from 'react'
import type { CallSummary } from '../../../protocol/history'
import type { CallReport } from '../../../protocol/report'
import { type ItRow, words } from '../../copy'
import type { Thresholds } from '../../health'
import { Button, EmptyState, IconButton, Skeleton, Voiceprint } from '../../ui'
import { whenOf } from '../model/past'
import type { OpenedCall } from '../props'
import { CallStory } from '../story/call-story'
import { TranscriptAfter } from '../talk/transcript-after'

const { history: text } = words

export interface CallActs {
  readonly onAgain: () => void
  readonly onCopy: (() => void) | null
  readonly onSave: (() => void) | null
  readonly onErase: () => void
  readonly copyText: (text: string) => Promise<void>
  readonly onBack: () => void
}

interface OpenedProps {
  readonly call: CallSummary
  readonly opened: OpenedCall
  readonly name: string
  readonly thresholds: Thresholds
  readonly nowMs: number
  readonly acts: CallActs
  /** What did not work just now. */
  readonly problem: string | null
  /** Where the focus goes when it is opened. */
  readonly article: RefObject<HTMLElement | null>
}

const Head = ({ call, name, nowMs, acts }: Pick<OpenedProps, 'call' | 'name' | 'nowMs' | 'acts'>) => (
  <header className="hd-head">
    <span className="back">
      <IconButton icon="back" label={text.back} onClick={acts.onBack} />
    </span>
    <Voiceprint id={call.agent} size={44} tone="live" />
    <div className="grow">
      <h1>{name}</h1>
      <p>{whenOf(call, nowMs)}</p>
    </div>
    <IconButton icon="bin" label={text.erase} onClick={acts.onErase} />
    {acts.onCopy && <IconButton icon="copy" label={text.copy} onClick={acts.onCopy} />}
    {acts.onSave && <IconButton icon="export" label={text.save} onClick={acts.onSave} />}
    <Button tone="call" icon="phone" hint="R" onClick={acts.onAgain}>
      {words.ended.callAgain}
    </Button>
  </header>
)

const itRows = ({ failure, callId, externalId }: CallReport): readonly ItRow[] => [
  ...(failure ? ([[text.code, `${failure.code} ${failure.name}`]] as const) : []),
  ...(failure?.detail ? ([[text.detail, failure.detail]] as const) : []),
  [text.callId, [callId, externalId].filter(Boolean).join(', ')],
]

/** Why it failed, and what IT is told. */
const Why = ({ report }: { report: CallReport }) => (
  <div className="why">
    {report.failure && <p>{report.failure.message}</p>}
    <div className="it">
      <dl>
        {itRows(report).map(([label, value], at) => (
          <div key={label} className={report.failure && at === 0 ? 'bad' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  </div>
)

function Body({ opened, thresholds, acts }: Pick<OpenedProps, 'opened' | 'thresholds' | 'acts'>) {
  switch (opened.at) {
    case 'reading':
      return <Skeleton rows={3} label={text.loading} />
    case 'gone':
      return (
        <EmptyState icon="warning" title={text.gone}>
          {text.goneHint}
        </EmptyState>
      )
    case 'read': {
      const { report } = opened
      return (
        <>
          {(report.failure || report.durationMs === 0) && <Why report={report} />}
          {report.durationMs > 0 && <CallStory report={report} thresholds={thresholds} />}
          <TranscriptAfter lines={report.conversation?.lines ?? []} onCopy={acts.copyText} onSave={null} />
        </>
      )
    }
  }
}

export const OpenedCallView = ({ opened, thresholds, article, problem, ...head }: OpenedProps) => (
  <article ref={article} tabIndex={-1} className="hdetail after" aria-label={`${text.from} ${head.name}`}>
    <Head {...head} />
    {problem !== null && (
      <p className="problem c-break" role="alert">
        {problem}
      </p>
    )}
    <Body opened={opened} thresholds={thresholds} acts={head.acts} />
  </article>
)
