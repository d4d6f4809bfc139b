// Numbers, durations and clocks as people read them. Pure: knows no screen and no catalogue.
// House style (design language, "Wording"): a space before the unit, durations as `4 min 12 s`, timer as `03:58`.

const pad = (value: number): string => String(value).padStart(2, '0')

/** A running call: `03:58`, and `1:03:58` from an hour on. */
export function timer(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000))
  const hours = Math.floor(seconds / 3600)
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return hours > 0 ? `${hours}:${clock}` : clock
}

/** A finished stretch of time: `8 s`, `4 min 12 s`, `1 h 05 min`. */
export function duration(elapsedMs: number): string {
  const seconds = Math.max(0, Math.round(elapsedMs / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor(seconds / 60) % 60)} min`
}

/** A short wait: `212 ms` below a second, `0.8 s` style above. */
export const wait = (ms: number): string =>
  ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : `${seconds(ms)} s`

/** As `wait`, but always in seconds: for figures compared with each other. */
export const waitInSeconds = (ms: number): string => `${seconds(ms)} s`

/** Seconds with one decimal, no unit: `5.6`. */
export const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(1)

/** At most one decimal, none when it is zero: `0.2`, `14`. */
export const decimal = (value: number): string => String(Math.round(value * 10) / 10)

/** A number of things: `1,204`. */
export const count = (value: number): string => value.toLocaleString('en')

/** A volume of data, decimal as it is billed: `840 kB`, `1.2 MB`. */
export const bytes = (count: number): string =>
  count < 1e6 ? `${Math.ceil(count / 1e3)} kB` : `${(count / 1e6).toFixed(1)} MB`

/** A small amount of money, never rounded down to nothing: `0.02 EUR`, `below 0.01 EUR`. */
export const money = ({ amount, currency }: { amount: number; currency: string }): string =>
  amount > 0 && amount < 0.01 ? `below 0.01 ${currency}` : `${amount.toFixed(2)} ${currency}`

/** Of sound, 0..1, against the loudest that can be: `−18 dB`. */
export const level = (linear: number): string =>
  linear < 0.001 ? 'silent' : `${Math.round(20 * Math.log10(linear))} dB`.replace('-', '−')

const date = (atMs: number): Date => new Date(atMs)

/** Local wall clock with seconds: `10:46:31`. */
export function clock(atMs: number): string {
  const at = date(atMs)
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`
}

/** Local time of day: `09:12`. */
export const timeOfDay = (atMs: number): string => clock(atMs).slice(0, 5)

function zone(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const size = Math.abs(minutes)
  const hours = `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}`
  return minutes === 0 ? 'UTC' : `UTC${hours}${size % 60 === 0 ? '' : `:${pad(size % 60)}`}`
}

/** For IT: `2026-11-24 10:51:07 UTC+1`. */
export function stamp(atMs: number): string {
  const at = date(atMs)
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
  return `${day} ${clock(atMs)} ${zone(at)}`
}

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December',
] as const // biome-ignore format: one list, not twelve lines

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
const DAY_MS = 86_400_000

/** `Today`, `Yesterday`, then `18 November`; with the year when it is another one. */
export function day(atMs: number, nowMs: number): string {
  const at = date(atMs)
  const now = date(nowMs)
  // Rounded, because a day with a clock change has 23 or 25 hours.
  const ago = Math.round((midnight(now) - midnight(at)) / DAY_MS)
  if (ago <= 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  const label = `${at.getDate()} ${MONTHS[at.getMonth()]}`
  return at.getFullYear() === now.getFullYear() ? label : `${label} ${at.getFullYear()}`
}

/** As `day`, short enough for a column: `18 Nov`, and the time itself when it was today. */
export function lastTime(atMs: number, nowMs: number): string {
  const label = day(atMs, nowMs)
  if (label === 'Today') return timeOfDay(atMs)
  const [number, month] = label.split(' ')
  return month === undefined ? label : `${number} ${month.slice(0, 3)}`
}
