// One network check from its start to its report: everything at once that does not need another's answer, each told as it comes.
// Bounded: what carries calls is told within a second where the network answers, the whole within 12 s everywhere.
import { randomUUID } from 'node:crypto'
import type { IceServers } from '../../../protocol/ice'
import type { CheckFact } from '../../../protocol/ipc'
import { CHECKS, type Check, type CheckId, type NetworkReport } from '../../../protocol/network-report'
import type { PageFinding } from '../../../protocol/page-probe'
import { gatewayCause } from '../explain'
import {
  type Gateway,
  gatewaySeen,
  type LookDeps,
  lookAtGateway,
  lookAtRelay,
  lookAtStun,
  placeOf,
  type RelayDeps,
  type RelaySeen,
  type RelayUrl,
  relayUrls,
  within,
} from '../look'
import { type Greeting, greetingCheck, inspectionCheck, tlsCheck, webSocketCheck } from './door-checks'
import { gatewayRow, relayRows } from './kit'
import { natCheck, qualityCheck, regionsOf, relaysCheck, stunCheck } from './relay-checks'
import { skipped } from './row'
import { soundChecks } from './sound-checks'
import { carriesOf, verdictOf } from './verdict'
import { authCheck, clockCheck, connectCheck, nameCheck, portalCheck, proxyCheck } from './way-checks'

export interface CheckDeps extends LookDeps, RelayDeps {
  /** Opens signaling as a call does, and lets go of it. Never rejects. */
  readonly greet: (gateway: Gateway, boundMs: number) => Promise<Greeting>
  /** Whether the microphone may be opened without asking a person. */
  readonly mayListen: () => boolean
}

/** Milliseconds. One after the other they make 4 + 2.5 + 4.5 = 11 s. */
const TIMES = {
  wayMs: 4_000,
  relayMs: 2_500,
  qualityMs: 4_500,
  streamMs: 3_000,
  stunMs: 1_500,
  soundMs: 3_000,
}
/** After the first relay: the others are as near, or blocked. */
const DECIDE_AFTER_MS = 300

type Tell = (fact: CheckFact) => void
type Found = (...checks: readonly Check[]) => void

/** The relays as they come in; resolves `decided` once enough of them are in to say what carries calls. */
function watchRelays(urls: readonly RelayUrl[], deps: CheckDeps, told: (seen: readonly RelaySeen[]) => void) {
  const seen = new Map<RelayUrl, RelaySeen>()
  const list = (): readonly RelaySeen[] => urls.flatMap(url => seen.get(url) ?? [])
  let decide: () => void = () => undefined
  const decided = new Promise<void>(settle => {
    decide = settle
  })
  const each = urls.map(async url => {
    // STUN servers are asked from one socket, all of them.
    const one: RelaySeen =
      url.way === 'stun'
        ? { relay: url, allocatedMs: null, errors: [], way: null }
        : await lookAtRelay(url, deps, TIMES.relayMs)
    seen.set(url, one)
    if (url.way !== 'stun') told(list())
    if (one.allocatedMs !== null) setTimeout(decide, DECIDE_AFTER_MS)
  })
  const all = Promise.all(each).then(list)
  all.then(decide, decide)
  return { decided, list, all }
}

/** Measures through the relays that let us in, the fastest first; two of them cost no more than one. */
async function measure(seen: readonly RelaySeen[], { page }: CheckDeps): Promise<Check> {
  const best = seen
    .filter(({ allocatedMs }) => allocatedMs !== null)
    .toSorted((a, b) => (a.allocatedMs ?? 0) - (b.allocatedMs ?? 0))[0]
  if (best === undefined) return qualityCheck('no relay')
  const { qualityMs: boundMs, streamMs: forMs } = TIMES
  const probe = { type: 'quality' as const, servers: [best.relay.server], boundMs, forMs }
  return qualityCheck((await page.ask(probe, 'quality'))?.quality ?? null)
}

function sound({ page, mayListen }: CheckDeps): Promise<readonly Check[]> {
  if (!mayListen()) return Promise.resolve(soundChecks('not asked'))
  const asked = page.ask({ type: 'sound', boundMs: TIMES.soundMs }, 'sound')
  return asked.then((found: Extract<PageFinding, { type: 'sounded' }> | null) => soundChecks(found))
}

/** The sides of the way, each told as soon as it is seen. */
async function checkWay(gateway: Gateway, deps: CheckDeps, found: Found) {
  const { host } = placeOf(gateway.url)
  const look = lookAtGateway(gateway, deps, TIMES.wayMs)
  look.decision.then(decision => found(proxyCheck({ decision })))
  Promise.all([look.name, look.decision]).then(([name, decision]) =>
    found(nameCheck({ name, decision, host })),
  )
  look.skewMs.then(skewMs => found(clockCheck({ skewMs })))
  const seen = await gatewaySeen(gateway, look, deps.verified, {
    boundMs: TIMES.wayMs + 2_000,
    withUpgrade: false,
  })
  found(connectCheck(seen), authCheck(seen), portalCheck(seen))
  const nowMs = deps.nowMs()
  found(tlsCheck(seen, nowMs), inspectionCheck(seen, nowMs))
  const upgrade = seen.asked.kind === 'answered' ? await within(look.upgrade(), TIMES.wayMs, null) : null
  found(webSocketCheck(upgrade))
  return { ...seen, upgrade }
}

