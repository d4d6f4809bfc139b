// What window and command line share: the handlers behind the contract, and the calls they carry out.
import { join } from 'node:path'
import { app, powerMonitor, session, shell } from 'electron'
import type { NetworkFact } from '../protocol/facts'
import { networkReportSchema } from '../protocol/network-report'
import type { Policy } from '../protocol/policy'
import { createTestAgent, gatewayIn, likelyGateway, listAgents, resolveAgent, targetOf } from './agents'
import { carry } from './carrier'
import { answersAfter, createAnswer, type Handlers, tellWindow } from './contract'
import { createConversationDesk } from './conversation-desk'
import { createHistoryDesk } from './history-desk'
import { createLinkDesk } from './links'
import { logTransition } from './log'
import { createNetworkMemory, openMemoryFile } from './memory'
import {
  createProxies,
  createStaleWatch,
  hasWayOut,
  isOwnAddress,
  readNetwork,
  watchNetwork,
} from './network'
import { createNetworkDesk } from './network-desk'
import { PATHS } from './paths'
import { createPolicyDesk } from './policy-desk'
import { createPreferences } from './preferences'
import { createSecretsDesk } from './secrets-desk'
import type { ServiceOptions, Services } from './service-shapes'
import {
  createCalls,
  createHabits,
  createKeeping,
  createLasting,
  createRegionBook,
  doubting,
  greet,
} from './signaling'
import { createSnapshots } from './snapshots'
import { consentOf, keptBy, limitPorts, shownOf } from './use-policy'
import { chooseGateway, warmUp, watchFocus } from './warmth'
import { askForMicrophone, controlWindow, settingsOpener, watchVisibility } from './window'

/** Enough to tell which gateway is called next. */
const RECENT_MAX = 50
/** What a network lets through changes from day to day. */
const REPORT_KEPT_MS = 24 * 3_600_000

