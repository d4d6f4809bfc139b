// What worked on this network: the address of each gateway that has several, and the transport. Expires, so that what was only out
// of order for a while is tried again. Must not know files.
import { z } from 'zod'
import type { NetworkMemory, Place } from '../memory'
import type { Habits } from './roads'

/** An address that failed is one an operator repairs; it was listed first for a reason. */
const ADDRESS_MS = 3_600_000
const ADDRESSES_MAX = 64
const addressesSchema = z.record(
  z.string().max(500),
  z.object({ url: z.string().max(500), atMs: z.number().nonnegative() }),
)

/** `nowMs`: Unix milliseconds. */
export function createHabits(memory: NetworkMemory, nowMs: () => number): Habits {
  const place = memory.place('addresses', addressesSchema, ADDRESS_MS)
  const preferred = (url: string): string | null => {
    const entry = place.read()?.[url]
    return entry === undefined || nowMs() - entry.atMs >= ADDRESS_MS ? null : entry.url
  }
  return {
    preferred,
    worked: (url, address) => {
      // Told again and again, it must not grow younger; and the first address needs no remembering.
      if ((preferred(url) ?? url) === address) return
      const { [url]: _old, ...others } = place.read() ?? {}
      const newest = Object.entries(others).slice(1 - ADDRESSES_MAX)
      const entry = address === url ? [] : [[url, { url: address, atMs: nowMs() }] as const]
      place.write(Object.fromEntries([...newest, ...entry]))
    },
  }
}

export const WAYS = ['web-socket', 'event-stream'] as const
export type Way = (typeof WAYS)[number]

/** A network that swallows WebSockets has a box for it, and keeps it: a day. */
const WAY_MS = 86_400_000

/** Which transport worked. */
export const wayPlace = (memory: NetworkMemory): Place<Way> => memory.place('way', z.enum(WAYS), WAY_MS)
