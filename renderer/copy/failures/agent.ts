// What is said when the network did its part and the agent did not.
import { type FailureText, TRY_SOON } from './text'

const TELL_OWNER = 'Tell your IT team. Trying again brings the same answer.'

export const AGENT = {
  agent_must_record: {
    headline: 'Calls to this agent are recorded.',
    sentence: '{agent} takes only calls that may be recorded, and this one may not. Nothing was recorded.',
    observed: 'Recording declined',
    actions: ['Call again and agree, or reach your organisation another way.'],
    request: null,
  },
  agent_unknown: {
    headline: 'This agent is not in your directory.',
    sentence: 'It may have moved, or it goes by another name now.',
    observed: 'Unknown',
    actions: ['Close this and choose from the list. It shows every agent you can call.'],
    request: null,
  },
  agent_no_answer: {
    headline: 'The agent did not answer.',
    sentence: '{agent} was reached, but did not pick up.',
    observed: 'No answer',
    actions: [TRY_SOON],
    request: null,
  },
  agent_busy: {
    headline: 'The agent is busy.',
    sentence: '{agent} is on other calls.',
    observed: 'Busy',
    actions: [TRY_SOON],
    request: null,
  },
  agent_refused: {
    headline: 'The agent did not take the call.',
    sentence: '{agent} turned it down.',
    observed: 'Turned down',
    actions: ['Ask your IT team. You may need access to this agent.'],
    request: null,
  },
  agent_answer_without_audio: {
    headline: 'The agent answered without a voice.',
    sentence: '{agent} answered, but offered no sound.',
    observed: 'No sound',
    actions: [TELL_OWNER],
    request: 'Let the agent’s answer carry an audio section. It has none.',
  },
  agent_answer_without_data: {
    headline: 'The agent answered only in part.',
    sentence: '{agent} answered, but left out something the call needs.',
    observed: 'Incomplete',
    actions: [TELL_OWNER],
    request: 'Let the agent’s answer carry the data section that was offered. It has none.',
  },
  agent_answer_broken: {
    headline: 'The agent’s answer made no sense.',
    sentence: '{agent} answered in a way Viaduct cannot use.',
    observed: 'Unreadable',
    actions: [TELL_OWNER],
    request: 'Check the agent’s WebRTC answer. It could not be applied.',
  },
  agent_gone: {
    headline: 'The agent went away.',
    sentence: '{agent} stopped answering in the middle of the call.',
    observed: 'Gone',
    actions: ['Call again. Your network is fine.'],
    request: null,
  },
  agent_offline: {
    headline: 'The agent is not at work.',
    sentence: '{agent} is not running right now. Everything up to it works.',
    observed: 'Offline',
    actions: ['Try again later. Your network is fine.', 'Is it urgent? Call another agent from the list.'],
    request: null,
  },
  agent_silent: {
    headline: 'The agent has lost its voice.',
    sentence: '{agent} says that it speaks, and there is no sound in what it sends. Your network is fine.',
    observed: 'Silent',
    actions: [TRY_SOON],
    request: 'Check the voice of the agent. Its packets arrive, and carry silence.',
  },
} as const satisfies Record<string, FailureText>
