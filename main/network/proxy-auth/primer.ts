// Which proxies need nothing more: a call that goes through one of them pays nothing, and the first one through any other is
// primed beforehand. Knows the session by its resolver. Must not know calls or signaling.
import type { Failure } from '../../../protocol/failure'
import type { Wish } from './answers'
import type { MayAsk } from './machine'
import type { Primed, PrimeOrder } from './prime'

export interface PrimerDeps {
  /** The session's resolver: Chromium's list for an `https:` address, such as `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>
  readonly prime: (order: PrimeOrder) => Promise<Primed>
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number
}

/** What somebody who wants to reach addresses allows and hears. */
export interface ReadyWish {
  readonly mayAsk: MayAsk
  /** A person is asked, or a keyring: it takes as long as it takes. */
  readonly asking?: () => void
  readonly asked?: () => void
  readonly signal?: AbortSignal
  /** What was known is in doubt: a connection through it just failed. */
  readonly doubt?: boolean
  /** Addresses that are being used: whatever they go through needs nothing. */
  readonly reached?: readonly string[]
}

/** `signed in`: a proxy took credentials that it did not know before. A failure says why nothing will get through. */
export type Ready =
  | { readonly kind: 'ready' | 'signed in' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface Primer {
  /** Resolves when connections to these `https:` addresses meet no 407; null: they do not now. Never rejects. */
  ready(urls: readonly string[], wish: ReadyWish): Promise<Ready> | null
  /** Whether the proxy on the way to an address has asked before, and was not satisfied since. */
  expects(url: string): boolean
  /** How these addresses are reached, for whoever watches; remembered for the next `ready`. */
  decisions(urls: readonly string[]): Promise<readonly string[]>
}

/** A proxy that has said nothing by then is not waited for: most never ask, and the connection itself will tell. */
const SILENT_MS = 1_000
/** The resolver is asked again after this; whoever watches does so before. */
const FRESH_MS = 5_000
const DIRECT = /^\s*DIRECT\b/i
const SEALED = /^\s*HTTPS\b/i

const READY: Ready = { kind: 'ready' }

interface Flight {
  readonly landed: Promise<Primed>
  readonly wishes: Set<ReadyWish>
  readonly abort: () => void
  clock: 'runs' | 'stands'
  /** What the wishes allowed when the proxy asked; null: it has not. */
  bound: MayAsk | null
}

const RANK: Readonly<Record<MayAsk, number>> = { no: 0, 'unless declined': 1, yes: 2 }
const boldest = (wishes: Iterable<ReadyWish>): MayAsk =>
  [...wishes]
    .map(({ mayAsk }) => mayAsk)
    .reduce((one, other) => (RANK[other] > RANK[one] ? other : one), 'no')

const pause = (ms: number): Promise<null> => new Promise(resolve => setTimeout(resolve, ms, null).unref())

export function createPrimer({ resolveProxy, prime, nowMs }: PrimerDeps): Primer {
  /** Decisions whose proxies let us through. */
  const open = new Set<string>()
  /** Decisions whose proxies have asked. */
  const asking = new Set<string>()
  const decided = new Map<string, { readonly decision: string; readonly atMs: number }>()
  const flights = new Map<string, Flight>()
  const isOpen = (decision: string): boolean => decision === '' || DIRECT.test(decision) || open.has(decision)

  const decide = async (url: string): Promise<string> => {
    // Empty: nobody can say. A script that hangs, or cannot be had, shall not hold up a call: what it stands for is found by the connection itself.
    const decision = await Promise.race([resolveProxy(url).catch(() => null), pause(SILENT_MS)])
    if (decision === null || decision.trim() === '') return ''
    decided.set(url, { decision, atMs: nowMs() })
    return decision
  }
  const isKnown = (url: string): boolean => {
    const known = decided.get(url)
    return known !== undefined && nowMs() - known.atMs < FRESH_MS && isOpen(known.decision)
  }

  const takeOff = (decision: string, url: string): Flight => {
    const controller = new AbortController()
    const wishes = new Set<ReadyWish>()
    const clock = (what: Flight['clock']) => (): void => {
      if (flight.clock === what) return
      flight.clock = what
      for (const wish of wishes) (what === 'stands' ? wish.asking : wish.asked)?.()
    }
    const wish: Wish = {
      mayAsk: () => {
        flight.bound = boldest(wishes)
        asking.add(decision)
        return flight.bound
      },
      asking: clock('stands'),
      asked: clock('runs'),
    }
    const flight: Flight = {
      wishes,
      abort: () => controller.abort(),
      clock: 'runs',
      bound: null,
      landed: Promise.resolve()
        .then(() => prime({ url, isSealed: SEALED.test(decision), wish, signal: controller.signal }))
        .then(primed => {
          flights.delete(decision)
          if (primed.kind === 'through' || primed.kind === 'signed in') open.add(decision)
          return primed
        }),
    }
    flights.set(decision, flight)
    return flight
  }

  /** Joins the request that is under way through this proxy, or sends it. */
  const join = async (decision: string, url: string, wish: ReadyWish): Promise<Ready> => {
    const flight = flights.get(decision) ?? takeOff(decision, url)
    flight.wishes.add(wish)
    if (flight.clock === 'stands') wish.asking?.()
    const leave = (): void => {
      flight.wishes.delete(wish)
      if (flight.wishes.size === 0) flight.abort()
    }
    wish.signal?.addEventListener('abort', leave, { once: true })
    const silence = async (): Promise<null> => {
      await pause(SILENT_MS)
      return flight.bound === null ? null : await flight.landed.then(() => null)
    }
    const primed = await Promise.race([flight.landed, silence()])
    wish.signal?.removeEventListener('abort', leave)
    if (primed?.kind === 'signed in') return { kind: 'signed in' }
    if (primed?.kind !== 'failed') return READY
    // Given up on behalf of somebody who may not ask: we may.
    const isBolder = RANK[wish.mayAsk] > RANK[flight.bound ?? 'yes']
    return isBolder && wish.signal?.aborted !== true ? join(decision, url, wish) : primed
  }

  const readyFor = async (urls: readonly string[], wish: ReadyWish): Promise<Ready> => {
    const found = await Promise.all(urls.map(async url => [await decide(url), url] as const))
    const first = new Map<string, string>()
    for (const [decision, url] of found) if (!first.has(decision)) first.set(decision, url)
    for (const url of wish.reached ?? []) open.add(decided.get(url)?.decision ?? (await decide(url)))
    if (wish.doubt) for (const decision of first.keys()) open.delete(decision)
    const needed = [...first].filter(([decision]) => !isOpen(decision))
    const all = await Promise.all(needed.map(([decision, url]) => join(decision, url, wish)))
    return all.find(({ kind }) => kind === 'failed') ?? all.find(({ kind }) => kind === 'signed in') ?? READY
  }

  return {
    ready: (urls, wish) => (!wish.doubt && urls.every(isKnown) ? null : readyFor(urls, wish)),
    expects: url => {
      const decision = decided.get(url)?.decision
      return decision !== undefined && asking.has(decision) && !open.has(decision)
    },
    decisions: urls => Promise.all(urls.map(decide)),
  }
}
