// The latest calls, by day. Choosing one calls that agent again.
import type { ReactNode } from 'react'
import type { CallSummary } from '../../../protocol/history'
import type { AgentCard } from '../../../protocol/ipc'
import { format, toneOfQuality, verdictWord, words } from '../../copy'
import type { Thresholds } from '../../health'
import { EmptyState, Icon } from '../../ui'
import { nameOf } from '../model/screen'

const SHOWN = 8

interface Outcome {
  readonly text: string
  readonly bad: boolean
}

/** `4 min 12 s, good`; what is not known is left out. */
function outcomeOf(call: CallSummary, thresholds: Thresholds): Outcome {
  const { outcome, failure, durationMs, quality } = call
  if (durationMs === 0)
    return { text: failure ? words.home.couldNotConnect : words.home.notAnswered, bad: failure !== null }
  const length = format.duration(durationMs)
  if (outcome === 'failed') return { text: `${length}, ${words.home.cutOff}`, bad: true }
  const tone = toneOfQuality(quality, thresholds)
  return { text: tone === 'unknown' ? length : `${length}, ${format.inside(verdictWord(tone))}`, bad: false }
}

interface RecentCallProps {
  readonly call: CallSummary
  readonly name: string
  readonly thresholds: Thresholds
  readonly onCall: (agentId: string) => void
}

const RecentCall = ({ call, name, thresholds, onCall }: RecentCallProps) => {
  const { text, bad } = outcomeOf(call, thresholds)
  return (
    <button
      type="button"
      className="rc"
      title={words.home.callAgain({ name })}
      onClick={() => onCall(call.agent)}
    >
      <Icon name={bad ? 'phoneCross' : 'phone'} />
      <span className="nm">{name}</span>
      <span className="tm">{format.timeOfDay(Date.parse(call.startedAt))}</span>
      <span className={bad ? 'mt c-break' : 'mt'}>{text}</span>
    </button>
  )
}

interface RecentProps {
  readonly recent: readonly CallSummary[]
  /** False: the organisation has switched the history off. */
  readonly isKept: boolean
  readonly agents: readonly AgentCard[] | null
  readonly nowMs: number
  readonly thresholds: Thresholds
  readonly onCall: (agentId: string) => void
  /** What stands at the foot of the column. */
  readonly below: ReactNode
}

export function Recent({ recent, isKept, agents, nowMs, thresholds, onCall, below }: RecentProps) {
  const dayOf = (call: CallSummary) => format.day(Date.parse(call.startedAt), nowMs)
  const shown = recent.slice(0, SHOWN)
  return (
    <aside className="aside" aria-label={words.home.recentLabel}>
      <h2 className="sec">{words.home.recent}</h2>
      {shown.length === 0 ? (
        <EmptyState
          icon={isKept ? 'history' : 'lock'}
          title={isKept ? words.home.noRecent : words.history.off}
        >
          {isKept ? words.home.noRecentHint : words.history.offHint}
        </EmptyState>
      ) : (
        <div className="recent">
          {[...new Set(shown.map(dayOf))].map(day => (
            <section key={day}>
              <h3 className="day">{day}</h3>
              {shown
                .filter(call => dayOf(call) === day)
                .map(call => (
                  <RecentCall
                    key={call.callId}
                    call={call}
                    name={nameOf(agents, call.agent)}
                    thresholds={thresholds}
                    onCall={onCall}
                  />
                ))}
            </section>
          ))}
        </div>
      )}
      {below}
    </aside>
  )
}