async function checkRelays(
  ice: IceServers,
  gateway: Gateway,
  deps: CheckDeps,
  found: Found,
  decided: (basis: { relays: readonly RelaySeen[]; stun: Awaited<ReturnType<typeof lookAtStun>> }) => void,
) {
  const urls = relayUrls(ice.servers)
  const isHere = !placeOf(gateway.url).isSecure
  const stunAsked = lookAtStun(urls, deps, TIMES.stunMs)
  const relays = watchRelays(urls, deps, seen => found(relaysCheck(seen, deps.nowMs())))
  const early = within(stunAsked, isHere ? TIMES.stunMs : DECIDE_AFTER_MS, [])
  await relays.decided
  decided({ relays: relays.list(), stun: await early })
  const [stun, quality, all] = await Promise.all([stunAsked, measure(relays.list(), deps), relays.all])
  found(relaysCheck(all, deps.nowMs()), stunCheck(stun), natCheck(stun), quality)
  return { relays: all, stun }
}

const NO_GATEWAY = 'the policy names no agent, so there is no gateway to check'
const OF_GATEWAY = CHECKS.filter(id => id !== 'microphone' && id !== 'speaker' && id !== 'idle')
const IDLE = 'seen only by connections that last: a call that is cut says so'

/** Everything that is found, once each, in the order of the page. */
function collect(checkId: string, tell: Tell) {
  const checks = new Map<CheckId, Check>()
  const found: Found = (...news) => {
    for (const check of news) {
      checks.set(check.id, check)
      tell({ type: 'check.found', checkId, check })
    }
  }
  return { found, list: () => CHECKS.flatMap(id => checks.get(id) ?? []) }
}

/** Runs one check. @param gateway null: there is none, and only this computer's sound is checked. Never rejects. */
export async function runCheck(gateway: Gateway | null, deps: CheckDeps, tell: Tell): Promise<NetworkReport> {
  const [sinceMs, startedAt] = [performance.now(), new Date(deps.nowMs()).toISOString()]
  const checkId = randomUUID()
  const host = gateway === null ? '' : new URL(gateway.url).host
  const { found, list } = collect(checkId, tell)
  tell({ type: 'check.started', checkId, gateway: host })
  const sounds = sound(deps).then(checks => found(...checks))
  found(skipped('idle', IDLE))
  const ways = gateway === null ? null : await checkGateway(gateway, checkId, deps, found, tell)
  if (ways === null) found(...OF_GATEWAY.map(id => skipped(id, NO_GATEWAY)))
  await sounds
  const carries = ways?.carries ?? []
  const report: NetworkReport = {
    version: 1,
    startedAt,
    tookMs: Math.round(performance.now() - sinceMs),
    gateway: host,
    verdict: verdictOf(carries),
    carries,
    proxy: ways?.proxy ?? null,
    checks: list(),
    regions: regionsOf(ways?.relays ?? []),
    kit: ways?.kit ?? [],
  }
  if (ways === null) tell({ type: 'check.decided', checkId, verdict: 'offline', carries: [] })
  tell({ type: 'check.finished', checkId, report })
  return report
}

async function checkGateway(gateway: Gateway, checkId: string, deps: CheckDeps, found: Found, tell: Tell) {
  const where = placeOf(gateway.url).isSecure ? 'far' : 'on this computer'
  const decide = (
    relays: readonly RelaySeen[],
    stun: Awaited<ReturnType<typeof lookAtStun>>,
    open: boolean,
  ) => {
    const signaling = open ? 'open' : 'shut'
    const carries = carriesOf({ signaling, gateway: where, relays, stun })
    return { carries, verdict: verdictOf(carries) }
  }
  const greeting = deps.greet(gateway, TIMES.wayMs)
  const way = checkWay(gateway, deps, found)
  const greeted = await greeting
  const open = greeted.kind === 'welcomed'
  if (open) found(greetingCheck(greeted, null))
  const sounds = open
    ? checkRelays(greeted.ice, gateway, deps, found, ({ relays, stun }) =>
        tell({ type: 'check.decided', checkId, ...decide(relays, stun, open) }),
      )
    : { relays: [], stun: [] }
  if (!open) tell({ type: 'check.decided', checkId, ...decide([], [], open) })
  const [seen, { relays, stun }] = await Promise.all([way, sounds])
  const cause = greeted.kind === 'welcomed' ? null : (gatewayCause(seen, deps.nowMs()) ?? greeted.failure)
  if (!open) {
    found(greetingCheck(greeted, cause))
    for (const id of ['stun', 'nat', 'relays', 'quality'] as const)
      found(skipped(id, 'only the gateway names the relays, and it was not reached'))
  }
  const schemes = seen.tunnel.kind === 'answered' ? seen.tunnel.schemes : []
  return {
    ...decide(relays, stun, open),
    relays,
    proxy:
      seen.decision.kind === 'proxy'
        ? { decision: seen.decision.text.slice(0, 300), auth: authOf(schemes) }
        : null,
    kit: [gatewayRow(gateway.url, seen, cause), ...relayRows(relays, stun)],
  }
}

const SCHEMES = ['negotiate', 'ntlm', 'digest', 'basic'] as const
/** The one that Chromium would take (net/http/http_auth.cc: the strongest that is offered). */
const authOf = (offered: readonly string[]) => SCHEMES.find(scheme => offered.includes(scheme)) ?? null
