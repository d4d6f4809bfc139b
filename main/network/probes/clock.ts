// Whether this computer's clock is right, by the Date header of a server. Pure.
// Must not know which server: any that runs a service has a clock that is looked after.

/** TURN passes live three quarters of an hour and certificates begin an hour early at most: less than this harms nothing. */
export const CLOCK_OFF_MS = 5 * 60_000

/**
 * How far our clock is ahead (negative: behind), in milliseconds; null where the header says nothing.
 * @param atMs Unix milliseconds by our clock, when the answer came
 */
export function skewOf(date: string, atMs: number): number | null {
  const theirs = Date.parse(date)
  return Number.isNaN(theirs) ? null : atMs - theirs
}

export const isClockOff = (skewMs: number | null): skewMs is number =>
  skewMs !== null && Math.abs(skewMs) > CLOCK_OFF_MS

/** `2 h 5 min ahead`. */
export function skewText(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', days === 0 ? `${rest} min` : '']
  return `${parts.filter(part => part !== '').join(' ')} ${skewMs > 0 ? 'ahead' : 'behind'}`
}
