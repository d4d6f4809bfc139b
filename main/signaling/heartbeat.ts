// Tells a dead path from a quiet one: asks regularly, and gives up when nothing at all has come back.
// Knows no frames.

export interface Heartbeat {
  start(): void
  /** Anything received proves the path. */
  heard(): void
  /** The answer to a beat. */
  answered(id: number): void
  /** Asks at once, because there is reason to doubt the path. Only the answer to this very question proves it. */
  probe(): void
  stop(): void
}

interface Beats {
  /** Milliseconds. */
  readonly pingEveryMs: number
  readonly deadMs: number
  /** How long a doubted path may take to answer, beyond the usual. */
  readonly probeMs: number
}

/** What an answer may take beyond `probeMs`: a post may have to connect first. In round trips as last measured. */
const ROUND_TRIPS = 3

/** Makes a heartbeat at rest. `beat` gets a count from 0; `died` what the path failed to do. */
export function createHeartbeat(
  { pingEveryMs, deadMs, probeMs }: Beats,
  { beat, died }: { readonly beat: (id: number) => void; readonly died: (why: string) => void },
): Heartbeat {
  let beating: NodeJS.Timeout | undefined
  let dying: NodeJS.Timeout | undefined
  let probing: { readonly id: number; readonly timer: NodeJS.Timeout } | null = null
  let count = 0
  let askedAtMs = 0
  let roundTripMs = 0

  const ask = (): number => {
    const id = count
    count += 1
    askedAtMs = performance.now()
    beat(id)
    return id
  }
  const settle = () => {
    clearTimeout(probing?.timer)
    probing = null
  }
  return {
    start() {
      beating = setInterval(ask, pingEveryMs)
      dying = setTimeout(() => died(`nothing heard for ${deadMs} ms`), deadMs)
    },
    heard: () => void dying?.refresh(),
    answered(id) {
      if (id === count - 1) roundTripMs = performance.now() - askedAtMs
      if (probing && id >= probing.id) settle()
    },
    probe() {
      if (dying === undefined || probing !== null) return
      const graceMs = Math.round(probeMs + ROUND_TRIPS * roundTripMs)
      const timer = setTimeout(() => died(`no answer within ${graceMs} ms`), graceMs)
      probing = { id: ask(), timer }
    },
    stop() {
      clearInterval(beating)
      clearTimeout(dying)
      settle()
      // A cleared timer comes back to life when refreshed.
      dying = undefined
    },
  }
}
