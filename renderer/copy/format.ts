// Numbers, durations and clocks as people read them, in the language of the day. Knows no screen; its units are words/units.ts.
// House style (design language, "Wording"): a space before the unit, durations as `4 min 12 s`, timer as `03:58`.

import { languageTag } from './language'
import { words } from './words'

const { units } = words

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
  if (seconds < 60) return units.s({ n: String(seconds) })
  if (seconds < 3600)
    return units.minutes({ minutes: String(Math.floor(seconds / 60)), seconds: pad(seconds % 60) })
  return units.hours({
    hours: String(Math.floor(seconds / 3600)),
    minutes: pad(Math.floor(seconds / 60) % 60),
  })
}

/** A short wait: `212 ms` below a second, `0.8 s` style above. */
export const wait = (time: number): string => (time < 1000 ? ms(Math.max(0, time)) : waitInSeconds(time))

/** As `wait`, but always in seconds: for figures compared with each other. */
export const waitInSeconds = (time: number): string => units.s({ n: seconds(time) })

/** Milliseconds, whole: `240 ms`. */
export const ms = (time: number): string => units.ms({ n: String(Math.round(time)) })

/** `0.2 %`. */
export const percent = (value: number): string => units.percent({ n: decimal(value) })

/** `20 s`, however many they are. */
export const wholeSeconds = (time: number): string => units.s({ n: String(Math.round(time / 1000)) })

/** Made once for each language and precision: a clock asks ten times a second. */
const formats = new Map<string, Intl.NumberFormat>()

/** With so many decimals at least and at most. */
function decimals(value: number, least: number, most: number): string {
  const name = `${languageTag()} ${least} ${most}`
  const known = formats.get(name)
  const made =
    known ??
    new Intl.NumberFormat(languageTag(), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: false,
    })
  if (known === undefined) formats.set(name, made)
  return made.format(value)
}

const fixed = (value: number, digits: number): string => decimals(value, digits, digits)

/** A mark with one decimal: `4.0`. */
export const score = (value: number): string => fixed(value, 1)

/** Seconds with one decimal, no unit: `5.6`. */
export const seconds = (ms: number): string => score(Math.max(0, ms) / 1000)

/** At most one decimal, none when it is zero: `0.2`, `14`. */
export const decimal = (value: number): string => decimals(Math.round(value * 10) / 10, 0, 1)

/** A volume of data, decimal as it is billed: `840 kB`, `1.2 MB`. */
export const bytes = (count: number): string =>
  count < 1e6 ? units.kB({ n: String(Math.ceil(count / 1e3)) }) : units.MB({ n: score(count / 1e6) })

/** A small amount of money, never rounded down to nothing: `0.02 EUR`, `below 0.01 EUR`. */
export const money = ({ amount, currency }: { amount: number; currency: string }): string =>
  amount > 0 && amount < 0.01
    ? units.below({ amount: `${fixed(0.01, 2)} ${currency}` })
    : `${fixed(amount, 2)} ${currency}`

/** Of sound, 0..1, against the loudest that can be: `−18 dB`. */
export const level = (linear: number): string =>
  linear < 0.001 ? units.silent : `${Math.round(20 * Math.log10(linear))} dB`.replace('-', '−')

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

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
const DAY_MS = 86_400_000

/** Whole days between then and now. Rounded, because a day with a clock change has 23 or 25 hours. */
const daysAgo = (at: Date, now: Date): number =>
  Math.max(0, Math.round((midnight(now) - midnight(at)) / DAY_MS))

const dated = (at: Date, now: Date, month: 'long' | 'short'): string =>
  at.toLocaleDateString(languageTag(), {
    day: 'numeric',
    month,
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  })

/** `Today`, `Yesterday`, then `18 November`; with the year when it is another one. */
export function day(atMs: number, nowMs: number): string {
  const ago = daysAgo(date(atMs), date(nowMs))
  if (ago === 0) return units.today
  return ago === 1 ? units.yesterday : dated(date(atMs), date(nowMs), 'long')
}

/** As `day`, short enough for a column: `18 Nov`, and the time itself when it was today. */
export function lastTime(atMs: number, nowMs: number): string {
  const ago = daysAgo(date(atMs), date(nowMs))
  if (ago === 0) return timeOfDay(atMs)
  return ago === 1 ? units.yesterday : dated(date(atMs), date(nowMs), 'short')
}

/** In the middle of a line: a small letter first, where the language has them so. German nouns keep their capitals. */
export const inside = (text: string): string =>
  languageTag().startsWith('de') ? text : text.replace(/^./u, first => first.toLocaleLowerCase(languageTag()))
