// Remembers what was learnt about each network, for as long as it is worth something.
// Must not know what it is that is remembered, nor files, and no network but by the name it is given.

import { z } from 'zod'
import { parse } from '../../protocol/parse'

/** More networks than anybody comes by in a season; the one used longest ago is forgotten. */
const NETWORKS_MAX = 32

/** As it is kept: the networks in the order of use, the newest last. `atMs`: when it was learnt, in Unix milliseconds. */
export const memorySchema = z.array(
  z.object({
    network: z.string().max(64),
    known: z.record(z.string().max(64), z.object({ atMs: z.number().nonnegative(), value: z.unknown() })),
  }),
)
export type SavedMemory = z.infer<typeof memorySchema>

/** One kind of knowledge about the network that is in use at the time. */
export interface Place<T> {
  /** Null: nothing was learnt here, or too long ago. */
  read(): T | null
  write(value: T): void
}

export interface NetworkMemory {
  /** What is kept under this name counts for `keepMs` from when it was written. The schema is the border to the file. */
  place<T>(name: string, schema: z.ZodType<T>, keepMs: number): Place<T>
}

export interface MemoryDeps {
  /** The name of the network that is in use now. */
  readonly network: () => string
  /** Unix milliseconds. */
  readonly nowMs: () => number
  readonly saved: SavedMemory
  readonly save: (memory: SavedMemory) => void
}

export function createNetworkMemory({ network, nowMs, saved, save }: MemoryDeps): NetworkMemory {
  const networks = new Map(saved.slice(-NETWORKS_MAX).map(({ network: name, known }) => [name, known]))
  return {
    place: (name, schema, keepMs) => ({
      read: () => {
        const entry = networks.get(network())?.[name]
        if (entry === undefined || Math.abs(nowMs() - entry.atMs) >= keepMs) return null
        return parse(schema, entry.value).data ?? null
      },
      write: value => {
        const here = network()
        const known = { ...networks.get(here), [name]: { atMs: nowMs(), value } }
        networks.delete(here)
        networks.set(here, known)
        const oldest = networks.keys().next()
        if (networks.size > NETWORKS_MAX && !oldest.done) networks.delete(oldest.value)
        save([...networks].map(([one, entries]) => ({ network: one, known: entries })))
      },
    }),
  }
}

/** One that keeps nothing beyond this run and knows one network only. */
export const createForgetfulMemory = (nowMs: () => number): NetworkMemory =>
  createNetworkMemory({ network: () => '', nowMs, saved: [], save: () => undefined })
