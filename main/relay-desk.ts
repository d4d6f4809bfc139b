// The relays of the organisation's own source, with the app's hands: asked over the session that carries calls, so that its proxies apply.
// Joins, and decides nothing.
import type { Session } from 'electron'
import type { Policy } from '../protocol/policy'
import type { Vault } from './credentials/vault'
import { createBroker } from './relays'

export interface RelayDeskDeps {
  readonly session: Pick<Session, 'fetch'>
  readonly vault: Pick<Vault, 'get'>
  /** Answers the proxy on the way to this host, where one asks. */
  readonly prepare: (host: string, signal: AbortSignal) => Promise<unknown> | null
  readonly policy: () => Policy
  readonly log: (line: string) => void
  readonly nowMs: () => number
}

/** More than any set of relays takes. */
const BYTES_MAX = 64 * 1024

export function createRelayDesk({ session, vault, prepare, policy, log, nowMs }: RelayDeskDeps) {
  const broker = createBroker({
    fetch: async (url, token, signal) => {
      await prepare(new URL(url).host, signal)
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const response = await session.fetch(url, {
        headers: { accept: 'application/json', ...authorization },
        // What may be named is the policy's to say, and a token goes nowhere else.
        redirect: 'error',
        cache: 'no-store',
        credentials: 'omit',
        signal,
      })
      const body = Buffer.from(await response.arrayBuffer())
      if (body.length > BYTES_MAX) throw new Error('too long')
      return { status: response.status, body: body.toString(), link: response.headers.get('link') }
    },
    tokenFor: async host => {
      const read = await vault.get(`turn:${host}`)
      return read.state === 'ok' ? read.secret : undefined
    },
    log,
    nowMs,
  })
  const take = (): void => {
    const { turn, routes } = policy()
    const { source } = turn
    broker.use(
      source === undefined
        ? null
        : {
            url: source,
            needsTls443: routes.force === 'relay-tls',
            allowsPrivate: turn.allowPrivate,
            lifetimeS: turn.lifetimeS ?? null,
          },
    )
  }
  return { ...broker, policyChanged: take }
}
