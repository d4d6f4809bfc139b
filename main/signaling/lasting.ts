// How long connections last on this network: those that were lost although the way was there, for another took their place at once.
// Must not know connections, nor who asks.
import { z } from 'zod'
import type { NetworkMemory } from '../memory'

export interface Lasting {
  /** A connection that had lived this long was lost, and another was there at once. The network had not changed. */
  lost(livedMs: number): void
  /** After how long this network cuts connections, in milliseconds; null: it is not known to. */
  cutAfterMs(): number | null
}

/** Chance loses connections too, but not three in a row at the same age. */
const IN_A_ROW = 3
const SAME_SHARE = 0.1
const SAME_MS = 1_000
/** A firewall's rule is there for longer than a day, and not for ever. */
const KEPT_MS = 7 * 86_400_000

const agesSchema = z.array(z.number().nonnegative()).max(IN_A_ROW)

/** The age at which all of the last ones were lost, or null. Milliseconds. */
export function sameAgeOf(agesMs: readonly number[]): number | null {
  if (agesMs.length < IN_A_ROW) return null
  const [least, most] = [Math.min(...agesMs), Math.max(...agesMs)]
  return most - least <= Math.max(SAME_MS, most * SAME_SHARE) ? most : null
}

export function createLasting(memory: NetworkMemory): Lasting {
  const place = memory.place('lasting', agesSchema, KEPT_MS)
  return {
    lost: livedMs => place.write([...(place.read() ?? []), Math.round(livedMs)].slice(-IN_A_ROW)),
    cutAfterMs: () => sameAgeOf(place.read() ?? []),
  }
}
