// A proxy that asks for a password, and requests through it that ask as Chromium's do: `login` on every 407, nothing known
// beforehand, no end of their own when nobody answers.

import type { Vault } from '../../main/credentials/vault'
import type { AuthInfo, MakeRequest } from '../../main/network/proxy-auth/prime'

type Login = (info: AuthInfo, answer: (username?: string, password?: string) => void) => void

export interface AskingProxy {
  readonly make: MakeRequest
  /** Every answer that it was sent, in order. */
  readonly sent: readonly string[]
  readonly aborted: () => number
  readonly begun: () => number
}

export interface ProxyTraits {
  readonly password: string
  readonly scheme?: string
  readonly host?: string
  /** What the far end does with a request that was let through. */
  readonly behind?:
    | 'responds'
    | 'net::ERR_TUNNEL_CONNECTION_FAILED'
    | 'net::ERR_CERT_DATE_INVALID'
    | 'nothing'
  /** It asks for nothing. */
  readonly open?: boolean
}

export function createAskingProxy(traits: ProxyTraits): AskingProxy {
  const { password, scheme = 'basic', host = 'proxy.test', behind = 'responds', open = false } = traits
  const sent: string[] = []
  let aborted = 0
  let begun = 0
  const make: MakeRequest = () => {
    const listeners = new Map<string, (...words: never[]) => void>()
    let over = false
    const tell = (event: string, ...words: unknown[]): void => {
      if (!over) listeners.get(event)?.(...(words as never[]))
    }
    const letThrough = (): void => {
      if (behind === 'responds') tell('response', { on: () => undefined })
      else if (behind !== 'nothing') tell('error', new Error(behind))
    }
    const challenge = (): void => {
      const info: AuthInfo = { isProxy: true, scheme, host, port: 3128, realm: 'Work' }
      const answer: Parameters<Login>[1] = (_name, word) => {
        sent.push(word ?? '')
        queueMicrotask(word === password ? letThrough : challenge)
      }
      tell('login', info, answer)
    }
    return {
      on: (event: string, listener: (...words: never[]) => void) => listeners.set(event, listener),
      abort: () => {
        over = true
        aborted += 1
      },
      end: () => {
        begun += 1
        queueMicrotask(open ? letThrough : challenge)
      },
    }
  }
  return { make, sent, aborted: () => aborted, begun: () => begun }
}

export interface FakeVault extends Pick<Vault, 'get' | 'set' | 'delete'> {
  readonly kept: Map<string, string>
}

export function createFakeVault(entries: Readonly<Record<string, string>> = {}): FakeVault {
  const kept = new Map(Object.entries(entries))
  return {
    kept,
    get: async account => {
      const secret = kept.get(account)
      return secret === undefined ? { state: 'missing' } : { state: 'ok', secret, kept: 'keyring' }
    },
    set: async (account, secret) => {
      kept.set(account, secret)
      return { state: 'ok', kept: 'keyring' }
    },
    delete: async account => {
      kept.delete(account)
      return { state: 'ok' }
    },
  }
}
