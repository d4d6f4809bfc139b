// What the agent says in words, as it goes to the caller. Pure; keeps no text and logs none.
import { SAID_CHARS_MAX } from '../../protocol/conversation'
import type { GatewayMessage } from '../../protocol/signaling'
import type { AgentFact } from '../agent/agent'

type Worded = Extract<AgentFact, { type: 'caption' | 'wrote' | 'tool' | 'transfer' }>

const bounded = (text: string): string => text.slice(0, SAID_CHARS_MAX)

/** @param place the call, and how long it has had sound */
export function toldOf(
  fact: Worded,
  place: { readonly callId: string; readonly atMs: number },
): GatewayMessage {
  switch (fact.type) {
    case 'caption':
      return { ...fact, ...place, text: bounded(fact.text) }
    case 'wrote':
      return { ...fact, ...place, type: 'agent.message', text: bounded(fact.text) }
    case 'tool':
      return { ...fact, ...place, type: 'agent.tool' }
    case 'transfer':
      return { ...fact, ...place, type: 'agent.transfer' }
  }
}
