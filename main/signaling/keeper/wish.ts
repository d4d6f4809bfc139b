// What should be kept ready now. Pure questions about a keeper.
import type { Keeper, Kind } from './keeper'
import { KEEP } from './limits'

const awayMs = ({ focus }: Keeper, atMs: number): number =>
  focus.is === 'here' ? 0 : Math.max(0, atMs - focus.sinceMs)

/** Signaling, and with it a peer: while somebody may dial, and nobody is calling. */
export const isInUse = (keeper: Keeper, atMs: number): boolean =>
  keeper.page === 'there' &&
  keeper.gateway !== null &&
  keeper.calls === 0 &&
  (keeper.allowed.pool || keeper.allowed.line) &&
  keeper.idleMs < KEEP.idleMs &&
  awayMs(keeper, atMs) < KEEP.awayMs

const isRested = (keeper: Keeper, what: Kind | 'signaling', atMs: number): boolean =>
  atMs >= keeper.pauses[what].untilMs

export const maySignal = (keeper: Keeper, atMs: number): boolean => isRested(keeper, 'signaling', atMs)

const isLineFit = (keeper: Keeper, atMs: number): boolean =>
  keeper.allowed.line &&
  keeper.power === 'mains' &&
  keeper.idleMs < KEEP.lineIdleMs &&
  awayMs(keeper, atMs) < KEEP.lineAwayMs &&
  isRested(keeper, 'line', atMs)

/** Which peer the page should hold: a line where that is allowed and fit, else a pooled one. */
export function wishedKind(keeper: Keeper, atMs: number): Kind | null {
  if (isLineFit(keeper, atMs)) return 'line'
  return keeper.allowed.pool && isRested(keeper, 'pool', atMs) ? 'pool' : null
}
