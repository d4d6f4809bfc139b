// The state as a person sees it: while nobody does, only what makes another screen of it is let through. Knows no screen.
import type { AppState, AppStore } from './state'

/** What changes all the time while a call goes on, without making another screen of it. */
const GOES_ON: ReadonlySet<string> = new Set<keyof AppState>(['call', 'live', 'events'])

const isAnotherScreen = (shown: AppState, now: AppState): boolean =>
  now.call.phase !== shown.call.phase ||
  Object.entries(now).some(([key, value]) => !GOES_ON.has(key) && value !== shown[key as keyof AppState])

/** @returns what to draw, each time it is asked */
export function createSeen(store: Pick<AppStore, 'getState'>): () => AppState {
  let shown = store.getState()
  return () => {
    const now = store.getState()
    // The last of what was seen, and the first of what is seen again, are drawn too.
    if (now.isVisible || shown.isVisible || isAnotherScreen(shown, now)) shown = now
    return shown
  }
}
