// What the relay regions of one network have shown of themselves, and which of them an attempt should take. Pure.
// Must not know where this is kept, nor which network it is about.
import { z } from 'zod'
import type { RequestInput } from '../../protocol/ipc'

/** Times are Unix milliseconds, 0: never. */
export const regionRecordSchema = z.object({
  /** How long an allocation takes, smoothed; null until one was seen. */
  allocatedMs: z.number().nonnegative().nullable(),
  allocatedAtMs: z.number().nonnegative(),
  failedAtMs: z.number().nonnegative(),
  diedAtMs: z.number().nonnegative(),
  /** The last allocation over UDP, and the last time that UDP stayed silent while TCP allocated. */
  udpAtMs: z.number().nonnegative().default(0),
  udpSilentAtMs: z.number().nonnegative().default(0),
})
export type RegionRecord = z.infer<typeof regionRecordSchema>
export type RegionRecords = Readonly<Record<string, RegionRecord>>

/** What a page reports of a server in it. */
export type RegionReport = Pick<RequestInput<'reportRelay'>, 'what' | 'ms'> & { readonly over: 'udp' | 'tcp' }

const NOTHING: RegionRecord = {
  allocatedMs: null,
  allocatedAtMs: 0,
  failedAtMs: 0,
  diedAtMs: 0,
  udpAtMs: 0,
  udpSilentAtMs: 0,
}
/** The newest allocation counts this much: a handful of calls forget what a region was like. */
const SMOOTHING = 0.3
/** A relay that is restarted is back within a minute; one that is gone costs an attempt a minute. */
const DEAD_MS = 60_000
/** Firewalls change seldom, and a network may carry the name of another: after this UDP is tried again. */
const UDP_SILENT_MS = 20 * 60_000

/** The record after one more report. */
export function reported(
  record: RegionRecord | undefined,
  report: RegionReport,
  nowMs: number,
): RegionRecord {
  const known = record ?? NOTHING
  if (report.what === 'silent') return { ...known, udpSilentAtMs: nowMs }
  const old = report.what === 'allocated' && report.over === 'udp' ? { ...known, udpAtMs: nowMs } : known
  if (report.what === 'failed') return { ...old, failedAtMs: nowMs }
  if (report.what === 'died') return { ...old, diedAtMs: nowMs }
  if (report.what === 'carries' || report.ms === null) return { ...old, allocatedAtMs: nowMs }
  const before = old.allocatedMs ?? report.ms
  return { ...old, allocatedAtMs: nowMs, allocatedMs: before + SMOOTHING * (report.ms - before) }
}

const within = (atMs: number, nowMs: number): boolean => atMs > 0 && nowMs - atMs < DEAD_MS

/**
 * Whether a region is to be left out while another is alive. A server that died under a call is dead until it allocates again.
 * One that failed is dead only where its region has allocated nothing lately and another has: one of its addresses may be
 * closed by a firewall, and where all fail it is the network.
 */
export function isDead(region: string, records: RegionRecords, nowMs: number): boolean {
  const record = records[region]
  if (record === undefined) return false
  const { allocatedAtMs, failedAtMs, diedAtMs } = record
  if (within(diedAtMs, nowMs) && allocatedAtMs <= diedAtMs) return true
  if (!within(failedAtMs, nowMs) || within(allocatedAtMs, nowMs)) return false
  return Object.entries(records).some(
    ([name, other]) => name !== region && within(other.allocatedAtMs, nowMs),
  )
}

/**
 * Whether this network lets no UDP through: relays stayed silent over it while they answered over TCP, and none has allocated
 * over it since.
 */
export function isUdpDead(records: RegionRecords, nowMs: number): boolean {
  const all = Object.values(records)
  const silentAtMs = Math.max(0, ...all.map(({ udpSilentAtMs }) => udpSilentAtMs))
  const isFresh = silentAtMs > 0 && nowMs - silentAtMs < UDP_SILENT_MS
  return isFresh && all.every(({ udpAtMs }) => udpAtMs < silentAtMs)
}

/** How wide an attempt looks: at every region; at the two best; at the best, away from the one that carries the call. */
export type Breadth = 'all' | 'two' | 'other'

/**
 * The regions for an attempt, the best first. Dead ones are left out while another is alive, and so is `carrying` for
 * `other`. Where none of them was ever measured their order is the gateway's.
 */
export function chooseRegions(
  regions: readonly string[],
  breadth: Breadth,
  { records, nowMs, carrying }: { records: RegionRecords; nowMs: number; carrying: string | null },
): readonly string[] {
  const orElse = (few: readonly string[], many: readonly string[]) => (few.length > 0 ? few : many)
  const live = orElse(
    regions.filter(region => !isDead(region, records, nowMs)),
    regions,
  )
  const eligible =
    breadth === 'other'
      ? orElse(
          live.filter(region => region !== carrying),
          live,
        )
      : live
  const msOf = (region: string): number => records[region]?.allocatedMs ?? Number.POSITIVE_INFINITY
  const ranked = eligible.toSorted((a, b) => (msOf(a) < msOf(b) ? -1 : Number(msOf(a) > msOf(b))))
  const measured = ranked.some(region => msOf(region) < Number.POSITIVE_INFINITY)
  if (breadth === 'two') return ranked.slice(0, 2)
  return breadth === 'other' && measured ? ranked.slice(0, 1) : ranked
}
