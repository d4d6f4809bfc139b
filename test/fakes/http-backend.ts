// A backend of the other kind: one POST is one session (the shape of WHIP, RFC 9725), nothing is pushed, a second attempt
// is a new session. With it the tiny HTTP server it speaks to. Proves that calls do not lean on our own protocol.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BackendEvent, OpenBackend } from '../../main/signaling/backend'
import { failureOfError, failureOfStatus } from '../../main/signaling/failures'
import type { BackendFact } from '../../protocol/facts'

type Tell = (fact: BackendFact) => void

function createRequests(url: string, callId: string, tell: Tell, signal: AbortSignal) {
  let session: string | null = null
  const failed = (error: unknown) => {
    if (!signal.aborted) tell({ type: 'backend.failed', callId, failure: failureOfError(error) })
  }
  const post = async (attempt: number, offer: string) => {
    const headers = { 'content-type': 'application/sdp' }
    const response = await fetch(url, { method: 'POST', headers, body: offer, signal, redirect: 'error' })
    const sdp = await response.text()
    if (response.status !== 201) {
      return tell({ type: 'backend.failed', callId, failure: failureOfStatus(response.status) })
    }
    session = response.headers.get('location')
    const externalId = session?.split('/').at(-1) ?? 'unnamed'
    tell({ type: 'backend.answered', callId, attempt, sdp, externalId })
  }
  const remove = async (reason: string) => {
    if (session !== null) await fetch(new URL(session, url), { method: 'DELETE', signal })
    tell({ type: 'backend.ended', callId, reason })
  }
  return {
    post: (attempt: number, offer: string) => void post(attempt, offer).catch(failed),
    remove: (reason: string) => void remove(reason).catch(failed),
  }
}

/** Opens at once: an HTTP backend is not reached before there is an offer to post. */
export const openHttpBackend: OpenBackend = ({ callId, target }, emit) => {
  const abort = new AbortController()
  const say = (event: BackendEvent) => {
    if (!abort.signal.aborted) emit(event)
  }
  const ice = { servers: [], expiresAtMs: null }
  const requests = createRequests(target.url, callId, fact => say({ type: 'told', fact }), abort.signal)
  queueMicrotask(() => say({ type: 'ready', ice, openedAtMs: Date.now(), spare: null }))
  return {
    name: 'http-fake',
    capability: 'new-session',
    start: ({ attempt, sdp }) => requests.post(attempt, sdp ?? ''),
    // One session carries one attempt: the machine asks for a new backend instead of these.
    offer: () => {},
    candidate: () => {},
    endAttempt: () => {},
    go: () => {},
    redundancy: () => {},
    hold: () => undefined,
    press: () => undefined,
    end: ({ reason }) => requests.remove(reason),
    refresh: () => queueMicrotask(() => say({ type: 'refreshed', ice })),
    doubt: () => undefined,
    // Every request is a connection of its own.
    networkChanged: () => {},
    close: () => abort.abort(),
  }
}

export interface HttpAgent {
  readonly url: string
  /** `POST` and `DELETE path` in the order they came. */
  readonly asked: string[]
  /** Sessions that were posted and not deleted. */
  readonly sessions: Set<string>
  close(): Promise<void>
}

/** Listens on a free port of this computer. `status` other than 201 refuses every offer. */
export async function startHttpAgent({ status = 201 } = {}): Promise<HttpAgent> {
  const asked: string[] = []
  const sessions = new Set<string>()
  let count = 0
  const server = createServer((request, response) => {
    request.resume()
    if (request.method === 'DELETE') {
      asked.push(`DELETE ${request.url}`)
      return void response.writeHead(sessions.delete(String(request.url)) ? 200 : 404).end()
    }
    asked.push('POST')
    if (status !== 201) return void response.writeHead(status).end('no')
    count += 1
    const location = `/sessions/${count}`
    sessions.add(location)
    response.writeHead(201, { 'content-type': 'application/sdp', location }).end(`answer of session ${count}`)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/agent`,
    asked,
    sessions,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
