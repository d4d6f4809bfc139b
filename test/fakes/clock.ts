// A clock whose time moves only when it is told to. Owns named timers; knows nothing of calls.

export interface VirtualClock {
  readonly nowMs: () => number
  /** Starts the timer of that name; one that already runs is started anew. */
  readonly start: (name: string, ms: number, fire: () => void) => void
  readonly stop: (name: string) => void
  /** Names of the timers that run. */
  readonly running: () => readonly string[]
  /** Lets `ms` pass. Timers fire at their own moment, the earliest first, those of one moment as they were started. */
  readonly advance: (ms: number) => void
}

interface Timer {
  readonly dueAtMs: number
  readonly fire: () => void
}

const earliest = (timers: ReadonlyMap<string, Timer>): readonly [string, Timer] | undefined =>
  [...timers].reduce<readonly [string, Timer] | undefined>(
    (first, entry) => (first === undefined || entry[1].dueAtMs < first[1].dueAtMs ? entry : first),
    undefined,
  )

/** @param startMs where its time begins; not zero, so that a forgotten stamp shows. */
export function createVirtualClock(startMs = 1_000): VirtualClock {
  const timers = new Map<string, Timer>()
  let now = startMs
  return {
    nowMs: () => now,
    start: (name, ms, fire) => {
      timers.delete(name)
      timers.set(name, { dueAtMs: now + ms, fire })
    },
    stop: name => void timers.delete(name),
    running: () => [...timers.keys()],
    advance: ms => {
      const until = now + ms
      for (let next = earliest(timers); next && next[1].dueAtMs <= until; next = earliest(timers)) {
        const [name, { dueAtMs, fire }] = next
        timers.delete(name)
        now = dueAtMs
        fire()
      }
      now = until
    },
  }
}
