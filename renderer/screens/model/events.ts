// The call's own story, newest first, from the times its facts carry. Pure.
import type { Path } from '../../../protocol/report'
import type { Attempt, Call } from '../../call'
import { format, pathPhrase, routePhrase, words } from '../../copy'
import type { HealthEvent } from '../../ui'

interface Moment {
  readonly atMs: number
  readonly text: string
  readonly tone: HealthEvent['tone']
}

type InCall = Exclude<Call, { phase: 'idle' }>

const { events: text } = words

const activeAtOf = (call: InCall): number => ('activeAtMs' in call ? call.activeAtMs : null) ?? Infinity

function started(call: InCall, { startedAtMs, route }: Attempt, at: number): Moment {
  const after = startedAtMs > activeAtOf(call)
  const first = at === 0 ? text.trying : text.retrying
  const say = after ? text.rebuilding : first
  return { atMs: startedAtMs, text: say(routePhrase[route]), tone: at === 0 ? 'unknown' : 'strain' }
}

function carried(call: InCall, { connectedAtMs, n, route }: Attempt, path: Path | null): readonly Moment[] {
  if (connectedAtMs === null) return []
  const over = n === call.carrier && path ? pathPhrase(path) : routePhrase[route]
  const say = connectedAtMs > activeAtOf(call) ? text.back : text.connected
  return [{ atMs: connectedAtMs, text: say(over), tone: 'line' }]
}

const moment = (atMs: number | null, say: string, tone: Moment['tone'] = 'unknown'): readonly Moment[] =>
  atMs === null ? [] : [{ atMs, text: say, tone }]

/** Everything that happened, newest first. */
export function eventsOf(call: InCall, path: Path | null): readonly HealthEvent[] {
  const moments = [
    ...moment(call.dialedAtMs, text.dialed),
    ...call.attempts.map((attempt, at) => started(call, attempt, at)),
    ...moment(call.ringingAtMs, text.ringing),
    ...moment(call.answeredAtMs, text.answered),
    ...call.attempts.flatMap(attempt => carried(call, attempt, path)),
    ...(call.phase === 'recovering' ? moment(call.lostAtMs, text.lost, 'break') : []),
  ]
  // A stable sort after turning the list round: what happened later in the same millisecond comes first.
  return moments
    .reverse()
    .sort((a, b) => b.atMs - a.atMs)
    .map(({ atMs, text: said, tone }) => ({
      id: `${atMs} ${said}`,
      time: format.clock(atMs),
      text: said,
      tone,
    }))
}
