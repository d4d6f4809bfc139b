// What is done against a bad line, in words. Why it is done belongs to health.
import type { CallEvent, LadderStep } from '../../protocol/report'
import { inside } from './format'
import { words } from './words'

const { ladder: text } = words

const times = (depth: number): string => text.times[depth] ?? text.moreTimes({ count: depth + 1 })

function copies({ redundancyOut: out, redundancyIn: inward }: LadderStep): string | null {
  if (out === 0 && inward === 0) return null
  if (out === inward) return text.bothWays({ times: times(out) })
  if (inward === 0) return text.out({ times: times(out) })
  if (out === 0) return text.in({ times: times(inward) })
  return text.each({ out: times(out), in: times(inward) })
}

/** One line of what is being done, the gravest first; null: nothing. */
export function ladderPhrase(step: LadderStep): string | null {
  if (step.isHalfDuplexAdvised) return text.takeTurns
  const repeated = copies(step)
  if (repeated !== null) return text.because({ what: repeated })
  if (step.frameMs > 20) return text.full
  return step.jitterTargetMs === null ? null : text.stalls
}

const shortOf = (step: LadderStep): string => {
  if (step.isHalfDuplexAdvised) return text.short.takeTurns
  const repeated = copies(step)
  if (repeated !== null) return repeated
  if (step.frameMs > 20) return text.short.full
  return step.jitterTargetMs === null ? text.short.foot : text.short.stalls
}

/** As an event of the call. */
export function ladderEvent({
  way,
  step,
}: Omit<Extract<CallEvent, { type: 'ladder' }>, 'atMs' | 'type'>): string {
  return way === 'up' ? shortOf(step) : text.better({ what: inside(shortOf(step)) })
}
