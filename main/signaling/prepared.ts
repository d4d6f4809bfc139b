// A backend whose way is prepared first: a proxy that asks for credentials gets them before signaling opens, and before the first
// attempt is planned for its relays. Must not know what preparing means.
import type { Failure } from '../../protocol/failure'
import type { IceServer } from '../../protocol/ice'
import type { Backend, BackendEvent, OpenBackend } from './backend'
import type { OpenTransport, Target } from './transport'

/** What whoever prepares is told. */
export interface PrepareWish {
  readonly mayAsk: 'yes'
  readonly asking: () => void
  readonly asked: () => void
  readonly signal: AbortSignal
  /** It was thought to be prepared, and a connection failed. */
  readonly doubt: boolean
}

export type Prepared =
  | { readonly kind: 'ready' | 'signed in' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Null: nothing has to be done, or nothing is known that has. Never rejects. */
export interface Prepare {
  readonly gateway: (target: Target, wish: PrepareWish) => Promise<Prepared> | null
  readonly relays: (url: string, servers: readonly IceServer[], wish: PrepareWish) => Promise<Prepared> | null
}

/** Chromium tells a 407 to CONNECT as such, or as any other answer but 200 (measured: both happen). */
const isTunnelRefused = ({ name, detail = '' }: Failure): boolean =>
  name === 'proxy_authentication' || detail.includes('ERR_TUNNEL_CONNECTION_FAILED')

/** Tells when the way to an address that was open refuses it. */
export const doubting =
  (reopen: () => OpenTransport, doubt: (url: string) => void): (() => OpenTransport) =>
  () => {
    const open = reopen()
    return (target, emit) =>
      open(target, event => {
        if (event.type === 'closed' && isTunnelRefused(event.failure)) doubt(target.url)
        emit(event)
      })
  }

/**
 * Opens as `open` does, at once where nothing has to be prepared.
 * @param isOpen whether a connection to it is there already: the way to it is open, and the call takes it in the tick of the dial, or
 * whoever keeps it lets go of it because there is a call
 */
export const prepared =
  (
    open: OpenBackend,
    prepare: Prepare,
    nature: Pick<Backend, 'name' | 'capability'>,
    isOpen: (target: Target) => boolean = () => false,
  ): OpenBackend =>
  (call, emit) => {
    const { callId, target } = call
    const over = new AbortController()
    let inner: Backend | null = null
    let stage: 'opening' | 'doubted' | 'ready' = 'opening'
    const say = (event: BackendEvent): void => {
      if (!over.signal.aborted) emit(event)
    }
    const wish = (doubt: boolean): PrepareWish => ({
      mayAsk: 'yes',
      asking: () => say({ type: 'told', fact: { type: 'backend.asking', callId } }),
      asked: () => say({ type: 'told', fact: { type: 'backend.asked', callId } }),
      signal: over.signal,
      doubt,
    })
    const fail = (failure: Failure): void =>
      say({ type: 'told', fact: { type: 'backend.failed', callId, failure } })
    const begin = () => {
      if (!over.signal.aborted) inner = open(call, hear)
    }
    const after = (preparing: Promise<Prepared> | null, go: () => void) => {
      if (preparing === null) return go()
      void preparing.then(found => (found.kind === 'failed' ? fail(found.failure) : go()))
    }
    /** What was known may have aged: a password that was changed, a proxy that began to ask. */
    const doubt = async (failure: Failure): Promise<void> => {
      stage = 'doubted'
      const found = (await prepare.gateway(target, wish(true))) ?? { kind: 'ready' }
      if (found.kind === 'signed in') begin()
      else fail(found.kind === 'failed' ? found.failure : failure)
    }
    const hear = (event: BackendEvent) => {
      if (event.type === 'ready') {
        stage = 'ready'
        return after(prepare.relays(target.url, event.ice.servers, wish(false)), () => say(event))
      }
      const fact = event.type === 'told' ? event.fact : null
      if (fact?.type === 'backend.failed' && stage === 'opening' && isTunnelRefused(fact.failure)) {
        return void doubt(fact.failure)
      }
      say(event)
    }

    const preparing = prepare.gateway(target, wish(false))
    after(isOpen(target) ? null : preparing, begin)
    return {
      ...nature,
      start: order => inner?.start(order),
      offer: offer => inner?.offer(offer),
      candidate: candidate => inner?.candidate(candidate),
      endAttempt: attempt => inner?.endAttempt(attempt),
      go: order => inner?.go(order),
      redundancy: wish => inner?.redundancy(wish),
      hold: wish => inner?.hold(wish),
      press: key => inner?.press(key),
      message: message => inner?.message?.(message),
      end: goodbye => inner?.end(goodbye),
      refresh: () => inner?.refresh(),
      doubt: () => inner?.doubt(),
      networkChanged: () => inner?.networkChanged(),
      close: () => {
        over.abort()
        inner?.close()
      },
    }
  }
