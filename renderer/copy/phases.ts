// What is said of a phase, of a break and of an end.
import { words } from './words'

export const { phases: phaseCopy, agentStates: agentStateCopy } = words
const { ends: text } = words

/** Why the sound stopped, as far as the cause says. Causes are failure names or what main saw of the network. */
export function causeCopy(cause: string): string {
  if (/network|interface|wake|resume/.test(cause)) return words.causes.network
  if (/agent|backend/.test(cause)) return words.causes.agent
  return words.causes.unknown
}

/**
 * Who ended the call, in one sentence.
 * @param length how long it lasted, in words; null for a call that never connected.
 */
export function endCopy(by: 'caller' | 'agent' | 'failure', agent: string, length: string | null): string {
  if (length === null) return by === 'agent' ? text.agentBefore({ agent }) : text.callerBefore
  if (by === 'failure') return text.cutOff({ agent, length })
  return by === 'caller' ? text.caller({ agent, length }) : text.agent({ agent, length })
}
