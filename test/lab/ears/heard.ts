// What was heard at both ends, as a row's columns. Pure.
import type { Heard } from '../callers/outcome'
import { type Hearing, hearingOf, longestFrom, soundAfter } from './silence'

/** By the clock of the arrivals; null for what did not happen. */
export type Moments = Record<'began' | 'ended' | 'disturbed' | 'healed', number | null>

/** Of two ends the worse; nothing heard at one end is no number. */
const worst = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other)

/** Arrivals at the desktop (`agent`: the agent's sound) and at the gateway (`caller`), milliseconds, rising. */
export function heardOf(
  arrivals: { readonly agent: readonly number[]; readonly caller: readonly number[] },
  { began, ended, disturbed, healed }: Moments,
): Heard {
  const endMs = ended ?? 0
  const hear = (times: readonly number[]): Hearing => hearingOf(times, began ?? endMs, endMs)
  const [agent, caller] = [hear(arrivals.agent), hear(arrivals.caller)]
  return {
    silenceMs: worst(agent.longestMs, caller.longestMs),
    silentAtEndMs: worst(agent.atEndMs, caller.atEndMs),
    disturbed:
      disturbed === null
        ? null
        : { agentMs: longestFrom(agent, disturbed), callerMs: longestFrom(caller, disturbed) },
    soundBackMs: healed === null ? null : worst(soundAfter(agent, healed), soundAfter(caller, healed)),
  }
}
