// Everything that can happen to what is kept ready. Past tense, each from one source.
import type { Candidate, IceServers, Route } from '../../../protocol/ice'
import type { RegionRecords } from '../regions'

export type Happening =
  /** A new page is there; whatever an older one held went with it. */
  | { readonly type: 'page.started' }
  | { readonly type: 'page.gone' }
  | { readonly type: 'window.focused' }
  /** Another window has the focus, or this one is hidden. */
  | { readonly type: 'window.blurred' }
  | { readonly type: 'power.changed'; readonly power: 'mains' | 'battery' }
  /** The clock. `idleMs`: since somebody last used this computer. */
  | { readonly type: 'time.passed'; readonly idleMs: number }
  | { readonly type: 'gateway.chosen'; readonly gateway: string | null }
  /** What may be kept, and the route that a first attempt will be asked for. */
  | {
      readonly type: 'policy.changed'
      readonly allowed: { readonly pool: boolean; readonly line: boolean }
      readonly wanted: Route | 'auto'
    }
  /** Addresses, routes or the proxy changed, or the computer slept. */
  | { readonly type: 'network.changed' }
  | { readonly type: 'signaling.welcomed'; readonly ice: IceServers }
  /** What relay regions have shown on this network so far. */
  | { readonly type: 'regions.known'; readonly records: RegionRecords }
  /** `pauseMs`: how long whoever refused wants to be left alone. */
  | { readonly type: 'signaling.failed'; readonly pauseMs: number }
  /** The gateway will go away; another one, or this one later, is to be kept instead. `pauseMs`: not at once. */
  | { readonly type: 'signaling.drains'; readonly pauseMs: number }
  /** A call to this gateway. `took`: with the signaling and the peer that were ready for it. */
  | { readonly type: 'call.began'; readonly gateway: string; readonly took: boolean }
  | { readonly type: 'calls.counted'; readonly count: number }
  /** The page's peer for a line has its offer. */
  | { readonly type: 'line.offered'; readonly id: string; readonly sdp: string }
  | { readonly type: 'line.trickled'; readonly id: string; readonly candidate: Candidate }
  /** The gateway's side of a line. */
  | { readonly type: 'line.answered'; readonly id: string; readonly sdp: string }
  | { readonly type: 'line.reached'; readonly id: string; readonly candidate: Candidate }
  | { readonly type: 'line.ended'; readonly id: string; readonly reason: string }
  /** The page's peer broke. */
  | { readonly type: 'spare.broke'; readonly id: string }
