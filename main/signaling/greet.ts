// Opens signaling to a gateway as a call does, hears its greeting, says nothing for a while where that is wanted, and lets go:
// for a network check, which makes no call.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import { type LineDeps, openLine } from './line'
import { LINE_TIMES, type LineTimes } from './line-times'
import type { Target } from './transport'

/** What became of the connection while nothing was said. `cut`: it was dead, and another one worked at once. */
export type Quiet = 'lasted' | 'cut' | 'unknown'

export type Greeted =
  /** `ms`: from the first packet to the welcome. */
  | {
      readonly kind: 'welcomed'
      readonly ice: IceServers
      readonly ms: number
      readonly quiet: Promise<Quiet>
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface GreetBounds {
  /** To the welcome. */
  readonly boundMs: number
  /** How long nothing is said then; null: it is not asked for. */
  readonly quietMs: number | null
}

/** A connection that lives answers within these: TCP has sent a lost packet again for the third time by then. */
const ANSWER_MS = 2_000
/** Another one is there within these: nobody's call waits, so the first try begins after up to 1.5 s (retry.ts). */
const BACK_MS = 2_500
/** Nothing is said but what is asked here. */
const HUSHED = { pingEveryMs: 3_600_000, deadMs: 3_600_000, probeMs: ANSWER_MS }

/** Never rejects; greets within `boundMs`, and knows of the silence 4.5 s after it at most. */
export function greet(
  target: Target,
  // That a connection is cut which nobody kept busy is told, and not taken for how long connections last.
  { lasting: _, ...deps }: Omit<LineDeps, 'times'> & { readonly times?: LineTimes },
  { boundMs, quietMs }: GreetBounds,
): Promise<Greeted> {
  const sinceMs = performance.now()
  return new Promise(resolve => {
    let stage: 'greeting' | 'silent' | 'asked' | 'over' = 'greeting'
    let timer: NodeJS.Timeout | undefined
    let tell: (quiet: Quiet) => void = () => undefined
    const settle = (quiet: Quiet): void => {
      stage = 'over'
      clearTimeout(timer)
      line.close()
      tell(quiet)
    }
    const ask = (): void => {
      stage = 'asked'
      timer = setTimeout(settle, ANSWER_MS + BACK_MS, 'unknown')
      line.refresh()
      line.probe()
    }
    const greeted = (ice: IceServers): void => {
      const quiet = new Promise<Quiet>(known => {
        tell = known
      })
      resolve({ kind: 'welcomed', ice, ms: performance.now() - sinceMs, quiet })
      stage = 'silent'
      if (quietMs === null) settle('unknown')
      else timer = setTimeout(ask, quietMs)
    }
    const line = openLine(
      target,
      { ...deps, times: { ...LINE_TIMES, ...HUSHED, openMs: boundMs } },
      event => {
        if (event.type === 'failed') resolve({ kind: 'failed', failure: event.failure })
        if (event.type === 'failed') settle('unknown')
        if (event.type === 'resumed') settle('cut')
        if (event.type !== 'welcomed' || stage === 'over') return
        if (stage === 'greeting') greeted(event.ice)
        else if (stage === 'asked') settle('lasted')
      },
    )
  })
}