export function createServices(options: ServiceOptions): Services {
  const { window, log, call, published, finished, checked } = options
  const policies = createPolicyDesk({
    start: options.policy,
    isBusy: () => snapshots.orphan() !== null,
    changed: (now, before) => policyChanged(now, before),
    log: line => log('info', line),
  })
  const policy = policies.now
  const snapshots = createSnapshots(() => nowMs())
  const agent = createTestAgent(PATHS.testAgent)
  const links = createLinkDesk({ policy, tell: command => tellWindow(window(), 'command', command) })
  const resolve = (agentId: string) =>
    links.resolve(agentId) ?? resolveAgent(policy(), agentId, tokens.tokenFor)
  const nowMs = () => performance.timeOrigin + performance.now()
  const gatewayOf = (agentId: string) => gatewayIn(resolve(agentId))
  const conversation = createConversationDesk({
    mayShowCaptions: () => policy().captions.show,
    tell: fact => tellWindow(window(), 'conversationFact', fact),
    send: message => calls.message(message),
    keepRating: (callId, rating) => history.rate(callId, rating),
    sendRating: (agentId, rating) => keeping.say(gatewayOf(agentId), { type: 'call.rating', ...rating }),
  })
  const history = createHistoryDesk({
    folder: join(app.getPath('userData'), 'history'),
    policy,
    told: policies.told,
    conversation,
    finished,
    nowMs,
    log,
  })
  const memory = createNetworkMemory({
    network: () => desk.name(),
    nowMs,
    ...openMemoryFile(join(app.getPath('userData'), 'networks.json')),
  })
  const { proxied, apply, decided, ...carrier } = carry(policy().proxy, log, memory)
  const secrets = createSecretsDesk({ policy, proxied, proxies: () => proxies, log, nowMs })
  const { vault, tokens, relays } = secrets
  const recent = tokens.asked.then(() => history.recent(RECENT_MAX))
  const desk = createNetworkDesk({
    session: session.defaultSession,
    login: info => proxies.known(info),
    signIn: (gateway, signal) => proxies.gateway(gateway, { mayAsk: 'no', signal }),
    greet: (gateway, bounds) => greet(gateway, line, bounds),
    cutAfterMs: () => lasting.cutAfterMs(),
    gatewayOf,
    likely: async () => {
      const [called] = await Promise.all([recent.catch(() => []), proxied])
      const url = likelyGateway(policy(), called) ?? policy().agents[0]?.url
      return url === undefined ? null : targetOf(policy(), url, tokens.tokenFor)
    },
    reports: memory.place('network-report', networkReportSchema, REPORT_KEPT_MS),
    tellProbe: probe => tellWindow(window(), 'pageProbe', probe),
    tellCheck: fact => {
      tellWindow(window(), 'checkFact', fact)
      checked(fact)
    },
    nowMs,
  })
  const book = createRegionBook({ memory, nowMs })
  const replacePage = () => {
    const again = snapshots.pageGone() === 'again'
    const orphan = snapshots.orphan()
    if (!again && orphan !== null) {
      calls.endBackend({ callId: orphan, reason: 'page gone' })
      history.abandon(orphan)
    }
    window()?.webContents.reload()
    return again
  }
  const stale = createStaleWatch({
    isOwn: address => isOwnAddress(address, readNetwork()),
    hasWayOut: () => hasWayOut(readNetwork()),
    stale: () => {
      log('warn', 'the page sees no address of this network')
      replacePage()
    },
  })
  const proxies = createProxies({
    ...decided,
    vault,
    given: options.proxyCredentials,
    mayAsk: !options.headless,
    tell: fact => tellWindow(window(), 'proxyFact', fact),
    changed: fact => networkChanged(fact),
    log: text => log('warn', text),
    nowMs,
  })
  const lasting = createLasting(memory)
  const line = {
    ...carrier,
    reopenTransport: doubting(carrier.reopenTransport, proxies.doubt),
    habits: createHabits(memory, nowMs),
    lasting,
    relays,
    client: { name: 'viaduct', version: app.getVersion() },
    log: (text: string) => log('info', text),
  }
  const keeping = createKeeping({
    line,
    ...keptBy(policy(), options.headless),
    targetOf: url => targetOf(policy(), url, tokens.tokenFor),
    tell: fact => tellWindow(window(), 'spareFact', fact),
    learn: book.learn,
    records: book.records,
    prepare: (target, signal) => proxies.gateway(target, { mayAsk: 'no', signal }),
    idleMs: () => powerMonitor.getSystemIdleTime() * 1000,
    nowMs,
  })
  const calls = createCalls({
    resolveAgent: resolve,
    startBuiltIn: agent.start,
    ...line,
    book,
    stale,
    prepare: proxies,
    forcedRoute: () => policy().routes.force,
    consent: () => consentOf(policy(), options.headless),
    opening: desk.opening,
    emit: fact => {
      desk.told(fact)
      tellWindow(window(), 'backendFact', fact)
      conversation.happened(fact)
    },
    said: conversation.said,
    nowMs,
    warm: keeping,
  })
  warmUp(keeping, { policy: policy(), power: powerMonitor, recent })
  /** Nobody calls: nothing that is in use changes under anybody. */
  const policyChanged = (now: Policy, before: Policy): void => {
    log('info', 'the policy changed')
    secrets.policyChanged(now)
    limitPorts(window(), now)
    if (JSON.stringify(now.proxy) !== JSON.stringify(before.proxy))
      void apply(now.proxy).then(proxies.proxyApplied)
    keeping.happened({ type: 'policy.changed', ...keptBy(now, options.headless) })
    history.policyChanged()
    chooseGateway(keeping, now, history.recent(RECENT_MAX))
    tellWindow(window(), 'policyFact', { type: 'policy.changed', ...shownOf(now) })
  }
  const networkChanged = (fact: NetworkFact): void => {
    log('info', `network changed: ${fact.what}`)
    desk.changed()
    if (fact.what !== 'proxy') {
      stale.networkChanged()
      proxies.networkChanged()
    }
    tellWindow(window(), 'networkFact', fact)
    calls.networkChanged()
    keeping.happened({ type: 'network.changed' })
  }
  const network = watchNetwork({ read: readNetwork, nowMs, emit: networkChanged })
  powerMonitor.on('resume', network.woke)

  const handlers: Handlers = {
    startApp: () => {
      keeping.happened({ type: 'page.started' })
      proxies.tellAgain()
      links.pageStarted()
      desk.pageStarted()
      return {
        version: app.getVersion(),
        runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
        platform: process.platform,
        call,
        headless: options.headless,
        ...shownOf(policy()),
        rejoin: snapshots.rejoin(),
      }
    },
    listAgents: () => listAgents(policy()),
    readPolicy: policies.report,
    askMicrophone: askForMicrophone,
    ...calls,
    ...keeping.requests,
    answerProxy: proxies.answer,
    wayToRelay: ({ server }) => proxies.wayToRelay(server),
    ...desk.requests,
    publishCall: snapshot => {
      if (snapshots.take(snapshot) === 'detail') return
      logTransition(log, snapshot)
      desk.published(snapshot)
      published(snapshot)
    },
    ...history.requests,
    ...links.requests,
    ...createPreferences(join(app.getPath('userData'), 'preferences.json')),
    ...conversation.requests,
    controlWindow: (control, own) => controlWindow(own, control),
    openSystemSettings: settingsOpener(address => shell.openExternal(address), process.platform),
  }

  const opened = window()
  if (opened !== null) {
    limitPorts(opened, policy())
    watchFocus(opened, keeping)
    watchVisibility(opened, fact => tellWindow(opened, 'windowFact', fact))
    opened.once('closed', calls.closeAll)
  }
  policies.start()

  const answer = createAnswer(handlers, ({ channel, why, where }) =>
    log('warn', `ipc ${channel} refused: ${[why, where].filter(Boolean).join(' of ')}`),
  )
  const gate = call === null ? proxied : Promise.all([proxied, secrets.ready]).then(() => undefined)
  return {
    answer: answersAfter(gate, answer),
    replacePage,
    checkNetwork: desk.check,
    takeLink: links.opened,
    stop: async () => {
      policies.stop()
      network.stop()
      proxies.stop()
      desk.stop()
      stale.stop()
      keeping.stop()
      calls.closeAll()
      secrets.stop()
      await Promise.all([agent.stop(), history.stop()])
    },
  }
}
