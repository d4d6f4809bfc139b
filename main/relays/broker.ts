// Keeps a set of short-lived relay credentials at hand: asks the organisation's address, early and again, and never writes down what it says.
// Must not know who carries the asking, nor calls.
import type { IceServers } from '../../protocol/ice'
import { normalise, type Refusal, type Wishes } from './normalise'
import { type RawSet, readAnswer, readLinks } from './shapes'

/** An answer over HTTPS, its body read. */
export interface Fetched {
  readonly status: number
  readonly body: string
  readonly link: string | null
}

export interface Source extends Wishes {
  /** `https:` */
  readonly url: string
}

export interface BrokerDeps {
  /** Rejects where nothing came. `token`: asked of the vault. */
  readonly fetch: (url: string, token: string | undefined, signal: AbortSignal) => Promise<Fetched>
  readonly tokenFor: (host: string) => Promise<string | undefined>
  /** Told in one word why there is no set; never what was in it. */
  readonly log: (line: string) => void
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

export interface Broker {
  /** The source from now on; null: relays are the gateway's. The same one again changes nothing. */
  use(source: Source | null): void
  /** The gateway's servers, or the organisation's in their place where they are at hand and good. */
  over(ice: IceServers): IceServers
  /** Resolves when the source of now has been asked once, however that went. */
  asked(): Promise<void>
  stop(): void
}

const PATIENCE_MS = 5_000
/** A call begun with a set must find it good for its first rotation: asked again after half of its life. */
const EARLY = 0.5
const RETRY_MIN_MS = 5_000
const RETRY_MAX_MS = 300_000
const REFRESH_MIN_MS = 10_000
/** Credentials that end sooner open nothing for a call that begins now. */
const GOOD_MS = 30_000

type Answer = { readonly kind: 'set'; readonly raw: RawSet } | { readonly kind: 'none'; readonly why: string }

function readFetched({ status, body, link }: Fetched): Answer {
  if (status < 200 || status > 299) return { kind: 'none', why: `status ${status}` }
  const links = readLinks(link ?? '')
  if (links.servers.length > 0) return { kind: 'set', raw: links }
  try {
    const raw = readAnswer(JSON.parse(body))
    return raw === null ? { kind: 'none', why: 'no known shape' } : { kind: 'set', raw }
  } catch {
    return { kind: 'none', why: 'no JSON' }
  }
}

/** Nothing is asked before `use`. */
export function createBroker({ fetch, tokenFor, log, nowMs }: BrokerDeps): Broker {
  let source: Source | null = null
  let set: (IceServers & { readonly expiresAtMs: number }) | null = null
  let first: Promise<void> = Promise.resolve()
  let next: NodeJS.Timeout | undefined
  let over = new AbortController()
  let failures = 0

  const get = async (from: Source, signal: AbortSignal): Promise<string | Refusal | null> => {
    const token = await tokenFor(new URL(from.url).host)
    const answer = readFetched(
      await fetch(from.url, token, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])),
    )
    if (answer.kind === 'none') return answer.why
    const judged = normalise(answer.raw, from, nowMs())
    if (judged.kind === 'refused') return judged.why
    if (!signal.aborted) set = judged.set
    return null
  }
  const ask = async (from: Source, signal: AbortSignal): Promise<void> => {
    const why = await get(from, signal).catch(() => 'no answer')
    if (signal.aborted) return
    failures = why === null ? 0 : failures + 1
    if (why !== null) log(`relays of ${new URL(from.url).host}: ${why}`)
    const restMs = set === null || why !== null ? 0 : (set.expiresAtMs - nowMs()) * EARLY
    const retryMs = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(10, failures - 1))
    next = setTimeout(() => void ask(from, signal), why === null ? Math.max(REFRESH_MIN_MS, restMs) : retryMs)
    next.unref()
  }
  const stop = (): void => {
    over.abort()
    clearTimeout(next)
    set = null
  }

  return {
    use(wanted) {
      if (JSON.stringify(wanted) === JSON.stringify(source)) return
      stop()
      source = wanted
      failures = 0
      over = new AbortController()
      first = wanted === null ? Promise.resolve() : ask(wanted, over.signal)
    },
    over: ice => {
      if (set === null || set.expiresAtMs - nowMs() < GOOD_MS) return ice
      return { servers: set.servers, expiresAtMs: set.expiresAtMs }
    },
    asked: () => first,
    stop,
  }
}
