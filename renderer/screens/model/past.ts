// Past calls as rows: what each says at a glance, and where it lies among the days. Pure.
import type { CallSummary } from '../../../protocol/history'
import { format, pathName, toneOfQuality, words } from '../../copy'
import type { Thresholds } from '../../health'
import type { Bars } from '../../ui'
import type { Past } from '../props'

const { history: text } = words

export const ROW_PX = 52
export const DAY_PX = 32

/** From here on people are "very satisfied", below only "satisfied" (ITU-T G.107, Table B.1: R of 90, MOS 4.34). */
const VERY_GOOD_MOS = 4.3

/** Four: very good; none: nothing was measured, or there was no sound. */
export function barsOf({ quality, durationMs }: CallSummary, thresholds: Thresholds): Bars {
  if (durationMs === 0) return 0
  switch (toneOfQuality(quality, thresholds)) {
    case 'line':
      return (quality.mos ?? 0) >= VERY_GOOD_MOS ? 4 : 3
    case 'strain':
      return 2
    case 'break':
      return 1
    case 'unknown':
      return 0
  }
}

interface Outcome {
  readonly text: string
  readonly bad: boolean
}

/** `TLS relay, 4 min 12 s`; why there was no call, or that it was cut off. */
export function outcomeOf({ outcome, failure, durationMs, path }: CallSummary): Outcome {
  if (durationMs === 0)
    return failure === null
      ? { text: text.cancelled, bad: false }
      : { text: text.couldNotConnect({ layer: text.layers[failure.layer] }), bad: true }
  const bad = outcome === 'failed'
  const parts = [path && pathName(path), format.duration(durationMs), bad ? text.cutOff : null]
  return { text: parts.filter(Boolean).join(', '), bad }
}

export interface PastRow extends Outcome {
  readonly name: string
  readonly time: string
  readonly bars: Bars
  readonly quality: string
  /** Read out with the row: it stands above the rows, where nobody looks who listens. */
  readonly day: string
}

export function rowOf(call: CallSummary, name: string, thresholds: Thresholds, nowMs: number): PastRow {
  const atMs = Date.parse(call.startedAt)
  const [time, bars] = [format.timeOfDay(atMs), barsOf(call, thresholds)]
  const quality = text.quality({ word: text.bars[bars] })
  const outcome = outcomeOf(call)
  return { ...outcome, name, time, bars, quality, day: format.day(atMs, nowMs) }
}

/** `Today, 10:42 to 10:48`. */
export function whenOf({ startedAt, durationMs }: CallSummary, nowMs: number): string {
  const atMs = Date.parse(startedAt)
  const day = format.day(atMs, nowMs)
  if (durationMs === 0) return `${day}, ${format.timeOfDay(atMs)}`
  return words.ended.when({
    day,
    from: format.timeOfDay(atMs),
    to: format.timeOfDay(atMs + durationMs),
  })
}

export interface Layout {
  /** The day that begins above this row, or null. */
  readonly dayOf: (at: number) => string | null
  /** Where the row with what stands above it begins; after the last one: where the list ends. */
  readonly topOf: (at: number) => number
}

/** @param nowMs of any moment of today. */
export function layOut(calls: readonly CallSummary[], nowMs: number): Layout {
  const tops = [0]
  const days: (string | null)[] = []
  // They are in order, so that a day is looked up once for all its calls.
  let midnightMs = Number.POSITIVE_INFINITY
  for (const { startedAt } of calls) {
    const atMs = Date.parse(startedAt)
    const begins = atMs < midnightMs
    if (begins) midnightMs = new Date(atMs).setHours(0, 0, 0, 0)
    days.push(begins ? format.day(atMs, nowMs) : null)
    tops.push((tops.at(-1) ?? 0) + ROW_PX + (begins ? DAY_PX : 0))
  }
  return { dayOf: at => days[at] ?? null, topOf: at => tops[at] ?? tops.at(-1) ?? 0 }
}

/** What is read out: how many a search has found. */
export function announcePast({ list }: Past): string {
  if (list.at !== 'read' || list.query.trim() === '') return ''
  return text.found({ count: list.total })
}
