// Warnings that do not flicker: a tone gets worse only after bad seconds in a row, and better only after good ones. Pure.
import { isWorse, type Tone } from './thresholds'

/** So many readings in a row, one a second, before a warning is raised or cleared. */
export const RAISE_AFTER = 3
export const CLEAR_AFTER = 6

export interface Held {
  readonly tone: Tone
  /** Readings in a row that were all worse, or all better, than `tone`; `to` is the one of them nearest to it. */
  readonly run: { readonly is: 'worse' | 'better'; readonly length: number; readonly to: Tone } | null
}

export const NOT_HELD: Held = { tone: 'unknown', run: null }

/**
 * The next reading. What was not measured changes nothing; the first good reading of all is believed at once, since there is
 * nothing to flicker between.
 */
export function hold(held: Held, now: Tone): Held {
  if (now === 'unknown') return held
  if (held.tone === 'unknown' && now === 'line') return { tone: 'line', run: null }
  if (now === held.tone) return { tone: held.tone, run: null }
  const is = isWorse(now, held.tone) ? 'worse' : 'better'
  const { run } = held
  const goesOn = run?.is === is
  const isNearer = goesOn && isWorse(is === 'worse' ? run.to : now, is === 'worse' ? now : run.to)
  const to = goesOn && !isNearer ? run.to : now
  const length = goesOn ? run.length + 1 : 1
  const needed = is === 'worse' ? RAISE_AFTER : CLEAR_AFTER
  return length >= needed ? { tone: to, run: null } : { tone: held.tone, run: { is, length, to } }
}
