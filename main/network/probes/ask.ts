// Asks a URL over the session that carries calls, as a call would go: its proxy, its passwords, its certificates.
// Knows Electron's request by its shape; must not know what an answer means.
import type { Ask, Asked } from './asked'

/** Electron's `AuthInfo`, as far as it is used. */
export interface LoginInfo {
  readonly isProxy: boolean
  readonly scheme: string
  readonly host: string
  readonly port: number
  readonly realm: string
}
/** Answers who we are from what is known already; null: nobody knows. A probe never asks a person. */
export type Login = (info: LoginInfo, tries: number) => Promise<Credentials | null>
export interface Credentials {
  readonly username: string
  readonly password: string
}

interface Response {
  readonly statusCode: number
  readonly headers: Record<string, string | string[]>
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  on(event: 'end' | 'error', listener: () => void): unknown
}

/** Electron's `ClientRequest`, as far as it is used. */
export interface Request {
  on(event: 'response', listener: (response: Response) => void): unknown
  on(event: 'redirect', listener: (status: number, method: string, to: string) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(
    event: 'login',
    listener: (info: LoginInfo, answer: (username?: string, password?: string) => void) => void,
  ): unknown
  abort(): void
  end(): void
}

/** A start of this many characters tells a gateway from a page. */
const START_CHARS = 2_048

const flat = (headers: Response['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  )

/** One question, asked once. */
const createQuestion =
  (open: (url: string) => Request, login: Login): Ask =>
  (url, boundMs) =>
    new Promise(resolve => {
      const sinceMs = performance.now()
      const ms = () => performance.now() - sinceMs
      let tries = 0
      const request = open(url)
      const settle = (asked: Asked) => {
        clearTimeout(late)
        resolve(asked)
        request.abort()
      }
      const late = setTimeout(() => settle({ kind: 'silent', ms: ms() }), boundMs)
      request.on('error', ({ message }) =>
        settle({ kind: 'failed', code: /ERR_\w+/.exec(message)?.[0] ?? 'unknown', ms: ms() }),
      )
      request.on('redirect', (_status, _method, to) => settle({ kind: 'redirected', to, ms: ms() }))
      request.on('login', async (info, answer) => {
        const known = await login(info, tries).catch(() => null)
        const { isProxy, scheme } = info
        // A callback without a name never ends the request (measured): it is given up instead.
        if (known === null) return settle({ kind: 'login', isProxy, scheme, tries, ms: ms() })
        tries += 1
        answer(known.username, known.password)
      })
      request.on('response', response => {
        const answeredMs = ms()
        const { statusCode: status, headers } = response
        let start = ''
        const done = () => settle({ kind: 'answered', status, headers: flat(headers), start, ms: answeredMs })
        response.on('data', chunk => {
          start = (start + chunk.toString('utf8')).slice(0, START_CHARS)
          if (start.length === START_CHARS) done()
        })
        response.on('end', done)
        response.on('error', done)
      })
      request.end()
    })

/** Chromium drops what is under way when an interface comes or goes: that says nothing of what was asked. */
const DISTURBED = 'ERR_NETWORK_CHANGED'

/** @param open makes a GET that follows no redirect; `net.request` of the carrier's session in the app */
export function createAsk(open: (url: string) => Request, login: Login): Ask {
  const question = createQuestion(open, login)
  return async (url, boundMs) => {
    const asked = await question(url, boundMs)
    const isDisturbed = asked.kind === 'failed' && asked.code === DISTURBED && asked.ms < boundMs
    return isDisturbed ? question(url, boundMs - asked.ms) : asked
  }
}
