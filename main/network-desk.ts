// The network room with Electron's hands: its session, resolver, certificates, page and dialog. Joins, and decides nothing.
import { net, type Session, systemPreferences } from 'electron'
import type { BackendFact, CheckFact } from '../protocol/facts'
import type { CallSnapshot } from '../protocol/ipc'
import type { NetworkReport } from '../protocol/network-report'
import type { PageProbe } from '../protocol/page-probe'
import type { Handlers } from './contract'
import type { Place } from './memory'
import {
  type CheckDeps,
  createAsk,
  createBook,
  createExplainer,
  createFingerprint,
  createPageProbes,
  decide,
  type Gateway,
  type Login,
  type Ready,
  readNetwork,
  readSuffix,
  runCheck,
  saveReport,
  signedIn,
} from './network'
import { askForFile } from './save-dialog'

export interface DeskDeps {
  /** The session that carries calls, once its proxy holds. */
  readonly session: Session
  /** Answers a proxy from what is known; a probe asks nobody. */
  readonly login?: Login
  /** Answers the proxy before a gateway from what is known; null: it asks for nothing, as far as is known. */
  readonly signIn: (gateway: Gateway, signal: AbortSignal) => Promise<Ready> | null
  readonly greet: CheckDeps['greet']
  readonly cutAfterMs: CheckDeps['cutAfterMs']
  /** The gateway behind an agent's id; null: there is none, or it is on this computer. */
  readonly gatewayOf: (agentId: string) => Gateway | null
  /** The gateway most likely called next. */
  readonly likely: () => Promise<Gateway | null>
  /** The last report of each network. */
  readonly reports: Place<NetworkReport>
  readonly tellProbe: (probe: PageProbe) => void
  readonly tellCheck: (fact: CheckFact) => void
  /** Unix milliseconds. */
  readonly nowMs: () => number
}

type Requests = 'explainFailure' | 'checkNetwork' | 'lastNetworkReport' | 'saveNetworkReport' | 'answerProbe'

export interface NetworkDesk {
  readonly requests: Pick<Handlers, Requests>
  /** Starts a check of the gateway most likely called next, or joins the running one. */
  check(): void
  /** The name of the network that this computer is in. */
  name(): string
  /** A call reaches for its agent, and what it is told then. */
  opening(call: { readonly callId: string; readonly agentId: string }): void
  told(fact: BackendFact): void
  published(snapshot: CallSnapshot): void
  /** Addresses, routes or the proxy settings may have changed. */
  changed(): void
  /** The page is there, and answers probes. */
  pageStarted(): void
  stop(): void
}

/** Chromium decides about a certificate; this looks on (Electron: -3 takes its verdict). */
const AS_CHROMIUM_SAYS = -3

function lookDeps({ session, login, nowMs, tellProbe }: DeskDeps) {
  const book = createBook()
  session.setCertificateVerifyProc((request, answer) => {
    book.note(request)
    answer(AS_CHROMIUM_SAYS)
  })
  const page = createPageProbes(tellProbe)
  const open = (url: string) =>
    net.request({ url, session, redirect: 'manual', cache: 'no-store', credentials: 'include' })
  const resolve = async (host: string): Promise<string> => {
    const { endpoints } = await session.resolveHost(host)
    // Relays are asked over IPv4 where they have it: that is where NATs are.
    const first = endpoints.find(({ family }) => family === 'ipv4') ?? endpoints[0]
    if (first === undefined) throw new Error('no address')
    return first.address
  }
  const resolveProxy = (url: string) => session.resolveProxy(url)
  return {
    book,
    page,
    decide: (url: string, boundMs: number) => decide(resolveProxy, url, boundMs),
    ask: createAsk(open, login ?? (async () => null)),
    resolve,
    verified: book.of,
    nowMs,
  }
}

/** Where the system has not asked yet, opening the microphone would ask: a check does not. */
const mayListen = (): boolean =>
  process.platform !== 'darwin' || systemPreferences.getMediaAccessStatus('microphone') === 'granted'

export function createNetworkDesk(deps: DeskDeps): NetworkDesk {
  const { session, likely, gatewayOf, tellCheck, reports } = deps
  const look = lookDeps(deps)
  const explainer = createExplainer({ ...look, gatewayOf, cutAfterMs: deps.cutAfterMs })
  const fingerprint = createFingerprint({
    read: readNetwork,
    suffix: readSuffix,
    decide: async () => {
      const gateway = await likely()
      return gateway === null ? '' : session.resolveProxy(gateway.url.replace(/^ws/, 'http'))
    },
  })
  let pageStarted: () => void = () => undefined
  const page = new Promise<void>(settle => {
    pageStarted = settle
  })
  /** What the running check has told, for whoever joins it. */
  let running: CheckFact[] | null = null

  const check = async (gateway: Gateway | null): Promise<void> => {
    await page
    const told: CheckFact[] = []
    running = told
    await fingerprint.settled()
    const network = fingerprint.name()
    const over = new AbortController()
    const ask = await signedIn(look.ask, gateway === null ? null : deps.signIn(gateway, over.signal))
    const { greet, cutAfterMs } = deps
    const report = await runCheck(gateway, { ...look, ask, greet, cutAfterMs, mayListen }, fact => {
      told.push(fact)
      tellCheck(fact)
    })
    over.abort()
    running = null
    // One that began in another network is of neither.
    if (gateway !== null && network === fingerprint.name()) reports.write(report)
  }
  const begin = async (agentId: string | null): Promise<void> => {
    if (running !== null) return running.forEach(tellCheck)
    running = []
    const gateway = agentId === null ? await likely() : gatewayOf(agentId)
    void check(gateway).catch(() => {
      running = null
    })
  }
  const last = async () => {
    await fingerprint.settled()
    return reports.read()
  }

  return {
    requests: {
      explainFailure: explainer.explain,
      checkNetwork: ({ agentId }) => begin(agentId),
      lastNetworkReport: last,
      saveNetworkReport: async (what, window) => {
        const report = await last()
        return report !== null && saveReport(report, what, askForFile(window))
      },
      answerProbe: look.page.answer,
    },
    check: () => void begin(null),
    name: fingerprint.name,
    opening: explainer.opened,
    told: explainer.told,
    published: ({ callId, phase }) => {
      if (phase === 'active') explainer.sounded(callId)
    },
    changed: () => {
      look.book.forget()
      fingerprint.refresh()
    },
    pageStarted: () => pageStarted(),
    stop: explainer.stop,
  }
}
