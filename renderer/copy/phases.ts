// What each phase of a call is called. Owns titles and the one line under the agent's name.
import type { PhaseName } from '../../protocol/ipc'
import type { AgentState } from '../../protocol/signaling'

export interface PhaseText {
  /** In the title bar. */
  readonly title: string
  /** Under the agent's name, and read out when the phase begins. */
  readonly line: string
}

export const phaseCopy = {
  idle: { title: 'Calls', line: 'Ready to call' },
  preparing: { title: 'Calling', line: 'Finding the agent' },
  inviting: { title: 'Calling', line: 'Building a path through your network' },
  ringing: { title: 'Calling', line: 'Ringing' },
  connecting: { title: 'Calling', line: 'Building a path through your network' },
  active: { title: 'In call', line: 'Connected' },
  recovering: { title: 'Reconnecting', line: 'Sound paused' },
  ending: { title: 'Ending', line: 'Ending the call' },
  ended: { title: 'Call ended', line: 'Call ended' },
} as const satisfies Record<PhaseName, PhaseText>

export const agentStateCopy = {
  listening: { word: 'Listening', hint: 'Speak whenever you like.' },
  thinking: { word: 'Thinking', hint: 'The agent is working on an answer.' },
  speaking: { word: 'Speaking', hint: 'Just start talking to interrupt.' },
} as const satisfies Record<AgentState, { word: string; hint: string }>

/** Why the sound stopped, as far as the cause says. Causes are failure names or what main saw of the network. */
export function causeCopy(cause: string): string {
  if (/network|interface|wake|resume/.test(cause)) return 'Your network changed and the sound stopped.'
  if (/agent|backend/.test(cause)) return 'The agent’s side went quiet.'
  return 'The sound stopped coming through.'
}

/**
 * Who ended the call, in one sentence.
 * @param length how long it lasted, in words; null for a call that never connected.
 */
export function endCopy(by: 'caller' | 'agent' | 'failure', agent: string, length: string | null): string {
  if (length === null)
    return by === 'agent' ? `${agent} hung up before it connected.` : 'You hung up before it connected.'
  if (by === 'failure') return `The call with ${agent} was cut off after ${length}.`
  return by === 'caller'
    ? `You ended the call with ${agent} after ${length}.`
    : `${agent} ended the call after ${length}.`
}
