// Remembers what relay regions have shown on each network, and which server stands in which region.
// Must not know networks.
import { z } from 'zod'
import type { IceServer } from '../../protocol/ice'
import type { NetworkMemory } from '../memory'
import { overOf } from './plan'
import { type RegionRecords, type RegionReport, regionRecordSchema, reported } from './regions'

/** Regions come from gateways, which may say anything. */
const REGIONS_MAX = 16
const SERVERS_MAX = 128
/** Relays move seldom; where nobody has been for a season is measured anew. */
const KEEP_MS = 90 * 86_400_000

export interface RegionBookDeps {
  readonly memory: NetworkMemory
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

const recordsSchema = z.record(z.string().max(64), regionRecordSchema)

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

export function createRegionBook({ memory, nowMs }: RegionBookDeps): RegionBook {
  const place = memory.place('regions', recordsSchema, KEEP_MS)
  const regions = new Map<string, string>()
  const records = (): RegionRecords => place.read() ?? {}
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
      place.write({
        ...known,
        [region]: reported(known[region], { ...report, over: overOf(server) }, nowMs()),
      })
    },
  }
}
