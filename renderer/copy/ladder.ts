// What is done against a bad line, in words. Why it is done belongs to health.
import type { CallEvent, LadderStep } from '../../protocol/report'

const TIMES = ['once', 'twice', 'three times', 'four times', 'five times', 'six times'] as const
const times = (depth: number): string => TIMES[depth] ?? `${depth + 1} times`

function copies({ redundancyOut: out, redundancyIn: inward }: LadderStep): string | null {
  if (out === 0 && inward === 0) return null
  if (out === inward) return `Each word travels ${times(out)}, both ways`
  if (inward === 0) return `Sending each word ${times(out)}`
  if (out === 0) return `The agent sends each word ${times(inward)}`
  return `Sending each word ${times(out)}, the agent ${times(inward)}`
}

/** One line of what is being done, the gravest first; null: nothing. */
export function ladderPhrase(step: LadderStep): string | null {
  if (step.isHalfDuplexAdvised) return 'Words get lost. Let the agent finish before you speak.'
  const repeated = copies(step)
  if (repeated !== null) return `${repeated}, because the line loses some.`
  if (step.frameMs > 20) return 'The line is full: sound is sent smaller.'
  return step.jitterTargetMs === null
    ? null
    : 'The line stalls: sound waits a little, so that it plays evenly.'
}

const shortOf = (step: LadderStep): string => {
  if (step.isHalfDuplexAdvised) return 'Words get lost: better to take turns'
  const repeated = copies(step)
  if (repeated !== null) return repeated
  if (step.frameMs > 20) return 'Line full: sound is sent smaller'
  return step.jitterTargetMs === null ? 'Each word travels once' : 'Line stalls: sound waits a little'
}

/** As an event of the call. */
export function ladderEvent({
  way,
  step,
}: Omit<Extract<CallEvent, { type: 'ladder' }>, 'atMs' | 'type'>): string {
  return way === 'up'
    ? shortOf(step)
    : `Line better: ${shortOf(step).replace(/^./, first => first.toLowerCase())}`
}
