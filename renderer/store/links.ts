// A link or an address on its way to a call: main says what it is, the person says whether it is called. The only way to dial an address.
import type { Bridge, EventPayload } from '../../protocol/ipc'
import type { AppStore } from './state'

/** What is dialed that stands in no directory: it has a scheme, and an agent's id never has. Main reads it; here it is only told apart. */
export const isAddress = (text: string): boolean => /^(wss?|viaduct|tel):/i.test(text)

type Deps = Pick<Bridge, 'openLink' | 'takeOffer' | 'leaveOffer'>

export interface Links {
  /** Calls an agent of the directory; asks first about anything else. */
  readonly dial: (what: string) => void
  readonly hear: (command: Extract<EventPayload<'command'>, { type: 'offer' }>) => void
  /** Takes the offer shown, or leaves it. */
  readonly answer: (isTaken: boolean) => void
}

export function createLinks(bridge: Deps, store: AppStore, call: (agentId: string) => void): Links {
  return {
    dial: what => {
      if (isAddress(what)) bridge.openLink({ text: what }).catch(() => undefined)
      else call(what)
    },
    hear: ({ offer }) => store.setState({ offer }),
    answer: isTaken => {
      const { offer } = store.getState()
      store.setState({ offer: null })
      if (offer === null) return
      const { id } = offer
      const taken = isTaken ? bridge.takeOffer({ id }) : bridge.leaveOffer({ id }).then(() => null)
      taken
        .then(agentId => {
          if (agentId !== null) call(agentId)
        })
        .catch(() => undefined)
    },
  }
}
