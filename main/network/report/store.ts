// Remembers the last whole report of each network, for a day: what a network lets through changes.
// Must not know how networks are named. A file that cannot be read is an empty memory, never an error.
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type NetworkReport, networkReportSchema } from '../../../protocol/network-report'

const KEPT_MS = 24 * 3_600_000
/** More networks than a person works from in a day. */
const NETWORKS_MAX = 8

const memorySchema = z.array(
  z.object({ network: z.string().max(64), atMs: z.number().nonnegative(), report: networkReportSchema }),
)
type Memory = z.infer<typeof memorySchema>

export interface ReportStore {
  /** The newest of this network, unless it is older than a day. */
  last(network: string): NetworkReport | null
  keep(network: string, report: NetworkReport): void
}

function read(file: string): Memory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** @param nowMs Unix milliseconds */
export function openReportStore(file: string, nowMs: () => number): ReportStore {
  let memory: Memory | null = null
  // Read when it is first asked for: a start of the app asks nothing.
  const fresh = (): Memory => {
    memory = (memory ?? read(file)).filter(({ atMs }) => Math.abs(nowMs() - atMs) < KEPT_MS)
    return memory
  }
  let writing: Promise<void> = Promise.resolve()
  const write = async (text: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return {
    last: network => fresh().findLast(entry => entry.network === network)?.report ?? null,
    keep: (network, report) => {
      const others = fresh().filter(entry => entry.network !== network)
      memory = [...others, { network, atMs: nowMs(), report }].slice(-NETWORKS_MAX)
      const text = JSON.stringify(memory)
      writing = writing.then(() => write(text)).catch(() => undefined)
    },
  }
}
