// The finished call in a short sentence or two. Says no more than its numbers: durations are rounded up, nothing unmeasured is good.
import type { CallEvent, CallReport, Quality } from '../../protocol/report'
import { rate, type Thresholds, toneOf } from '../health'
import { duration } from './format'
import { dueTo, verdictWord } from './quality'

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const
const counted = (count: number, what: string): string =>
  `${NUMBERS[count] ?? count} ${what}${count === 1 ? '' : 's'}`

const seconds = (ms: number): string => `${(Math.ceil(ms / 100) / 10).toFixed(1)} s`
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

export type Aftermath = Pick<
  CallReport,
  'quality' | 'recoveries' | 'events' | 'overTime' | 'heard' | 'durationMs'
>

/** The sound had stopped, and the call ended before it came back. */
function isLostAtEnd(events: readonly CallEvent[]): boolean {
  const last = events.findLast(({ type }) => type === 'paused' || type === 'resumed')
  return last?.type === 'paused'
}

/** To another path, with a gap or without. */
export const pathChanges = (events: readonly CallEvent[]): number =>
  events.filter(event => event.type === 'moved' || (event.type === 'resumed' && event.isNewPath)).length

function breaks({ recoveries, events }: Aftermath): string {
  const changes = pathChanges(events)
  const silentMs = sum(recoveries.map(({ gapMs }) => gapMs))
  if (recoveries.length === 0)
    return changes === 0 ? 'No interruptions.' : `${counted(changes, 'path change')}, no interruptions.`
  const what =
    changes >= recoveries.length
      ? counted(changes, 'path change')
      : counted(recoveries.length, 'interruption')
  return `${what}, ${seconds(silentMs)} of silence in all.`
}

/** How long the line was poor at times in a call that was better on the whole. */
function poorTimes({ overTime }: Aftermath, thresholds?: Thresholds): string | null {
  const poor = overTime.points.filter(({ mos }) => toneOf('mos', mos, thresholds) === 'break').length
  return poor === 0 ? null : `Poor for up to ${duration(poor * overTime.everyMs)}.`
}

const UNHEARD = {
  agent: 'The agent was never heard.',
  microphone: 'Your microphone gave no sound.',
} as const

function judged(quality: Quality, thresholds?: Thresholds): string {
  const rating = rate(quality, thresholds)
  if (rating.tone === 'unknown') return 'The sound was not measured.'
  const due = dueTo(rating, quality)
  return due === null ? `${verdictWord(rating.tone)}.` : `${verdictWord(rating.tone)}, ${due}.`
}

/** `Good. Two path changes, 0.3 s of silence in all.` For a call that connected. */
export function aftermathCopy(call: Aftermath, thresholds?: Thresholds): string {
  const { quality, heard, recoveries, events } = call
  const isOneWay = !heard.agent || !heard.microphone
  const isPoor = rate(quality, thresholds).tone === 'break'
  const lostMs = sum(recoveries.map(recovery => recovery.lostMs))
  const isLost = isLostAtEnd(events)
  const said = [
    heard.agent ? null : UNHEARD.agent,
    heard.microphone ? null : UNHEARD.microphone,
    isOneWay ? null : judged(quality, thresholds),
    isOneWay || isPoor ? null : poorTimes(call, thresholds),
    isLost && recoveries.length === 0 ? null : breaks(call),
    isLost ? 'The sound was gone when the call ended.' : null,
    lostMs > 0 ? `${seconds(lostMs)} of what you said did not arrive.` : null,
  ]
  return said.filter(sentence => sentence !== null).join(' ')
}
