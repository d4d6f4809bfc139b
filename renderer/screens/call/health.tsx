// The health sheet: the verdict and its reason, the path, the figures, the agent's response times, and what happened.
import { format, ladderPhrase, verdictLine, verdictWord, words } from '../../copy'
import { thresholdsOf } from '../../health'
import { EventList, IconButton, MetricRow, SpanDiagram, Verdict } from '../../ui'
import { useSecondsSince } from '../hooks/use-seconds'
import { checkedLegs } from '../model/checks'
import { eventsOf } from '../model/events'
import type { CallIn } from '../model/screen'
import { callSpan } from '../model/spans'
import type { AppState, LiveFigures } from '../props'
import { metricsOf } from './metrics'
import { More } from './more'
import { latestOf, Responses } from './responses'

interface HealthProps {
  readonly state: AppState
  readonly call: CallIn<'active' | 'recovering' | 'ending'>
  readonly onClose: () => void
}

const { health: text } = words

function Interrupted({ lostAtMs }: { lostAtMs: number }) {
  const seconds = useSecondsSince(lostAtMs)
  return (
    <Verdict tone="break" word={text.interrupted}>
      {text.silentFor({ time: format.duration(seconds * 1_000) })}
    </Verdict>
  )
}

/** What is done against the line, while anything is. */
function Doing({ step }: { step: LiveFigures['ladder'] }) {
  const phrase = ladderPhrase(step)
  return phrase === null ? null : <span className="doing">{phrase}</span>
}

function VerdictOf({ state: { live }, call }: HealthProps) {
  if (call.phase === 'recovering') return <Interrupted lostAtMs={call.lostAtMs} />
  // However well the agent is heard: a line that carries one way is no good one.
  if (live?.proof.findings.includes('caller_unheard'))
    return (
      <Verdict tone="break" word={words.proof.oneWay}>
        {words.proof.unheard}
      </Verdict>
    )
  const rating = live?.verdict ?? { tone: 'unknown', reason: null }
  return (
    <Verdict tone={rating.tone} word={verdictWord(rating.tone)}>
      {live ? verdictLine(rating, live.quality, live.path) : text.measuring}
      {live && <Doing step={live.ladder} />}
    </Verdict>
  )
}

export function Health(props: HealthProps) {
  const { state, call, onClose } = props
  const { live, check } = state
  const thresholds = thresholdsOf(state.app?.thresholds)
  const path = live?.path ?? null
  const { nodes, spans, label } = callSpan({
    path,
    rttMs: live?.quality.rttMs ?? null,
    legsMs: live?.legsMs ?? checkedLegs(path, check),
    agentMs: call.turns.at(-1)?.agentMs ?? null,
    tone: call.phase === 'recovering' ? 'broken' : (live?.verdict.tone ?? 'unknown'),
  })
  return (
    <aside className="sheet health" aria-label={words.call.health}>
      <div className="shut">
        <IconButton icon="cross" label={text.close} onClick={onClose} />
      </div>
      <VerdictOf {...props} />
      <div className="hp">
        <SpanDiagram size="narrow" nodes={nodes} spans={spans} label={label} />
      </div>
      <div className="hp metrics">
        <dl>
          {metricsOf(live).map(metric => (
            <MetricRow key={metric.name} {...metric} />
          ))}
        </dl>
        {live && <More live={live} />}
      </div>
      <Responses
        turns={call.turns}
        thresholds={thresholds}
        waiting={call.phase === 'recovering' || call.agent === 'thinking'}
        summary={latestOf(call.turns, thresholds)}
        none={text.noResponses}
      />
      <div className="hp rest">
        <h2>{text.events}</h2>
        <EventList events={eventsOf(call, state.events)} />
      </div>
    </aside>
  )
}
