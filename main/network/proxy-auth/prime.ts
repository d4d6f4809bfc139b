// One request through a proxy, which answers its 407s: what Chromium then knows of the credentials serves signaling and TURN in
// the same session, which are never asked themselves (measured: only `net.request` with a `login` listener is).
// Takes Electron's request by shape. Must not know which proxies are known already.
import type { Failure } from '../../../protocol/failure'
import type { ProxyAnswers, Reply, Wish } from './answers'
import type { Challenge } from './challenge'

/** The part of Electron's `AuthInfo` that is used. */
export interface AuthInfo {
  readonly isProxy: boolean
  readonly scheme: string
  readonly host: string
  readonly port: number
  readonly realm: string
}

interface ProxyResponse {
  on(event: 'data' | 'error', listener: () => void): unknown
}

/** The part of Electron's `ClientRequest` that is used. */
export interface ProxyRequest {
  on(
    event: 'login',
    listener: (info: AuthInfo, answer: (username?: string, password?: string) => void) => void,
  ): unknown
  on(event: 'response', listener: (response: ProxyResponse) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  abort(): void
  end(): void
}

/** Makes a request of no consequence to an address, over the session that carries calls. */
export type MakeRequest = (url: string) => ProxyRequest

export type Primed =
  /** The proxy lets us through; `signed in`: after it took credentials that it was told just now. */
  | { readonly kind: 'through' | 'signed in' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No verdict: whoever goes on finds out. */
  | { readonly kind: 'unknown' }

export interface PrimeDeps {
  readonly make: MakeRequest
  readonly answers: Pick<ProxyAnswers, 'begin'>
  /** From each of our words to the proxy's next. */
  readonly answerMs?: number
}

export interface PrimeOrder {
  readonly url: string
  /** The way to the proxy itself is TLS, so that nobody on it reads along. */
  readonly isSealed: boolean
  readonly wish: Wish
  /** Nobody waits any more. */
  readonly signal: AbortSignal
}

/** A proxy that needs longer to open a tunnel leaves no time for a call's signaling. */
const ANSWER_MS = 4_000
/** The proxy let it through, or took its credentials and failed at what lies behind: all other errors are of the far end. */
const NO_VERDICT =
  /ERR_(PROXY_CONNECTION|TIMED_OUT|CONNECTION_TIMED_OUT|NETWORK_|INTERNET_|NAME_|MANDATORY_PROXY|ABORTED|PAC_|SOCKS_)/

const challengeOf = ({ host, port, realm, scheme }: AuthInfo, isSealed: boolean): Challenge => ({
  host: host.slice(0, 300),
  port,
  realm: realm.slice(0, 300),
  scheme: scheme.toLowerCase().slice(0, 32),
  isReadable: scheme.toLowerCase() === 'basic' && !isSealed,
})

const asFailure = (name: Failure['name'], detail: string): Primed => ({
  kind: 'failed',
  failure: { name, detail },
})

/** What an error says of the proxy. */
export function verdictOf(code: string, told: 'nothing' | 'credentials'): Primed {
  // Among others: Negotiate without a Kerberos ticket, and no other scheme is offered.
  if (code.startsWith('ERR_PROXY_AUTH') || code === 'ERR_MISSING_AUTH_CREDENTIALS') {
    return asFailure('proxy_authentication', code)
  }
  if (NO_VERDICT.test(code)) return { kind: 'unknown' }
  if (told === 'credentials') return { kind: 'signed in' }
  // A tunnel refused without a question: forbidden, or broken behind the proxy. Not for us to name.
  return { kind: code.startsWith('ERR_TUNNEL') ? 'unknown' : 'through' }
}

/** Sends the request and sees it through. Never rejects. */
export function prime(
  { make, answers, answerMs = ANSWER_MS }: PrimeDeps,
  order: PrimeOrder,
): Promise<Primed> {
  const { url, isSealed, wish, signal } = order
  return new Promise(resolve => {
    const request = make(url)
    const talk = answers.begin(wish)
    let told: 'nothing' | 'credentials' = 'nothing'
    let late: NodeJS.Timeout | undefined
    let over = false
    const finish = (primed: Primed): void => {
      if (over) return
      over = true
      clearTimeout(late)
      signal.removeEventListener('abort', abort)
      talk.over(primed.kind === 'signed in' ? 'passed' : 'dropped')
      resolve(primed)
    }
    const abort = (): void => {
      finish({ kind: 'unknown' })
      request.abort()
    }
    const letThrough = (): Primed => ({ kind: told === 'credentials' ? 'signed in' : 'through' })
    const wait = (): void => {
      clearTimeout(late)
      late = setTimeout(abort, answerMs)
    }
    const say = (
      challenge: Challenge,
      reply: Reply,
      answer: (name?: string, word?: string) => void,
    ): void => {
      if (over) return
      if ('giveUp' in reply) {
        const { host, port, scheme } = challenge
        finish(asFailure(reply.giveUp, `407 from ${host}:${port}, ${scheme}`))
        // A login without an answer never ends (measured).
        request.abort()
        return
      }
      told = 'credentials'
      wait()
      answer(reply.say.username, reply.say.password)
    }
    request.on('login', (info, answer) => {
      // The far end asks for itself, so the proxy has let us through.
      if (!info.isProxy) {
        finish(letThrough())
        return request.abort()
      }
      clearTimeout(late)
      const challenge = challengeOf(info, isSealed)
      void talk.challenged(challenge).then(reply => say(challenge, reply, answer))
    })
    request.on('response', response => {
      // Read to its end, its connection serves signaling next.
      for (const event of ['data', 'error'] as const) response.on(event, () => undefined)
      finish(letThrough())
    })
    request.on('error', ({ message }) =>
      finish(verdictOf(/net::(ERR_\w+)/.exec(message)?.[1] ?? message, told)),
    )
    signal.addEventListener('abort', abort, { once: true })
    wait()
    request.end()
  })
}
