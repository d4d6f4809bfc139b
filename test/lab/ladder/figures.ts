// Shares of sound made up, from what players and the gateway say. Pure.

/** Of the agent's sound in one second, by the wall's clock. */
export interface Second {
  readonly atMs: number
  readonly pct: number
}

/** Counters of a player, by the wall's clock. */
export interface Sample {
  readonly atMs: number
  readonly concealed: number
  readonly played: number
}

/** How the caller's packets arrived, as the gateway writes it when a call ends. */
export interface Heard {
  readonly sent: number
  readonly own: number
  readonly copies: number
  readonly fec: number
  readonly missing: number
}

const LINE = /heard of (\d+) packets: (\d+) came, (\d+) as copies, (\d+) by FEC, (\d+) did not/g

/** Of the last call in a gateway's log; null where it says nothing. */
export function heardIn(log: string): Heard | null {
  const last = [...log.matchAll(LINE)].at(-1)
  if (last === undefined) return null
  const [sent = 0, own = 0, copies = 0, fec = 0, missing = 0] = last.slice(1).map(Number)
  return { sent, own, copies, fec, missing }
}

/** Percent of what was played within a time. */
export function madeUp(
  samples: readonly Sample[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): number | null {
  const within = samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  const [first, last] = [within[0], within.at(-1)]
  if (first === undefined || last === undefined || last.played === first.played) return null
  return (100 * (last.concealed - first.concealed)) / (last.played - first.played)
}
