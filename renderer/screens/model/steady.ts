// What is on the screen while a call is so young that it may be up in a moment: what was there before. Pure.
import type { AppState } from '../props'
import { screenOf } from './screen'

/**
 * A call over a warm path sounds about 100 ms after the dial. A screen that comes and goes within that is a flash, so the one before
 * stays for as long as a loading state may stay unseen (design language, "Loading": shown only after 200 ms).
 */
export const HOLD_MS = 200

const isConnecting = ({ call }: AppState): boolean => screenOf(call) === 'connecting'

/** Milliseconds for which `shown` stays in place of `state`; 0: not at all. */
export function heldMs(shown: AppState, state: AppState, nowMs: number): number {
  if (!isConnecting(state) || isConnecting(shown) || state.call.phase === 'idle') return 0
  // A connection that a question to the person holds up, or a failure, is worth its screen at once.
  if (state.call.phase === 'ending') return 0
  const ageMs = nowMs - state.call.dialedAtMs
  return ageMs < 0 ? 0 : Math.max(0, HOLD_MS - ageMs)
}
