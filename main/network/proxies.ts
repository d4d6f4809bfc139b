// The proxies of the session that carries calls, made ready for whoever goes through them: primed before, watched meanwhile.
// Joins this folder's parts; Electron's session and requests are handed in by their shapes.

import type { NetworkFact, ProxyFact } from '../../protocol/facts'
import type { IceServer } from '../../protocol/ice'
import type { RequestOutput } from '../../protocol/ipc'
import type { Vault } from '../credentials/vault'
import { handshakeMs } from './handshake'
import { pinned } from './pin'
import { parseDecision } from './probes/decision'
import type { ProxySession, ProxySettings } from './proxy'
import {
  type Credentials,
  createPrimer,
  createProxyAnswers,
  type MakeRequest,
  type MayAsk,
  type ProxyAnswers,
  prime,
  relayAddress,
  relayAddresses,
} from './proxy-auth'
import type { Ready, ReadyWish } from './proxy-auth/primer'
import { watchProxies } from './proxy-watch'

export interface ProxiesDeps {
  /** Decides as the policy and the system say, and carries nothing. */
  readonly session: Pick<ProxySession, 'resolveProxy'> & { forceReloadProxyConfig(): Promise<void> }
  /** Holds the session that carries calls to what was decided; null where the policy, as it is now, has done so. */
  readonly pin: () => ((settings: ProxySettings) => Promise<void>) | null
  readonly makeRequest: MakeRequest
  readonly vault: Pick<Vault, 'get' | 'set' | 'delete'>
  /** The command line's credentials. Where nobody can be asked, `mayAsk` is false too. */
  readonly given: Credentials | null
  readonly mayAsk: boolean
  readonly tell: (fact: ProxyFact) => void
  readonly changed: (fact: NetworkFact) => void
  readonly log: (line: string) => void
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

/** `signal` says how long the addresses are in use: as long they are watched. */
type UseWish = Omit<ReadyWish, 'signal'> & { readonly signal: AbortSignal }

/** A gateway, by the addresses it has. */
interface Addresses {
  readonly url: string
  readonly others?: readonly { readonly url: string }[]
}

type WayToRelay = RequestOutput<'wayToRelay'>

export interface Proxies extends Pick<ProxyAnswers, 'answer' | 'known' | 'tellAgain'> {
  /** Its other addresses are held to their decisions too, and their proxies answered once they are doubted. */
  gateway(target: Addresses, wish: UseWish): Promise<Ready> | null
  /** `gateway`: by whom they were handed out, so it is reached. */
  relays(gateway: string, servers: readonly IceServer[], wish: UseWish): Promise<Ready> | null
  /** Whether the way to this TURN server, an ICE URL, leads through a proxy, and how far away it is. No, where nobody can say. */
  wayToRelay(relay: string): Promise<WayToRelay>
  /** A connection to this gateway was refused by the way to it, in the middle of its use. */
  doubt(url: string): void
  /** Of its addresses or routes. */
  networkChanged(): void
  /** Another proxy was applied: what was decided before holds no more. */
  proxyApplied(): void
  stop(): void
}

/** Tries to take a session up again come several a second; what they doubt is looked at once in this time. */
const DOUBT_MS = 2_000
const READY: Ready = { kind: 'ready' }
/** A proxy stands near: one that takes longer to greet says nothing of the way to it. */
const HANDSHAKE_MS = 2_000

/** The address a proxy is asked for; what is on this computer asks none. */
const addressOf = (url: string): string[] => (url.startsWith('wss:') ? [`https://${new URL(url).host}/`] : [])

export function createProxies(deps: ProxiesDeps): Proxies {
  const { session, nowMs } = deps
  const answers = createProxyAnswers(deps)
  const primer = createPrimer({
    resolveProxy: url => session.resolveProxy(url),
    prime: order => prime({ make: deps.makeRequest, answers }, order),
    nowMs: () => performance.now(),
  })
  const inUse = new Map<AbortSignal, Set<string>>()
  const addresses = (): string[] => [...new Set([...inUse.values()].flatMap(set => [...set]))]
  let held = ''
  /** Before any relay is connected to: see pin.ts. */
  const hold = async (): Promise<void> => {
    const pin = deps.pin()
    if (pin === null) return
    const all = addresses()
    const decisions = await primer.decisions(all)
    // Nobody can say: what held before is the better guess.
    if (decisions.some(decision => decision === '')) return
    const settings = pinned(all.map((address, at) => ({ address, decision: decisions[at] ?? '' })))
    if (all.length === 0 || JSON.stringify(settings) === held) return
    held = JSON.stringify(settings)
    await pin(settings).catch(() => deps.log('the decision of the proxy script could not be applied'))
  }
  const doubted = new Map<string, number>()
  const allowed = (mayAsk: MayAsk): MayAsk => (deps.mayAsk ? mayAsk : 'no')

  const watch = (more: readonly string[], signal: AbortSignal): void => {
    if (!inUse.has(signal)) signal.addEventListener('abort', () => inUse.delete(signal), { once: true })
    if (!signal.aborted) inUse.set(signal, new Set([...(inUse.get(signal) ?? []), ...more]))
  }
  const use = (wanted: readonly string[], wish: UseWish): Promise<Ready> | null => {
    if (wanted.length === 0) return null
    watch(wanted, wish.signal)
    const preparing = primer.ready(wanted, { ...wish, mayAsk: allowed(wish.mayAsk) })
    if (deps.pin() === null) return preparing
    return Promise.all([preparing ?? READY, hold()]).then(([ready]) => ready)
  }
  const again = (wanted: readonly string[], doubt: boolean) =>
    primer.ready(wanted, { mayAsk: allowed('unless declined'), doubt })

  const watcher = watchProxies({
    addresses,
    decisions: primer.decisions,
    reload: () => session.forceReloadProxyConfig(),
    changed: async moved => {
      // Whoever connects anew shall find the way open.
      await hold()
      await again(moved, false)
      deps.changed({ type: 'network.changed', what: 'proxy', atMs: nowMs() })
    },
  })

  return {
    answer: answers.answer,
    known: answers.known,
    tellAgain: answers.tellAgain,
    gateway: ({ url, others = [] }, wish) => {
      const [address] = addressOf(url)
      if (address === undefined) return null
      watch([url, ...others.map(other => other.url)].flatMap(addressOf), wish.signal)
      // Most proxies never ask: signaling finds out by itself, and a call pays nothing. Whoever does not hurry goes first.
      const isSurprise =
        wish.mayAsk === 'yes' && !wish.doubt && deps.given === null && !primer.expects(address)
      if (!isSurprise) return use([address], wish)
      if (held !== '') return hold().then(() => READY)
      void primer.decisions([address])
      return null
    },
    relays: (gateway, servers, wish) =>
      use(relayAddresses(servers), { ...wish, reached: addressOf(gateway) }),
    wayToRelay: async relay => {
      const address = relayAddress(relay)
      const [text = ''] = address === null ? [] : await primer.decisions([address])
      const decision = parseDecision(text)
      if (decision.kind !== 'proxy') return { viaProxy: false, proxyMs: null }
      return { viaProxy: true, proxyMs: await handshakeMs(decision.hop, HANDSHAKE_MS) }
    },
    doubt: url => {
      const [address] = addressOf(url)
      if (address === undefined || nowMs() - (doubted.get(address) ?? 0) < DOUBT_MS) return
      doubted.set(address, nowMs())
      void again([address], true)
    },
    networkChanged: watcher.networkChanged,
    proxyApplied: () => {
      held = ''
      void hold()
      watcher.networkChanged()
    },
    stop: watcher.stop,
  }
}
