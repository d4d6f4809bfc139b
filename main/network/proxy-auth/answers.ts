// The machine with hands: one request at a time carries a space's credentials, the others wait for its verdict and share it.
// Must not know Electron, nor what the requests are for.
import type { ProxyFact } from '../../../protocol/facts'
import type { RequestInput } from '../../../protocol/ipc'
import type { Vault } from '../../credentials/vault'
import { accountOf, type Challenge, type Credentials, parseKept, spaceOf } from './challenge'
import { answer, emptyBook, type MayAsk, type ProxyEffect, type ProxyEvent } from './machine'

/** What somebody who needs a proxy allows, and is told while a person or a keyring takes its time. */
export interface Wish {
  readonly mayAsk: () => MayAsk
  readonly asking: () => void
  readonly asked: () => void
}

export type Reply =
  | { readonly say: Credentials }
  | { readonly giveUp: 'proxy_authentication' | 'proxy_credentials' }

/** One request's talk with a proxy. */
export interface Talk {
  /** It was answered 407: what to say now. Pends as long as a person thinks; never after `over`. */
  challenged(challenge: Challenge): Promise<Reply>
  /** It ended: the proxy let it through, or there is no verdict. Safe to call twice. */
  over(how: 'passed' | 'dropped'): void
}

export interface AnswersDeps {
  readonly vault: Pick<Vault, 'get' | 'set' | 'delete'>
  readonly tell: (fact: ProxyFact) => void
  /** The command line's. */
  readonly given: Credentials | null
  /** One line; never a name or a password. */
  readonly log: (line: string) => void
  readonly askMs?: number
}

export interface ProxyAnswers {
  begin(wish: Wish): Talk
  /** The window's request. An answer to a dialog that is no more changes nothing. */
  answer(input: RequestInput<'answerProxy'>): void
  /** What a proxy took last, for whoever asks nobody; null: nothing, or its answer could be read where it could not before. */
  known(challenge: Omit<Challenge, 'isReadable'>): Promise<Credentials | null>
  /** To a page that came after the question. */
  tellAgain(): void
}

/** A dialog that nobody answers is as good as declined. The call's own timer (renderer/call/limits.ts) is longer. */
const ASK_MS = 170_000

type Performers = {
  readonly [D in ProxyEffect['do']]: (effect: Extract<ProxyEffect, { do: D }>) => void
}

interface Waiter {
  readonly wish: Wish
  readonly challenge: Challenge
  readonly reply: (reply: Reply) => void
}

export function createProxyAnswers(deps: AnswersDeps): ProxyAnswers {
  const { vault, tell, log } = deps
  let book = emptyBook(deps.given)
  /** Whose request carries a space's credentials now. */
  const holders = new Map<string, Waiter>()
  const waiting = new Map<string, readonly Waiter[]>()
  let late: NodeJS.Timeout | undefined

  const happened = (event: ProxyEvent): void => {
    const [next, effects] = answer(book, event)
    book = next
    for (const effect of effects) perform(effect)
  }
  const read = async (space: string): Promise<void> => {
    const found = await vault.get(accountOf(space))
    happened({ type: 'read', space, kept: found.state === 'ok' ? parseKept(found.secret) : null })
  }
  const keep = async (space: string, secret: object): Promise<void> => {
    const written = await vault.set(accountOf(space), JSON.stringify(secret))
    if (written.state !== 'ok') log(`the proxy's password could not be kept: keyring ${written.state}`)
  }
  const everybody = (space: string): readonly Waiter[] => {
    const holder = holders.get(space)
    return [...(holder === undefined ? [] : [holder]), ...(waiting.get(space) ?? [])]
  }
  const performers: Performers = {
    read: ({ space }) => {
      for (const { wish } of everybody(space)) wish.asking()
      void read(space)
    },
    wait: ({ space }) => {
      for (const { wish } of everybody(space)) wish.asking()
    },
    ask: ({ question }) => {
      clearTimeout(late)
      late = setTimeout(decline, deps.askMs ?? ASK_MS, question.id)
      tell(question)
    },
    settle: ({ id }) => {
      clearTimeout(late)
      tell({ type: 'proxy.settled', id })
    },
    give: ({ space, credentials }) => {
      // Another space's dialog may be open meanwhile: its own clock runs on.
      if (book.dialog?.space === space) clearTimeout(late)
      const holder = holders.get(space)
      holder?.wish.asked()
      holder?.reply({ say: credentials })
    },
    giveUp: ({ space, name }) => {
      for (const { wish, reply } of everybody(space)) {
        wish.asked()
        reply({ giveUp: name })
      }
      holders.delete(space)
      waiting.delete(space)
    },
    keep: ({ space, credentials }) => void keep(space, credentials),
    forget: ({ space }) => void vault.delete(accountOf(space)),
  }
  const perform = (effect: ProxyEffect) => {
    // Indexing by the effect's own name pairs it with its performer; TypeScript cannot follow that through a union.
    const performer = performers[effect.do] as (effect: ProxyEffect) => void
    performer(effect)
  }
  const decline = (id: string): void => happened({ type: 'answered', id, credentials: null, keep: false })

  const hold = (space: string, waiter: Waiter): void => {
    holders.set(space, waiter)
    happened({ type: 'challenged', challenge: waiter.challenge, mayAsk: waiter.wish.mayAsk() })
  }
  /** Whoever waited behind a request that is over: with credentials that were taken all go on, without one tries anew. */
  const release = (space: string, how: 'passed' | 'dropped'): void => {
    const rest = waiting.get(space) ?? []
    const proven = book.spaces.get(space)?.proven ?? null
    if (how === 'passed' && proven !== null) {
      waiting.delete(space)
      const { username, password } = proven
      for (const { wish, reply } of rest) {
        wish.asked()
        reply({ say: { username, password } })
      }
      return
    }
    const [first, ...others] = rest
    waiting.set(space, others)
    if (first !== undefined) hold(space, first)
  }

  return {
    begin: wish => {
      let own: Waiter | null = null
      return {
        challenged: challenge =>
          new Promise(reply => {
            const space = spaceOf(challenge)
            const isHolder = own !== null && holders.get(space) === own
            own = { wish, challenge, reply }
            if (isHolder || !holders.has(space)) return hold(space, own)
            wish.asking()
            waiting.set(space, [...(waiting.get(space) ?? []), own])
          }),
        over: how => {
          if (own === null) return
          const space = spaceOf(own.challenge)
          const waiter = own
          own = null
          if (holders.get(space) !== waiter) {
            const others = (waiting.get(space) ?? []).filter(one => one !== waiter)
            return void waiting.set(space, others)
          }
          holders.delete(space)
          happened({ type: how, space })
          release(space, how)
        },
      }
    },
    answer: ({ id, username, password, keep: kept }) =>
      happened({
        type: 'answered',
        id,
        credentials: username === null ? null : { username, password },
        keep: kept,
      }),
    known: async challenge => {
      const proven = book.spaces.get(spaceOf({ ...challenge, isReadable: false }))?.proven ?? null
      const isExposed = proven?.isReadable === false && challenge.scheme.toLowerCase() === 'basic'
      return proven === null || isExposed ? null : { username: proven.username, password: proven.password }
    },
    tellAgain: () => {
      if (book.dialog !== null) tell(book.dialog.question)
    },
  }
}
