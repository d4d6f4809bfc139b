// The health sheet: the verdict, the path, the figures, the agent's response times, and what happened.
import { format, RESPONSE_BUDGET_MS, toneOfQuality, verdictLine, verdictWord, words } from '../../copy'
import { EventList, MetricRow, ResponseBars, SpanDiagram, Verdict } from '../../ui'
import { useHistory } from '../hooks/use-history'
import { eventsOf } from '../model/events'
import type { CallIn } from '../model/screen'
import { callSpan } from '../model/spans'
import type { LiveFigures } from '../props'
import { metricsOf } from './metrics'

interface HealthProps {
  readonly call: CallIn<'active' | 'recovering' | 'ending'>
  readonly live: LiveFigures | null
  readonly nowMs: number
}

const { health: text } = words

function VerdictOf({ call, live, nowMs }: HealthProps) {
  if (call.phase === 'recovering')
    return (
      <Verdict tone="break" word={text.interrupted}>
        {text.silentFor(format.duration(nowMs - call.lostAtMs))}
      </Verdict>
    )
  const tone = toneOfQuality(live?.quality ?? null)
  return (
    <Verdict tone={tone} word={verdictWord(tone)}>
      {verdictLine(tone, live?.path ?? null)}
    </Verdict>
  )
}

function Responses({ responsesMs }: { responsesMs: readonly number[] }) {
  const budget = format.waitInSeconds(RESPONSE_BUDGET_MS)
  const last = responsesMs.at(-1)
  return (
    <div className="hp">
      <h2>
        {text.responses}
        <span>
          {last === undefined ? text.none : `${format.waitInSeconds(last)}, ${text.budget(budget)}`}
        </span>
      </h2>
      {last === undefined ? (
        <p className="later">{text.noResponses}</p>
      ) : (
        <ResponseBars
          responsesMs={responsesMs}
          budgetMs={RESPONSE_BUDGET_MS}
          budgetLabel={budget}
          label={`${text.responses}: ${responsesMs.slice(-12).map(format.waitInSeconds).join(', ')}`}
        />
      )}
    </div>
  )
}

export function Health(props: HealthProps) {
  const { call, live } = props
  const history = useHistory(live)
  const { nodes, spans, label } = callSpan(
    live?.path ?? null,
    live?.quality.rttMs ?? null,
    call.phase === 'recovering' ? 'broken' : toneOfQuality(live?.quality ?? null),
  )
  return (
    <aside className="sheet health" aria-label={words.call.health}>
      <VerdictOf {...props} />
      <div className="hp">
        <SpanDiagram size="narrow" nodes={nodes} spans={spans} label={label} />
      </div>
      <dl className="hp metrics">
        {metricsOf(live?.quality ?? null, history).map(metric => (
          <MetricRow key={metric.name} {...metric} />
        ))}
      </dl>
      <Responses responsesMs={call.responsesMs} />
      <div className="hp rest">
        <h2>{text.events}</h2>
        <EventList events={eventsOf(call, live?.path ?? null)} />
      </div>
    </aside>
  )
}
