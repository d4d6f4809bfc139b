// The call is over and nothing failed: how long it was, how it was, and call again or close.
import type { CallReport } from '../../../protocol/report'
import { endCopy, format, pathBadge, phaseCopy, toneOfQuality, verdictWord, words } from '../../copy'
import { Button, Voiceprint } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { type CallIn, nameOf } from '../model/screen'
import type { AppActions, AppState } from '../props'

interface EndedProps {
  readonly state: AppState
  readonly call: CallIn<'ended'>
  readonly actions: AppActions
  readonly mac: boolean
}

const { ended: text } = words

type Fact = readonly [label: string, value: string]

const median = (values: readonly number[]): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

function pausesOf({ recoveries }: CallIn<'ended'>): string {
  if (recoveries.length === 0) return text.noPauses
  const silentMs = recoveries.reduce((sum, { gapMs }) => sum + gapMs, 0)
  return `${recoveries.length}, ${format.seconds(silentMs)} s`
}

/** Only what was measured. */
function factsOf(call: CallIn<'ended'>, report: CallReport | undefined): readonly Fact[] {
  const response = median(call.responsesMs)
  const tone = toneOfQuality(report?.quality ?? null)
  return [
    ...(report?.path ? [[text.path, pathBadge(report.path)] as const] : []),
    ...(tone === 'unknown' ? [] : [[text.sound, verdictWord(tone)] as const]),
    ...(response === undefined ? [] : [[text.response, format.waitInSeconds(response)] as const]),
    [text.pauses, pausesOf(call)],
  ]
}

function Verdict({ state, call }: Pick<EndedProps, 'state' | 'call'>) {
  const agent = nameOf(state.agents, call.agentId)
  const length = call.activeAtMs === null ? null : format.duration(call.endedAtMs - call.activeAtMs)
  const report = state.recent.find(({ callId }) => callId === call.callId)
  return (
    <>
      <h1 className="display">{length === null ? text.neverConnected : phaseCopy.ended.title}</h1>
      <p className="lead">{endCopy(call.end.by, agent, length)}</p>
      {length !== null && (
        <dl className="facts">
          {factsOf(call, report).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

export function EndedCall({ state, call, actions, mac }: EndedProps) {
  const again = () => actions.dial(call.agentId)
  useHotkeys('ended', mac, { retry: again, close: actions.dismiss })
  return (
    <section className="sheet main">
      <div className="ended">
        <Voiceprint id={call.agentId} size={88} />
        <Verdict state={state} call={call} />
        <div className="acts">
          <Button tone="call" size="lg" icon="phone" hint="R" onClick={again}>
            {text.callAgain}
          </Button>
          <Button size="lg" hint="Esc" onClick={actions.dismiss}>
            {text.close}
          </Button>
        </div>
      </div>
    </section>
  )
}
