// The networks in which calls are raced. A group is one world; its contestants take turns in it. Data, and how a group is run.
import type { Way } from '../../lab/callers/plain'
import type { Sample } from '../../lab/callers/window'
import type { Firewall } from '../../lab/firewall'
import type { Opened } from '../../lab/lab'
import { ACCESS } from '../../lab/profiles/base'
import { buildWorld } from '../../lab/world'
import { type Contestant, openCallers } from './callers'
import { type Row, rowOf } from './rows'

export interface Group {
  readonly name: string
  /** For rows and plot. */
  readonly network: string
  readonly firewall: Partial<Firewall>
  /** What the app's policy says beside its agent. */
  readonly rules: object
  /** Each way of the others, with the largest ratio that is good; null: measured, not judged. */
  readonly against: readonly { readonly way: Way; readonly aim: number | null }[]
}

const ONLY_443 = { udp: 'dropped', tcp: 'only-443' } as const

export const GROUPS: readonly Group[] = [
  {
    name: 'open',
    network: 'open network',
    firewall: {},
    rules: {},
    against: [
      { way: 'trickle', aim: null },
      { way: 'simple-peer', aim: null },
    ],
  },
  {
    name: 'pool',
    network: 'only TCP 443, pool',
    firewall: ONLY_443,
    rules: {},
    against: [
      { way: 'trickle', aim: 0.7 },
      { way: 'simple-peer', aim: null },
    ],
  },
  {
    name: 'warm',
    network: 'only TCP 443, warm line',
    firewall: ONLY_443,
    rules: { warmLine: true },
    against: [{ way: 'trickle', aim: 0.2 }],
  },
  {
    name: 'udp-dropped',
    network: 'UDP dropped',
    firewall: { udp: 'dropped' },
    rules: {},
    against: [
      { way: 'trickle', aim: 0.75 },
      { way: 'simple-peer', aim: null },
      { way: 'gather-first', aim: 1 / 130 },
    ],
  },
]

const WAY_NAMES: Readonly<Record<Way, string>> = {
  trickle: 'RTCPeerConnection',
  'simple-peer': 'simple-peer',
  'gather-first': 'gather, then send',
}

/** One of them takes 40 s: a third of the runs is enough for it. */
const takesPart = (way: Way, run: number): boolean => way !== 'gather-first' || run % 3 === 0

export type Taken = Readonly<Partial<Record<Contestant, readonly Sample[]>>>

export interface Race {
  readonly group: Group
  readonly samples: Taken
}

interface Lab extends Extract<Opened, { kind: 'ready' }> {
  readonly log: (line: string) => void
}

/** Runs a group: `runs` rounds, ours first in each. The others' first round is not counted; ours has its own (callers.ts). */
export async function race(group: Group, runs: number, lab: Lab): Promise<Race> {
  const shape = { family: 'ipv4', access: ACCESS, seed: 1 } as const
  const { certificates } = lab
  const plan = { shape, firewall: group.firewall, certificates, turnTtlSeconds: null, proxyAsks: null }
  const world = await buildWorld(plan)
  try {
    const callers = openCallers(world, lab.programs, group.rules)
    const samples: Partial<Record<Contestant, Sample[]>> = {}
    const others = group.against.map(({ way }) => way)
    for (let run = -1; run < runs; run += 1) {
      for (const contestant of ['viaduct', ...others] as const) {
        if (contestant === 'viaduct' ? run < 0 : !takesPart(contestant, run)) continue
        const sample = await callers.call(contestant)
        lab.log(
          `${group.name} ${run < 0 ? 'first' : run + 1} ${contestant} ${sample.ms} ${sample.path ?? '-'}`,
        )
        if (run < 0) continue
        samples[contestant] = [...(samples[contestant] ?? []), sample]
      }
    }
    await callers.close()
    return { group, samples }
  } finally {
    world.remove()
  }
}

export const rowsOf = ({ group, samples }: Race): Row[] =>
  group.against.map(({ way, aim }) =>
    rowOf(
      `${group.network}: dial to first media against ${WAY_NAMES[way]}, ms`,
      samples.viaduct ?? [],
      samples[way] ?? [],
      aim,
    ),
  )
