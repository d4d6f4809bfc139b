// What a link means under a policy: somebody of the directory, a host that the organisation names, one that only the person can know,
// or nothing that may be called. Pure.
import type { LinkOffer } from '../../protocol/link'
import type { Policy } from '../../protocol/policy'
import { listAgents } from '../agents/directory'
import { addressId, type Link } from './parse'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type Offered = Without<LinkOffer>

const hostOf = (url: string): string => new URL(url).hostname
const same = (url: string): string => new URL(url).href

/** `*.` stands for any name below, as in a certificate, and for more than one label. */
export const isAllowedHost = (host: string, allowed: readonly string[]): boolean =>
  allowed.some(one => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one))

function agentOffer(policy: Policy, found: (agentId: string) => boolean): Offered {
  const agent = listAgents(policy).find(({ id }) => found(id))
  return agent === undefined
    ? { kind: 'refused', why: 'nobody', host: null }
    : { kind: 'agent', agentId: agent.id, host: agent.host }
}

function addressOffer(policy: Policy, link: Extract<Link, { kind: 'address' }>): Offered {
  const { url, agent } = link
  const there = policy.agents.filter(one => [one.url, ...(one.urls ?? [])].some(each => same(each) === url))
  const meant =
    there.find(({ id }) => id === agent) ?? (url === addressId(link) && there.length === 1 ? there[0] : null)
  if (meant) return agentOffer(policy, id => id === meant.id)
  const host = hostOf(url)
  const inDirectory = policy.agents.some(one =>
    [one.url, ...(one.urls ?? [])].some(each => hostOf(each) === host),
  )
  const isListed = inDirectory || isAllowedHost(host, policy.allowedHosts)
  if (!isListed && policy.allowedHosts.length > 0) return { kind: 'refused', why: 'not_allowed', host }
  return { kind: 'address', agentId: addressId(link), host, address: url, isListed }
}

/** What a person is asked about this link. */
export function offerOf(policy: Policy, link: Link): Offered {
  switch (link.kind) {
    case 'refused':
      return { ...link, host: null }
    case 'agent':
      return agentOffer(policy, id => id === link.agentId)
    case 'number':
      return agentOffer(policy, id =>
        policy.agents.some(agent => agent.id === id && agent.numbers?.includes(link.number)),
      )
    case 'address':
      return addressOffer(policy, link)
  }
}
