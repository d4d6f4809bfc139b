// The call's own story, from the times its facts carry and from what was noted on the way. Pure.
import type { Route } from '../../../protocol/ice'
import type { CallEvent, CallReport } from '../../../protocol/report'
import type { Attempt, Call } from '../../call'
import { format, ladderEvent, pathPhrase, routePhrase, words } from '../../copy'
import type { HealthEvent } from '../../ui'

/** `atMs`: from the dial. */
interface Moment {
  readonly atMs: number
  readonly text: string
  readonly tone: HealthEvent['tone']
}

type InCall = Exclude<Call, { phase: 'idle' }>

const { events: text } = words

const gap = (ms: number): string => format.waitInSeconds(ms)

/** What one event says. False alarms are none: nothing was heard of them. */
function told(event: CallEvent, isFirstPath: boolean): Omit<Moment, 'atMs'> {
  switch (event.type) {
    case 'path': {
      const over = pathPhrase(event.path)
      return isFirstPath
        ? { text: text.connected({ path: over }), tone: 'line' }
        : { text: text.nowOver({ path: over }), tone: 'unknown' }
    }
    case 'paused':
      return { text: text.paused, tone: 'break' }
    case 'resumed':
      return { text: (event.isNewPath ? text.newPath : text.back)({ gap: gap(event.gapMs) }), tone: 'strain' }
    case 'moved':
      return { text: text.moved, tone: 'unknown' }
    case 'network':
      return { text: event.what === 'wake' ? text.wake : text.network, tone: 'strain' }
    case 'microphone':
      return { text: text.microphone[event.is], tone: 'unknown' }
    case 'sound':
      return {
        text: words.proof.findings[event.what][event.is],
        tone: event.is === 'raised' ? 'strain' : 'unknown',
      }
    case 'hold':
      return { text: text.hold[event.is], tone: 'unknown' }
    case 'recording':
      return { text: event.on ? text.recordingOn({ by: event.by }) : text.recordingOff, tone: 'unknown' }
    case 'ladder':
      return { text: ladderEvent(event), tone: event.way === 'up' ? 'strain' : 'unknown' }
    case 'ended':
      return { text: text.ended[event.by], tone: event.by === 'failure' ? 'break' : 'unknown' }
  }
}

const noted = (events: readonly CallEvent[]): readonly Moment[] => {
  const first = events.find(({ type }) => type === 'path')
  return events.map(event => ({ atMs: event.atMs, ...told(event, event === first) }))
}

interface Started {
  readonly atMs: number
  readonly route: Route
  readonly isFirst: boolean
  readonly isAfterSound: boolean
}

/** An attempt that the call waits for. One that waits beside it as a standby is no event. */
const started = ({ atMs, route, isFirst, isAfterSound }: Started): Moment => {
  const say = isAfterSound ? text.rebuilding : isFirst ? text.trying : text.retrying
  return { atMs, text: say({ route: routePhrase[route] }), tone: isFirst ? 'unknown' : 'strain' }
}

const AWAITED: readonly Attempt['cause'][] = ['first', 'retry', 'recovery']

/** What came later comes first, in the same millisecond too: the sort is stable. */
const newestFirst = (moments: readonly Moment[]): readonly Moment[] =>
  [...moments].reverse().sort((a, b) => b.atMs - a.atMs)

const shown = (moments: readonly Moment[], clock: (atMs: number) => string): readonly HealthEvent[] =>
  moments.map((moment, at) => ({
    id: `${moments.length - at} ${moment.text}`,
    time: clock(moment.atMs),
    text: moment.text,
    tone: moment.tone,
  }))

/** While it lasts: everything that happened, newest first, by the clock on the wall. */
export function eventsOf(call: InCall, events: readonly CallEvent[]): readonly HealthEvent[] {
  const activeAtMs = ('activeAtMs' in call ? call.activeAtMs : null) ?? Number.POSITIVE_INFINITY
  const since = (atMs: number | null, say: string): readonly Moment[] =>
    atMs === null ? [] : [{ atMs: atMs - call.dialedAtMs, text: say, tone: 'unknown' }]
  const attempts = call.attempts.filter(({ cause }) => AWAITED.includes(cause))
  const moments = [
    ...since(call.dialedAtMs, text.dialed),
    ...attempts.map(({ startedAtMs, route }, at) =>
      started({
        atMs: startedAtMs - call.dialedAtMs,
        route,
        isFirst: at === 0,
        isAfterSound: startedAtMs > activeAtMs,
      }),
    ),
    ...since(call.ringingAtMs, text.ringing),
    ...since(call.answeredAtMs, text.answered),
    ...noted(events),
  ]
  return shown(newestFirst(moments), atMs => format.clock(call.dialedAtMs + atMs))
}

/** The first sound, from which a finished call's times are counted. */
export const beginningOf = ({ timings }: Pick<CallReport, 'timings'>): number =>
  timings.firstMediaMs ?? timings.connectedMs ?? 0

/** After it is over: from the first sound on, oldest first, by the call's own time. */
export function eventsAfter(report: Pick<CallReport, 'timings' | 'events'>): readonly HealthEvent[] {
  const beginMs = beginningOf(report)
  return shown(noted(report.events), atMs => format.timer(atMs - beginMs))
}
