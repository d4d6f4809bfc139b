// Named timers: at most one of each name runs. Starting a name again restarts it.

export interface Timers {
  start(name: string, ms: number, fire: () => void): void
  stop(name: string): void
  stopAll(): void
}

export function createTimers(): Timers {
  const running = new Map<string, ReturnType<typeof setTimeout>>()
  const stop = (name: string): void => {
    clearTimeout(running.get(name))
    running.delete(name)
  }
  return {
    start: (name, ms, fire) => {
      stop(name)
      running.set(
        name,
        setTimeout(() => {
          running.delete(name)
          fire()
        }, ms),
      )
    },
    stop,
    stopAll: () => {
      for (const name of [...running.keys()]) stop(name)
    },
  }
}
