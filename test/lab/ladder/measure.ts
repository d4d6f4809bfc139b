// One call on a line that is good, then bad, then good again; what was made up meanwhile, and what was put on the wire.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CallReport, callReportSchema } from '../../../protocol/report'
import { type Caller, complaint } from '../judge'
import { callInWorld, type Tools } from '../measure'
import { pause, run } from '../net/shell'
import { profile } from '../profiles/base'
import type { World } from '../world'
import { type Heard, heardIn, madeUp, type Sample, type Second } from './figures'
import type { BadLine } from './lines'

/** Good before, so that nothing of the set-up is counted; good after, for the way back down and what is sent then. */
const BEFORE_MS = 4_000
const BACK_MS = 3_000
/** Twice the caller's clip. */
const AFTER_MS = 14_000

export interface LadderRow {
  readonly line: string
  readonly caller: Caller
  /** Share of the sound that was made up while the line was bad: of the agent's by the player, of the caller's as the gateway counts. */
  readonly agentPct: number | null
  readonly callerPct: number | null
  readonly heard: Heard | null
  /** On the wire with all headers, before the loss, while the line was bad: kb/s of the caller and of the agent. */
  readonly bad: Rates
  /** From 3 s on after the line was good again. */
  readonly good: Rates
  /** From the line's return to the last step down; null where there was none to come down from. */
  readonly backMs: number | null
  readonly path: string | null
  readonly events: CallReport['events']
  readonly why: string | null
}

export interface Rates {
  readonly up: Rate
  readonly down: Rate
}
interface Rate {
  readonly wireKbps: number
  /** Less what every packet carries around its sound: IP, UDP, RTP with its extensions, and SRTP's tag. */
  readonly payloadKbps: number
  readonly packets: number
}

interface Count {
  readonly bytes: number
  readonly packets: number
}
interface Snapshot {
  readonly atMs: number
  readonly up: Count
  readonly down: Count
}

/** 14 of Ethernet, 20 of IP, 8 of UDP, 12 of RTP, 8 of extensions, 10 of SRTP. */
const AROUND_BYTES = 72

async function sentBy(namespace: string): Promise<Count> {
  const text = await run('ip', ['-n', namespace, '-s', '-j', 'link', 'show', 'dev', 'eth0'])
  const [device] = JSON.parse(text) as { stats64: { tx: Count } }[]
  const { bytes = 0, packets = 0 } = device?.stats64.tx ?? {}
  return { bytes, packets }
}

async function look({ names }: World): Promise<Snapshot> {
  const [up, down] = await Promise.all([sentBy(names.desk), sentBy(names.gw)])
  return { atMs: Date.now(), up, down }
}

function between(from: Snapshot | undefined, to: Snapshot | undefined): Rates {
  const rate = (way: 'up' | 'down'): Rate => {
    if (from === undefined || to === undefined) return { wireKbps: 0, payloadKbps: 0, packets: 0 }
    const [bytes, packets] = [to[way].bytes - from[way].bytes, to[way].packets - from[way].packets]
    const kbps = (amount: number): number => Number(((8 * amount) / (to.atMs - from.atMs)).toFixed(1))
    return { wireKbps: kbps(bytes), payloadKbps: kbps(bytes - packets * AROUND_BYTES), packets }
  }
  return { up: rate('up'), down: rate('down') }
}

/** The first and the last second of a phase belong to two: their loss begins or ends within. */
const secondsOf = (report: CallReport): readonly Second[] => {
  const startedMs = Date.parse(report.startedAt)
  return report.overTime.points.map(({ atMs, concealedPct }) => ({
    atMs: startedMs + atMs,
    pct: concealedPct ?? 0,
  }))
}

const backOf = (report: CallReport, goodAtMs: number, atMs: number): number | null => {
  const down = report.events.filter(event => event.type === 'ladder')
  const last = down.at(-1)
  if (last === undefined) return null
  const wall = Date.parse(report.startedAt) + last.atMs
  return wall < goodAtMs || wall > atMs ? null : wall - goodAtMs
}

/** Never rejects: a lab that broke is a row with `why`. */
export async function measureLadder(
  line: BadLine,
  caller: Caller,
  seconds: number,
  tools: Tools,
): Promise<LadderRow> {
  const seen: { bad?: Snapshot; good?: Snapshot; back?: Snapshot; end?: Snapshot } = {}
  const bad = profile({
    name: line.name,
    about: line.about,
    firewall: line.firewall,
    mediaMsMax: null,
    seconds: seconds + (BEFORE_MS + BACK_MS + AFTER_MS) / 1000 + 1,
    during: {
      afterMs: BEFORE_MS,
      act: async world => {
        seen.bad = await look(world)
        world.link('access', line.bad)
      },
      undo: {
        afterMs: 1000 * seconds,
        act: async world => {
          seen.good = await look(world)
          world.link('access', line.good)
          await pause(BACK_MS)
          seen.back = await look(world)
          await pause(AFTER_MS)
          seen.end = await look(world)
        },
      },
    },
  })
  let found: Pick<LadderRow, 'agentPct' | 'heard' | 'events' | 'backMs'> = {
    agentPct: null,
    heard: null,
    events: [],
    backMs: null,
  }
  const outcome = await callInWorld(bad, caller, 1, tools, ({ folder }) => {
    const phase = { fromMs: seen.bad?.atMs ?? 0, toMs: seen.good?.atMs ?? 0 }
    const heard = heardIn(readFileSync(join(folder, 'gateway.log'), 'utf8'))
    if (caller === 'plain') {
      const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Sample[]
      found = { ...found, heard, agentPct: madeUp(samples, phase) }
      return
    }
    const report = callReportSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))
    const seconds = secondsOf(report).filter(({ atMs }) => atMs >= phase.fromMs && atMs <= phase.toMs)
    const agentPct =
      seconds.length === 0 ? null : seconds.reduce((sum, { pct }) => sum + pct, 0) / seconds.length
    const backMs = backOf(report, phase.toMs, seen.end?.atMs ?? 0)
    found = { heard, agentPct, events: report.events, backMs }
  })
  const rates = { bad: between(seen.bad, seen.good), good: between(seen.back, seen.end) }
  const { heard } = found
  const sent = (seconds * 1000) / 20
  return {
    line: line.name,
    caller,
    ...found,
    ...rates,
    callerPct: heard === null ? null : (100 * heard.missing) / sent,
    path: outcome.path,
    why: complaint(bad, outcome),
  }
}
