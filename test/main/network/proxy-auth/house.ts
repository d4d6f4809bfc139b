// Answers, requests and a person, joined as main joins them.
import {
  createProxyAnswers,
  type MayAsk,
  type ProxyAnswers,
  prime,
} from '../../../../main/network/proxy-auth'
import type { Credentials } from '../../../../main/network/proxy-auth/challenge'
import type { Question } from '../../../../main/network/proxy-auth/machine'
import type { Primed } from '../../../../main/network/proxy-auth/prime'
import { type AskingProxy, createFakeVault, type FakeVault } from '../../../fakes/asking-proxy'

export const ACCOUNT = 'proxy:proxy.test:3128 Work'
export const kept = (password: string, isReadable = true): string =>
  JSON.stringify({ username: 'ada', password, isReadable })

export interface House {
  readonly vault: FakeVault
  readonly answers: ProxyAnswers
  /** What is on the screen now. */
  readonly shown: () => Question | null
  readonly questions: readonly Question[]
  /** The person types a password, or declines. */
  readonly types: (password: string | null, keep?: boolean) => void
  /** What stopped and started the call's clock. */
  readonly clock: readonly string[]
  readonly primes: (options?: {
    mayAsk?: MayAsk
    signal?: AbortSignal
    isSealed?: boolean
  }) => Promise<Primed>
}

interface HouseOptions {
  readonly proxy: AskingProxy
  readonly vault?: Readonly<Record<string, string>>
  readonly given?: Credentials | null
  readonly askMs?: number
}

export function house({ proxy, vault: entries, given = null, askMs }: HouseOptions): House {
  const vault = createFakeVault(entries)
  const questions: Question[] = []
  const clock: string[] = []
  let shown: Question | null = null
  const answers = createProxyAnswers({
    vault,
    given,
    log: () => undefined,
    ...(askMs === undefined ? {} : { askMs }),
    tell: fact => {
      if (fact.type === 'proxy.asked') questions.push(fact)
      if (fact.type === 'proxy.asked') shown = fact
      else if (shown?.id === fact.id) shown = null
    },
  })
  return {
    vault,
    answers,
    shown: () => shown,
    questions,
    clock,
    types: (password, keep = false) => {
      if (shown === null) throw new Error('no dialog is open')
      const username = password === null ? null : 'ada'
      answers.answer({ id: shown.id, username, password: password ?? '', keep })
    },
    primes: ({ mayAsk = 'yes', signal = new AbortController().signal, isSealed = false } = {}) =>
      prime(
        { make: proxy.make, answers, answerMs: 200 },
        {
          url: 'https://gateway.test/',
          isSealed,
          signal,
          wish: {
            mayAsk: () => mayAsk,
            asking: () => clock.push('stands'),
            asked: () => clock.push('runs'),
          },
        },
      ),
  }
}

/** Whatever waits for nothing but itself has happened. */
export const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
