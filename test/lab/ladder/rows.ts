// The lines of the ladder's table, what each must show, and how it reads. Pure.
import type { Firewall } from '../firewall'
import type { LinkSettings } from '../link/link'
import type { LadderRow } from './measure'

export interface BadLine {
  readonly name: string
  readonly about: string
  readonly firewall: Partial<Firewall>
  readonly bad: LinkSettings
  readonly good: LinkSettings
  /** Against the plain page: at most so much of its made-up sound, and so many times its bits. Null: told, not judged. */
  readonly aim: { readonly share: number; readonly times: number } | null
  /** At most so much made up, percent. */
  readonly mostPct: number | null
}

const random = (lossPct: number, times: number): BadLine => ({
  name: `loss-${lossPct}`,
  about: `${lossPct} % of packets lost at random, each way`,
  firewall: {},
  bad: { lossPct },
  good: { lossPct: 0 },
  aim: { share: 0.1, times },
  mostPct: null,
})

/** Every so often nothing passes for as long as three to five packets last. */
const bursts = (burstMs: number): BadLine => ({
  name: `bursts-${burstMs}`,
  about: `every second on average all is lost for ${burstMs} ms on average, each way`,
  firewall: {},
  bad: { burstEveryMs: 1_000, burstMs },
  good: { burstEveryMs: 0, burstMs: 0 },
  aim: null,
  mostPct: null,
})

export const LADDER_PROFILES: readonly BadLine[] = [
  random(10, 2.8),
  random(20, 2.8),
  random(30, 4),
  bursts(60),
  bursts(100),
  {
    name: 'tls-3',
    about: 'TCP 443 alone, and 3 % of its segments lost, each way',
    firewall: { udp: 'dropped', tcp: 'only-443' },
    bad: { lossPct: 3 },
    good: { lossPct: 0 },
    aim: null,
    mostPct: 0.1,
  },
]

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
