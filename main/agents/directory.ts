// Who can be called: the agents of the policy, and the Test Agent that is always there.
import type { AgentCard } from '../../protocol/ipc'
import type { Policy } from '../../protocol/policy'

export const TEST_AGENT_ID = 'test-agent'

const TEST_AGENT: AgentCard = {
  id: TEST_AGENT_ID,
  name: 'Test Agent',
  purpose: 'Repeats what you say, checks your sound',
  languages: ['en'],
  backend: 'viaduct',
  host: 'this computer',
}

/** Where to call an agent: built in, or a gateway's address. */
export type AgentPlace = { readonly kind: 'built-in' } | { readonly kind: 'gateway'; readonly url: string }

export function listAgents(policy: Policy): AgentCard[] {
  const cards = policy.agents.map(({ url, ...agent }) => ({ ...agent, host: new URL(url).host }))
  return [...cards, ...(cards.some(({ id }) => id === TEST_AGENT_ID) ? [] : [TEST_AGENT])]
}

/** Null: nobody of that id. A policy may put a gateway of its own behind the Test Agent's id. */
export function placeOf(policy: Policy, agentId: string): AgentPlace | null {
  const agent = policy.agents.find(({ id }) => id === agentId)
  if (agent !== undefined) return { kind: 'gateway', url: agent.url }
  return agentId === TEST_AGENT_ID ? { kind: 'built-in' } : null
}
