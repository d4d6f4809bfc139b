// Remembers what relay regions have shown on each network, and which server stands in which region.
// Must not know files, and no network but by the name it is given.
import { z } from 'zod'
import type { IceServer } from '../../protocol/ice'
import { overOf } from './plan'
import { type RegionRecords, type RegionReport, regionRecordSchema, reported } from './regions'

/** More networks than anybody comes by in a season; the one used longest ago is forgotten. */
const NETWORKS_MAX = 32
/** Regions come from gateways, which may say anything. */
const REGIONS_MAX = 16
const SERVERS_MAX = 128

/** As it is kept: the networks in the order of use, the newest last. */
export const regionMemorySchema = z.array(
  z.object({ network: z.string().max(64), regions: z.record(z.string().max(64), regionRecordSchema) }),
)
export type RegionMemory = z.infer<typeof regionMemorySchema>

export interface RegionBookDeps {
  /** The name of the network that is in use now. */
  readonly network: () => string
  /** Unix milliseconds. */
  readonly nowMs: () => number
  readonly saved: RegionMemory
  readonly save: (memory: RegionMemory) => void
}

export interface RegionBook {
  /** What is known on this network. */
  records(): RegionRecords
  /** A gateway handed these out: so their addresses have regions. */
  learn(servers: readonly IceServer[]): void
  /** The region of a server's address, as a plan gave it; null for one that is in none. */
  regionOf(server: string): string | null
  report(server: string, report: Omit<RegionReport, 'over'>): void
}

/** Keeps the newest of a map, up to `max`. */
function keepNewest<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > max && !oldest.done) map.delete(oldest.value)
}

export function createRegionBook({ network, nowMs, saved, save }: RegionBookDeps): RegionBook {
  const networks = new Map(saved.slice(-NETWORKS_MAX).map(entry => [entry.network, entry.regions]))
  const regions = new Map<string, string>()
  const records = (): RegionRecords => networks.get(network()) ?? {}
  return {
    records,
    learn: servers => {
      for (const { region, urls } of servers)
        if (region !== undefined) for (const url of urls) keepNewest(regions, url, region, SERVERS_MAX)
    },
    regionOf: server => regions.get(server) ?? null,
    report: (server, report) => {
      const region = regions.get(server)
      const known = records()
      if (region === undefined || (known[region] === undefined && Object.keys(known).length >= REGIONS_MAX))
        return
      const next = {
        ...known,
        [region]: reported(known[region], { ...report, over: overOf(server) }, nowMs()),
      }
      keepNewest(networks, network(), next, NETWORKS_MAX)
      save([...networks].map(([name, entries]) => ({ network: name, regions: entries })))
    },
  }
}
