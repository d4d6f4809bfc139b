// What the finished call shows of itself, from its report: facts, the quality graph, the answers. Only what was measured. Pure.
import type { CallReport, Path, Point } from '../../../protocol/report'
import { format, pathBadge, words } from '../../copy'
import { type Thresholds, toneOf } from '../../health'
import type { GraphPoint } from '../../ui'
import { beginningOf } from './events'

const { ended: text } = words

export type Fact = readonly [label: string, value: string]

const median = (values: readonly number[]): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** How long an answer took as a rule; undefined: none was timed. */
export const typicalResponse = ({ responses }: Pick<CallReport, 'responses'>): number | undefined =>
  median(responses.map(({ ms }) => ms))

/** How fast the agent falls silent when it is talked over, as a rule. */
function interruptedFact({ interruptions }: CallReport): readonly Fact[] {
  const stopMs = median(interruptions.map(one => one.stopMs))
  return stopMs === undefined
    ? []
    : [[text.interrupted, text.interruptedIn({ time: format.waitInSeconds(stopMs) })]]
}

/** `1.2 MB, 0.01 EUR`; the cost only where the organisation has named a price. */
export const relayedText = ({
  relayBytes,
  relayCost,
}: Pick<CallReport, 'relayBytes' | 'relayCost'>): string =>
  [format.bytes(relayBytes), relayCost && format.money(relayCost)].filter(Boolean).join(', ')

const pathText = (path: Path): string =>
  path.viaProxy ? `${pathBadge(path)}, ${words.health.viaProxy}` : pathBadge(path)

/**
 * A recording begins with the path and is written to the end, so it is as long as the call, give or take: it may lack what the caller
 * said while the end was being confirmed (0.8 s).
 */
const SHORT_MS = 1_500

/** Whether the recording is whole: by the far end's word, and by how long it is. */
function recordingFact({ recording, durationMs }: CallReport): readonly Fact[] {
  if (recording === null) return []
  const { complete, durationMs: recordedMs } = recording
  if (complete === null) return [[text.recording, text.recordingUnknown]]
  if (recordedMs === null) return [[text.recording, text.recordingBroken]]
  const recorded = format.duration(recordedMs)
  const isWhole = complete && recordedMs + SHORT_MS >= durationMs
  return [
    [
      text.recording,
      isWhole
        ? text.recordingWhole({ time: recorded })
        : text.recordingPart({ time: recorded, all: format.duration(durationMs) }),
    ],
  ]
}

export function factsOf(report: CallReport): readonly Fact[] {
  const { path, quality, durationMs } = report
  const response = typicalResponse(report)
  return [
    ...(quality.mos === null
      ? []
      : [[text.quality, `${format.score(quality.mos)} ${words.health.ofFive}`] as const]),
    [text.duration, format.duration(durationMs)],
    ...(report.heldMs === 0 ? [] : [[text.held, format.duration(report.heldMs)] as const]),
    ...(path ? [[text.path, pathText(path)] as const] : []),
    ...(quality.rttMs === null ? [] : [[text.roundTrip, format.ms(quality.rttMs)] as const]),
    ...(response === undefined ? [] : [[text.response, format.waitInSeconds(response)] as const]),
    ...interruptedFact(report),
    ...recordingFact(report),
    ...(report.relayBytes === 0 ? [] : [[text.relayed, relayedText(report)] as const]),
  ]
}

export interface GraphView {
  readonly points: readonly GraphPoint[]
  readonly everyMs: number
  readonly lengthMs: number
  readonly label: string
}

const isRated = (point: Point): point is Point & { mos: number } => point.mos !== null

/** MOS over the call, from the first sound on; null where there is no line to draw. */
export function graphViewOf(report: CallReport, thresholds: Thresholds): GraphView | null {
  const { overTime, durationMs } = report
  const beginMs = beginningOf(report)
  const rated = overTime.points.filter(isRated)
  const [first] = rated
  if (!first || rated.length < 2) return null
  const lowest = rated.reduce((low, point) => (point.mos < low.mos ? point : low), first)
  const highest = Math.max(...rated.map(({ mos }) => mos))
  const inCall = (atMs: number): number => Math.max(0, atMs - beginMs)
  return {
    points: overTime.points.map(({ atMs, mos }) => ({
      atMs: inCall(atMs),
      value: mos,
      tone: toneOf('mos', mos, thresholds),
    })),
    everyMs: overTime.everyMs,
    lengthMs: Math.max(durationMs, inCall(overTime.points.at(-1)?.atMs ?? 0)),
    label: text.graph({
      least: format.score(lowest.mos),
      most: format.score(highest),
      worstAt: format.timer(inCall(lowest.atMs)),
    }),
  }
}
