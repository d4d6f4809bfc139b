// The tokens that take a session up again: each works once. Owns their order; knows no session.
import { newSecret, sameSecret } from '../secrets'

/** What there is to know of them. */
export interface TokensState {
  readonly newest: string
  readonly spent: string | null
}

export interface ResumeTokens {
  /** What the client should hold now. */
  newest(): string
  /** Spends a token: `taken` puts a fresh one in its place. */
  spend(token: string): 'taken' | 'refused'
  /** The client has the newest token: the one spent for it is void. */
  settle(): void
  state(): TokensState
}

/**
 * Makes the tokens of one session. A spent token stays good until `settle`: when the connection is cut before the `welcome`
 * with the new one arrives, the old one is all the client has.
 */
export function createResumeTokens(from?: TokensState): ResumeTokens {
  let { newest, spent } = from ?? { newest: newSecret(), spent: null }
  return {
    newest: () => newest,
    spend(token) {
      const isNewest = sameSecret(token, newest)
      if (!isNewest && (spent === null || !sameSecret(token, spent))) return 'refused'
      spent = token
      newest = newSecret()
      return 'taken'
    },
    settle() {
      spent = null
    },
    state: () => ({ newest, spent }),
  }
}
