// The network page: every check as it comes in, the verdict beside it, and what people can pass on.
import { useState } from 'react'
import { format, reportText, words } from '../../copy'
import { thresholdsOf } from '../../health'
import type { NetworkCheck } from '../../network'
import { Button, EmptyState, ProgressLine, Toast } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useNow } from '../hooks/use-now'
import { useToast } from '../hooks/use-toast'
import { progressOf } from '../model/checks'
import { modKey } from '../model/keyboard'
import { summaryOf } from '../model/verdict'
import type { AppActions, AppState } from '../props'
import { CheckList } from './check-list'
import { CheckSummary, type Saved } from './summary'

interface NetworkProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
}

const { check: text } = words
const TICK_MS = 500

function whenOf(check: NetworkCheck, nowMs: number): string {
  if (check.at === 'running') return text.sofar({ time: format.duration(nowMs - check.startedAtMs) })
  if (check.at !== 'done') return ''
  const { startedAt, tookMs } = check.report
  const atMs = Date.parse(startedAt)
  return text.took({
    day: format.day(atMs, nowMs),
    time: format.timeOfDay(atMs),
    took: tookMs < 1000 ? format.wait(tookMs) : format.duration(tookMs),
  })
}

const gatewayOf = (check: NetworkCheck): string | null => {
  if (check.at === 'done') return check.report.gateway
  return check.at === 'running' ? check.gateway : null
}

function Head({ check, onRun }: { check: NetworkCheck; onRun: () => void }) {
  const running = check.at === 'running'
  const nowMs = useNow(TICK_MS, running)
  return (
    <header className="page-head">
      <h1 className="hero">{text.title}</h1>
      <p className="when num">{[whenOf(check, nowMs), gatewayOf(check)].filter(Boolean).join(' · ')}</p>
      <Button icon="refresh" hint="R" onClick={onRun} disabled={running}>
        {text.again}
      </Button>
    </header>
  )
}

/** Saving and copying of the report that is on the screen. */
function useGiving(check: NetworkCheck, actions: AppActions) {
  const { said, confirm } = useToast()
  const [problem, setProblem] = useState<string | null>(null)
  if (check.at !== 'done') return { said, problem: null, give: null }
  const { report } = check
  const save = (what: Saved): Promise<unknown> => {
    setProblem(null)
    const saving = actions.saveReport(what)
    saving.catch(() => setProblem(text.notSaved))
    confirm(text.saved[what], saving)
    return saving.catch(() => undefined)
  }
  const give = {
    hasKit: report.kit.some(({ request }) => request !== null),
    copy: () => confirm(words.failed.copied, actions.copy(reportText(report))),
    save,
  }
  return { said, problem, give }
}

const NotChecked = ({ onRun }: { onRun: () => void }) => (
  <>
    <h1 className="sr">{text.title}</h1>
    <EmptyState
      icon="arches"
      title={text.none}
      action={
        <Button tone="primary" icon="refresh" hint="R" onClick={onRun}>
          {text.run}
        </Button>
      }
    >
      {text.noneHint}
    </EmptyState>
  </>
)

export function NetworkPage({ state: { app, check }, actions, mac }: NetworkProps) {
  const run = () => actions.checkNetwork(check.at === 'none' ? null : check.agentId)
  const { said, problem, give } = useGiving(check, actions)
  useHotkeys('network', mac, {
    ...(check.at === 'running' ? {} : { retry: run }),
    ...(give ? { copy: give.copy, save: () => void give.save('report') } : {}),
  })
  const summary = summaryOf(check)
  return (
    <section className="sheet main">
      {summary === null ? (
        <NotChecked onRun={run} />
      ) : (
        <div className="check">
          <div className="checks">
            <Head check={check} onRun={run} />
            {check.at === 'running' && <ProgressLine done={progressOf(check)} label={text.progress} />}
            <CheckList check={check} thresholds={thresholdsOf(app?.thresholds)} />
          </div>
          <CheckSummary view={summary} saveHint={modKey('S', mac)} give={give} problem={problem} />
        </div>
      )}
      <div className="toasts" role="status">
        {said !== null && <Toast>{said}</Toast>}
      </div>
    </section>
  )
}
