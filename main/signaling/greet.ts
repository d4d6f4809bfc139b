// Opens signaling to a gateway as a call does, hears its greeting, and lets go: for a network check, which makes no call.
import type { Failure } from '../../protocol/failure'
import type { IceServers } from '../../protocol/ice'
import { type LineDeps, openLine } from './line'
import { LINE_TIMES, type LineTimes } from './line-times'
import type { Target } from './transport'

export type Greeted =
  /** `ms`: from the first packet to the welcome. */
  | { readonly kind: 'welcomed'; readonly ice: IceServers; readonly ms: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Never rejects; ends within `boundMs`. */
export function greet(
  target: Target,
  deps: Omit<LineDeps, 'times'> & { readonly times?: LineTimes },
  boundMs: number,
): Promise<Greeted> {
  const sinceMs = performance.now()
  return new Promise(resolve => {
    const line = openLine(target, { ...deps, times: { ...LINE_TIMES, openMs: boundMs } }, event => {
      if (event.type === 'failed') resolve({ kind: 'failed', failure: event.failure })
      if (event.type !== 'welcomed') return
      resolve({ kind: 'welcomed', ice: event.ice, ms: performance.now() - sinceMs })
      line.close()
    })
  })
}
