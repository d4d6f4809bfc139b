// The finished call in a short sentence or two. Says no more than its numbers: durations are rounded up, nothing unmeasured is good.
import type { CallEvent, CallReport } from '../../protocol/report'
import { rate, type Thresholds, type Tone, toneOf, worst } from '../health'
import { duration, waitInSeconds } from './format'
import { dueTo, verdictWord } from './quality'
import { words } from './words'

const { aftermath: text } = words

/** Rounded up. */
const seconds = (ms: number): string => waitInSeconds(Math.ceil(ms / 100) * 100)
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

export type Aftermath = Pick<
  CallReport,
  'quality' | 'recoveries' | 'events' | 'overTime' | 'heard' | 'proof' | 'durationMs' | 'timings'
>

/** When the sound stopped that did not come back before the call ended, from dial; null: it was there. */
function lostAtMs(events: readonly CallEvent[]): number | null {
  const last = events.findLast(({ type }) => type === 'paused' || type === 'resumed')
  return last?.type === 'paused' ? last.atMs : null
}

/** All of the silence that was not the agent's own, in the call and at its end. */
function silentMsOf({ recoveries, events, durationMs, timings }: Aftermath): number {
  const lost = lostAtMs(events)
  const endMs = (timings.firstMediaMs ?? 0) + durationMs
  const atEnd = lost === null ? 0 : Math.max(0, endMs - lost)
  return sum(recoveries.map(({ gapMs }) => gapMs)) + atEnd
}

/** To another path, with a gap or without. */
export const pathChanges = (events: readonly CallEvent[]): number =>
  events.filter(event => event.type === 'moved' || (event.type === 'resumed' && event.isNewPath)).length

function breaks(call: Aftermath): string {
  const { recoveries, events } = call
  const changes = pathChanges(events)
  const breaks = recoveries.length + (lostAtMs(events) === null ? 0 : 1)
  if (breaks === 0)
    return changes === 0
      ? text.unbroken
      : text.unbrokenWith({ changes: text.pathChanges({ count: changes }) })
  const what =
    changes >= breaks ? text.pathChanges({ count: changes }) : text.interruptions({ count: breaks })
  return text.broken({ breaks: what, time: seconds(silentMsOf(call)) })
}

/** How long the line was poor at times in a call that was better on the whole. */
function poorTimes({ overTime }: Aftermath, thresholds?: Thresholds): string | null {
  const poor = overTime.points.filter(({ mos }) => toneOf('mos', mos, thresholds) === 'break').length
  return poor === 0 ? null : text.poorTimes({ time: duration(poor * overTime.everyMs) })
}

/** How long what the caller said went nowhere although it was sent: at the end of the call, and before. */
function unheard({ proof, durationMs, timings }: Aftermath): string | null {
  const times = proof.findings.filter(({ what }) => what === 'caller_unheard')
  const endMs = (timings.firstMediaMs ?? 0) + durationMs
  const atEnd = times.find(({ toMs }) => toMs === null)
  if (atEnd !== undefined) return text.unheardAtEnd({ time: seconds(Math.max(0, endMs - atEnd.fromMs)) })
  const ms = sum(times.map(({ fromMs, toMs }) => (toMs ?? fromMs) - fromMs))
  return ms > 0 ? text.unheard({ time: seconds(ms) }) : null
}

/** Silence is to the ear what filling in is, at its worst: its share of the call is measured by the same limits. */
function judged(call: Aftermath, thresholds?: Thresholds): { readonly tone: Tone; readonly said: string } {
  const rating = rate(call.quality, thresholds)
  if (rating.tone === 'unknown') return { tone: 'unknown', said: text.notMeasured }
  const silentPct = (100 * silentMsOf(call)) / Math.max(1, call.durationMs)
  const tone = worst([rating.tone, toneOf('concealedPct', silentPct, thresholds)])
  const verdict = verdictWord(tone)
  const due = tone === rating.tone ? dueTo(rating, call.quality) : null
  return { tone, said: due === null ? text.verdict({ verdict }) : text.verdictDue({ verdict, due }) }
}

/** `Good. Two path changes, 0.3 s of silence in all.` For a call that connected. */
export function aftermathCopy(call: Aftermath, thresholds?: Thresholds): string {
  const { heard, recoveries, events } = call
  const isOneWay = !heard.agent || !heard.microphone
  const { tone, said } = judged(call, thresholds)
  const lostMs = sum(recoveries.map(recovery => recovery.lostMs))
  return [
    heard.agent ? null : text.agentNeverHeard,
    heard.microphone ? null : text.microphoneSilent,
    isOneWay ? null : said,
    isOneWay || tone === 'break' ? null : poorTimes(call, thresholds),
    breaks(call),
    lostAtMs(events) === null ? null : text.goneAtEnd,
    unheard(call),
    lostMs > 0 ? text.lost({ time: seconds(lostMs) }) : null,
  ]
    .filter(sentence => sentence !== null)
    .join(' ')
}
