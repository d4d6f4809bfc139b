// Links from their arrival to the person's word: one offer at a time, told to the page, taken or left. Dials nothing by itself.
import type { EventPayload } from '../../protocol/ipc'
import type { LinkOffer } from '../../protocol/link'
import { LINK_CHARS_MAX } from '../../protocol/link'
import type { Policy } from '../../protocol/policy'
import type { ResolvedAgent } from '../signaling'
import { offerOf } from './offer'
import { parseLink } from './parse'

export interface LinkDeps {
  readonly policy: () => Policy
  readonly tell: (command: EventPayload<'command'>) => void
}

export interface LinkDesk {
  /** Somebody clicked this, or another instance hands it on: as hostile as it comes. */
  opened(text: string): void
  /** A page that was not there yet, or is another one, learns what is offered. */
  pageStarted(): void
  readonly requests: {
    openLink(input: { readonly text: string }): void
    /** The person takes it: what to dial. Null: there is nothing to dial, or it may not be called any more. */
    takeOffer(input: { readonly id: string }): string | null
    leaveOffer(input: { readonly id: string }): void
  }
  /** An address that a person has confirmed in this run, and that may still be called. No token goes there. */
  resolve(agentId: string): ResolvedAgent | null
}

export function createLinkDesk({ policy, tell }: LinkDeps): LinkDesk {
  const confirmed = new Set<string>()
  let made = 0
  let current: { offer: LinkOffer; text: string } | null = null
  const judge = (text: string) => offerOf(policy(), parseLink(text))
  const opened = (text: string): void => {
    made += 1
    const bounded = text.slice(0, LINK_CHARS_MAX + 1)
    current = { offer: { ...judge(bounded), id: `offer-${made}` }, text: bounded }
    tell({ type: 'offer', offer: current.offer })
  }
  return {
    opened,
    pageStarted: () => {
      if (current !== null) tell({ type: 'offer', offer: current.offer })
    },
    requests: {
      openLink: ({ text }) => opened(text),
      takeOffer: ({ id }) => {
        if (current?.offer.id !== id) return null
        // Settings may have changed while the question stood there.
        const now = judge(current.text)
        const shown = current.offer
        current = null
        if (now.kind === 'refused' || shown.kind === 'refused') return null
        if (now.kind !== shown.kind || now.agentId !== shown.agentId) return null
        if (now.kind === 'address') confirmed.add(now.agentId)
        return now.agentId
      },
      leaveOffer: ({ id }) => {
        if (current?.offer.id === id) current = null
      },
    },
    resolve: agentId => {
      const link = confirmed.has(agentId) ? parseLink(agentId) : null
      if (link?.kind !== 'address' || offerOf(policy(), link).kind === 'refused') return null
      return { kind: 'gateway', agent: link.agent, target: { url: link.url } }
    },
  }
}
