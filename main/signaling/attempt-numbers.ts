// Issues attempt numbers: from 1 in each call, never the same twice, whatever becomes of its backends and pages.

/** A number matters only while its call may still hear of it; this many calls later none does. */
const CALLS_REMEMBERED = 64

/** Makes the counter. `next(callId)` is the call's next attempt number. */
export function createAttemptNumbers() {
  const last = new Map<string, number>()
  return {
    next(callId: string): number {
      const attempt = (last.get(callId) ?? 0) + 1
      // Deleted first, so that the map's order is the order of use.
      last.delete(callId)
      last.set(callId, attempt)
      const oldest = last.keys().next()
      if (last.size > CALLS_REMEMBERED && !oldest.done) last.delete(oldest.value)
      return attempt
    },
  }
}
