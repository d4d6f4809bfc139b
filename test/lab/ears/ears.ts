// Ears at both ends of a call: what arrives at the desktop is the agent's sound, what arrives at the gateway the caller's.
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Heard } from '../callers/outcome'
import type { Names } from '../net/topology'
import { heardOf, type Moments } from './heard'
import { startListener } from './listener'

/** Milliseconds, rising. */
const arrivals = z.array(z.number())
const PROGRAM = fileURLToPath(new URL('./ears.py', import.meta.url))

export interface Ears {
  /** The call is active: from now on silence counts. */
  began(): void
  /** The call ends now: what comes later is goodbye. */
  ended(): void
  /** The network is disturbed now. */
  disturbed(): void
  /** The network is whole again, now. */
  healed(): void
  /** Stops listening and tells what was heard. Rejects when the ears died. */
  stop(): Promise<Heard>
}

/** The clock that ears.py uses too (CLOCK_MONOTONIC). */
const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** Starts listening in a world. */
export async function listen({ desk, gw }: Names): Promise<Ears> {
  const listener = await startListener(PROGRAM, [desk, gw])
  const moments: Moments = { began: null, ended: null, disturbed: null, healed: null }
  const note = (moment: keyof Moments) => () => {
    moments[moment] ??= nowMs()
  }
  return {
    began: note('began'),
    ended: note('ended'),
    disturbed: note('disturbed'),
    healed: note('healed'),
    stop: async () => {
      note('ended')()
      const { noted, error } = await listener.stop()
      const times = z.tuple([arrivals, arrivals]).safeParse(noted)
      if (!times.success) throw new Error(`the ears died: ${error}`)
      const [agent, caller] = times.data
      return heardOf({ agent, caller }, moments)
    },
  }
}
