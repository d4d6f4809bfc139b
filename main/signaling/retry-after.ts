// When a server that refuses wants to be asked again: the header in both its forms (RFC 9110 section 10.2.3), and how far it is
// honoured. Pure. Must not know what is asked.

/** The headers of a response, as far as they are read. */
export interface Headers {
  get(name: string): string | null
}

/** A day: no larger number means anything to a client. */
const STATED_MAX_MS = 86_400_000
/** `Sun Nov  6 08:49:37 1994`: the one form that does not say GMT, and means it (RFC 9110 section 5.6.7). */
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/
/** `Sun, 06 Nov 1994 08:49:37 GMT`, and the obsolete `Sunday, 06-Nov-94 08:49:37 GMT`. */
const WITH_ZONE = /^[A-Z][a-z]+, \d\d[ -][A-Z][a-z]{2}[ -](\d{4}|\d\d) \d\d:\d\d:\d\d GMT$/

function dateMs(text: string): number | null {
  const date = text.trim()
  const known = ASCTIME.test(date) ? `${date} GMT` : WITH_ZONE.test(date) ? date : ''
  const atMs = Date.parse(known)
  return Number.isNaN(atMs) ? null : atMs
}

/**
 * What `Retry-After` asks for, in milliseconds from now; null where it is missing or nonsense. A date is measured by the
 * response's own `Date` where it has one: this computer's clock may be wrong.
 */
export function statedMs(headers: Headers, nowMs: number): number | null {
  const stated = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(stated)) return Math.min(STATED_MAX_MS, Number(stated) * 1000)
  const atMs = dateMs(stated)
  if (atMs === null) return null
  return Math.min(STATED_MAX_MS, Math.max(0, atMs - (dateMs(headers.get('date') ?? '') ?? nowMs)))
}

/** With a call there are 90 s to come back in; without one nobody waits. */
const HONOURED_MAX_MS = { call: 20_000, nobody: 300_000 } as const
/** Everybody is told the same number: they come up to half of it later, never sooner. */
const SPREAD = 0.5

/** How long to wait for it, in milliseconds: as long as was asked and up to half of that more, within bounds. */
export const honouredMs = (
  retryAfterMs: number,
  of: 'call' | 'nobody',
  random: () => number = Math.random,
): number => Math.min(HONOURED_MAX_MS[of], retryAfterMs) * (1 + SPREAD * random())
