// Figures and when to take them. Pure but for the clock and the load of the machine.
import { readFileSync } from 'node:fs'

export const pause = (ms: number): Promise<void> => new Promise(wake => setTimeout(wake, ms))

export interface Spread {
  readonly n: number
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number): number => Math.round(sorted[index] ?? Number.NaN)
  return {
    n: sorted.length,
    median: at(Math.floor(sorted.length / 2)),
    min: at(0),
    max: at(sorted.length - 1),
  }
}

/** Load average over the last minute; `null` where the system does not say. */
export function load(): number | null {
  try {
    return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])
  } catch {
    return null
  }
}

/** Above this the machine's other work is measured too. */
export const QUIET_LOAD = 1.5
const WAIT_MS = Number(process.env.BENCH_WAIT_S ?? 90) * 1000

/** Waits for a quiet machine, for a bounded time. Returns the load that was measured under. */
export async function quiet(log: (line: string) => void): Promise<number | null> {
  const end = performance.now() + WAIT_MS
  for (;;) {
    const now = load()
    if (now === null || now < QUIET_LOAD) return now
    if (performance.now() > end) {
      log(`the machine is busy (load ${now}): the figures that follow are an upper bound`)
      return now
    }
    await pause(2_000)
  }
}
