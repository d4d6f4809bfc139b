// Words of the phases of a call: titles, the one line under the agent's name, why sound stopped, who ended it.
import type { PhaseName } from '../../../protocol/ipc'
import type { AgentState } from '../../../protocol/signaling'

interface PhaseText {
  /** In the title bar. */
  readonly title: string
  /** Under the agent's name, and read out when the phase begins. */
  readonly line: string
}

const phases = {
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

const agentStates = {
  listening: { word: 'Listening', hint: 'Speak whenever you like.' },
  thinking: { word: 'Thinking', hint: 'The agent is working on an answer.' },
  speaking: { word: 'Speaking', hint: 'Just start talking to interrupt.' },
} as const satisfies Record<AgentState, { word: string; hint: string }>

export const phaseWords = {
  phases,
  agentStates,
  /** Why the sound stopped, as far as it is known. */
  causes: {
    network: 'Your network changed and the sound stopped.',
    agent: 'The agent’s side went quiet.',
    unknown: 'The sound stopped coming through.',
  },
  ends: {
    agentBefore: '{agent} hung up before it connected.',
    callerBefore: 'You hung up before it connected.',
    cutOff: 'The call with {agent} was cut off after {length}.',
    caller: 'You ended the call with {agent} after {length}.',
    agent: '{agent} ended the call after {length}.',
  },
} as const
