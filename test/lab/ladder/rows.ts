// What each row of the ladder's table must show, and how it reads. Pure.
import type { BadLine } from './lines'
import type { LadderRow } from './measure'

const BACK_MS_MAX = 3_000
const BACK_TIMES_MAX = 1.05

const ratio = (ours: number | null, other: number | null): number | null =>
  ours === null || other === null || other <= 0 ? null : ours / other
const over = (name: string, value: number | null, most: number): readonly string[] =>
  value === null
    ? [`${name} was not measured`]
    : value > most
      ? [`${name} ${value.toFixed(3)} is over ${most}`]
      : []

export function complaintsOf(line: BadLine, ours: LadderRow, plain: LadderRow): readonly string[] {
  if (ours.why !== null) return [ours.why]
  const { aim, mostPct } = line
  return [
    ...(aim === null
      ? []
      : [
          ...over('share of the agent', ratio(ours.agentPct, plain.agentPct), aim.share),
          ...over('share of the caller', ratio(ours.callerPct, plain.callerPct), aim.share),
          ...over(
            'bits of the agent',
            ratio(ours.bad.down.payloadKbps, plain.bad.down.payloadKbps),
            aim.times,
          ),
          ...over('bits of the caller', ratio(ours.bad.up.payloadKbps, plain.bad.up.payloadKbps), aim.times),
          ...over('way back', ours.backMs, BACK_MS_MAX),
          ...over(
            'bits after it',
            ratio(ours.good.up.payloadKbps, plain.good.up.payloadKbps),
            BACK_TIMES_MAX,
          ),
        ]),
    ...(mostPct === null ? [] : over('made up of the agent', ours.agentPct, mostPct)),
    ...(mostPct === null ? [] : over('made up of the caller', ours.callerPct, mostPct)),
  ]
}

export const HEADER = [
  '| line | made up of the agent: ours, plain | of the caller: ours, plain | bits of the caller: ours, plain, times | of the agent | back after | bits then | ok |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
].join('\n')

const shown = (value: number | null, digits: number): string => (value === null ? '-' : value.toFixed(digits))
const pair = (ours: number | null, plain: number | null): string =>
  `${shown(ours, 2)} %, ${shown(plain, 2)} %`
const bits = (ours: number, plain: number): string =>
  `${shown(ours, 0)}, ${shown(plain, 0)}, ${shown(ratio(ours, plain), 2)}x`

export const textOf = (
  line: BadLine,
  ours: LadderRow,
  plain: LadderRow,
  complaints: readonly string[],
): string =>
  `| ${[
    line.name,
    pair(ours.agentPct, plain.agentPct),
    pair(ours.callerPct, plain.callerPct),
    bits(ours.bad.up.payloadKbps, plain.bad.up.payloadKbps),
    bits(ours.bad.down.payloadKbps, plain.bad.down.payloadKbps),
    ours.backMs === null ? '-' : `${Math.round(ours.backMs)} ms`,
    `${shown(ratio(ours.good.up.payloadKbps, plain.good.up.payloadKbps), 2)}x, ${shown(ratio(ours.good.down.payloadKbps, plain.good.down.payloadKbps), 2)}x`,
    complaints.length === 0 ? 'yes' : complaints.join('; '),
  ].join(' | ')} |`
