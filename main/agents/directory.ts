// Who can be called: the agents of the policy, and the Test Agent that is always there.
import type { AgentCard } from '../../protocol/ipc'
import type { Policy } from '../../protocol/policy'
import type { ResolvedAgent } from '../signaling'

const TEST_AGENT_ID = 'test-agent'

const TEST_AGENT: AgentCard = {
  id: TEST_AGENT_ID,
  name: 'Test Agent',
  purpose: 'Repeats what you say, checks your sound',
  languages: ['en'],
  backend: 'viaduct',
  host: 'this computer',
}

/** The directory as the window shows it: the policy's agents in their order, then the Test Agent. */
export function listAgents(policy: Policy): AgentCard[] {
  const cards = policy.agents.map(({ url, ...agent }) => ({ ...agent, host: new URL(url).host }))
  return [...cards, ...(cards.some(({ id }) => id === TEST_AGENT_ID) ? [] : [TEST_AGENT])]
}

/** Null: nobody of that id. A policy may put a gateway of its own behind the Test Agent's id. */
export function resolveAgent(
  policy: Policy,
  agentId: string,
  tokenFor: (url: string) => string | undefined,
): ResolvedAgent | null {
  const agent = policy.agents.find(({ id }) => id === agentId)
  if (agent !== undefined) {
    const token = tokenFor(agent.url)
    return {
      kind: 'gateway',
      agent: agent.id,
      target: { url: agent.url, ...(token === undefined ? {} : { token }) },
    }
  }
  return agentId === TEST_AGENT_ID ? { kind: 'built-in', agent: TEST_AGENT_ID } : null
}
