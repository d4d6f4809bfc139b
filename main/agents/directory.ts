// Who can be called: the agents of the policy, and the Test Agent that is always there.
import type { CallSummary } from '../../protocol/history'
import type { AgentCard } from '../../protocol/ipc'
import type { Policy } from '../../protocol/policy'
import type { ResolvedAgent, Target } from '../signaling'

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
  const cards = policy.agents.map(({ url, urls: _others, ...agent }) => ({
    ...agent,
    host: new URL(url).host,
  }))
  return [...cards, ...(cards.some(({ id }) => id === TEST_AGENT_ID) ? [] : [TEST_AGENT])]
}

type TokenFor = (url: string) => string | undefined

function targetOfAgent({ url, urls = [] }: Policy['agents'][number], tokenFor: TokenFor): Target {
  const withToken = (one: string) => {
    const token = tokenFor(one)
    return { url: one, ...(token === undefined ? {} : { token }) }
  }
  return { ...withToken(url), ...(urls.length === 0 ? {} : { others: urls.map(withToken) }) }
}

/** How a gateway of the directory is reached, by its first address. Null: the policy names no such gateway. */
export function targetOf({ agents }: Policy, url: string, tokenFor: TokenFor): Target | null {
  const agent = agents.find(one => one.url === url)
  return agent === undefined ? null : targetOfAgent(agent, tokenFor)
}

/** Null: nobody of that id. A policy may put a gateway of its own behind the Test Agent's id. */
export function resolveAgent(policy: Policy, agentId: string, tokenFor: TokenFor): ResolvedAgent | null {
  const agent = policy.agents.find(({ id }) => id === agentId)
  if (agent !== undefined) {
    return { kind: 'gateway', agent: agent.id, target: targetOfAgent(agent, tokenFor) }
  }
  return agentId === TEST_AGENT_ID ? { kind: 'built-in', agent: TEST_AGENT_ID } : null
}

/** The gateway that answers. Null: the built-in agent's, or nobody's. */
export const gatewayIn = (found: ResolvedAgent | null): Target | null =>
  found?.kind === 'gateway' ? found.target : null

/**
 * The gateway that is most likely called next: the last one called, else the only one there is. Null: nobody can tell. Never
 * the built-in agent's, which would have to be started.
 */
export function likelyGateway(
  { agents }: Policy,
  recent: readonly Pick<CallSummary, 'agent'>[],
): string | null {
  const called = recent.map(({ agent }) => agents.find(({ id }) => id === agent)?.url)
  const last = called.find(url => url !== undefined)
  const urls = new Set(agents.map(({ url }) => url))
  return last ?? (urls.size === 1 ? ([...urls][0] ?? null) : null)
}
