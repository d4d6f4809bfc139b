// One network check from its start to its report: everything at once that does not need another's answer, each told as it comes.
// Bounded: what carries calls is told within a second where the network answers, the whole within 12 s everywhere.
import { randomUUID } from 'node:crypto'
import { CHECKS } from '../../../protocol/checks'
import type { CheckFact } from '../../../protocol/facts'
import type { Check, NetworkReport } from '../../../protocol/network-report'
import { gatewayCause } from '../explain'
import { type Gateway, placeOf } from '../look'
import { type CheckDeps, collect, type Found, TIMES } from './deps'
import { type Greeting, greetingCheck, idleCheck } from './door-checks'
import { gatewayRow, relayRows } from './kit'
import { regionsOf } from './relay-checks'
import { checkRelays, type SoundWays } from './relays'
import { skipped } from './row'
import { soundChecks } from './sound-checks'
import { verdictOf } from './verdict'
import { checkWay } from './way'

const NO_GATEWAY = 'the policy names no agent, so there is no gateway to check'
const NOT_REACHED = 'only the gateway names the relays, and it was not reached'
const OF_GATEWAY = CHECKS.filter(id => id !== 'microphone' && id !== 'speaker')
const OF_RELAYS = ['stun', 'nat', 'relays', 'quality'] as const

async function checkSound({ page, mayListen }: CheckDeps): Promise<readonly Check[]> {
  if (!mayListen()) return soundChecks('not asked')
  return soundChecks(await page.ask({ type: 'sound', boundMs: TIMES.soundMs }, 'sound'))
}

type Ways = Pick<NetworkReport, 'verdict' | 'carries' | 'proxy' | 'regions' | 'kit'>
const NO_WAYS: Ways = { verdict: 'offline', carries: [], proxy: null, regions: [], kit: [] }
type Decided = Pick<Ways, 'verdict' | 'carries'>

async function checkIdle(
  greeted: Greeting,
  quietMs: number | null,
  { cutAfterMs }: CheckDeps,
  found: Found,
): Promise<void> {
  if (quietMs === null) return found(skipped('idle', 'the gateway is on this computer'))
  const quiet = greeted.kind === 'welcomed' ? await greeted.quiet : 'unknown'
  found(idleCheck(quiet, quietMs, cutAfterMs()))
}

async function checkGateway(
  gateway: Gateway,
  deps: CheckDeps,
  found: Found,
  decided: (what: Decided) => void,
): Promise<Ways> {
  const where = placeOf(gateway.url).isSecure ? 'far' : 'on this computer'
  const way = checkWay(gateway, deps, found)
  const quietMs = where === 'far' ? TIMES.quietMs : null
  const greeted = await deps.greet(gateway, { boundMs: TIMES.wayMs, quietMs })
  const signaling = greeted.kind === 'welcomed' ? 'open' : 'shut'
  const decide = (ways: SoundWays): Decided => verdictOf({ signaling, gateway: where, ...ways })
  const nothing: SoundWays = { relays: [], stun: [] }
  if (greeted.kind === 'welcomed') found(greetingCheck(greeted, null))
  else decided(decide(nothing))
  const sound =
    greeted.kind === 'welcomed'
      ? checkRelays(greeted.ice, deps, found, ways => decided(decide(ways)))
      : nothing
  const [seen, ways] = await Promise.all([way, sound, checkIdle(greeted, quietMs, deps, found)])
  const cause = greeted.kind === 'failed' ? (gatewayCause(seen, deps.nowMs()) ?? greeted.failure) : null
  if (greeted.kind === 'failed')
    found(greetingCheck(greeted, cause), ...OF_RELAYS.map(id => skipped(id, NOT_REACHED)))
  const { decision, tunnel } = seen
  return {
    ...decide(ways),
    proxy:
      decision.kind === 'proxy'
        ? {
            decision: decision.text.slice(0, 300),
            auth: schemeOf(tunnel.kind === 'answered' ? tunnel.schemes : []),
          }
        : null,
    regions: regionsOf(ways.relays),
    kit: [gatewayRow(gateway.url, seen, cause), ...relayRows(ways.relays, ways.stun)],
  }
}

const SCHEMES = ['negotiate', 'ntlm', 'digest', 'basic'] as const
/** The one that Chromium would take: the strongest that is offered (net/http/http_auth.cc). */
const schemeOf = (offered: readonly string[]) => SCHEMES.find(scheme => offered.includes(scheme)) ?? null

/** Runs one check. @param gateway null: there is none, and only this computer's sound is checked. Never rejects. */
export async function runCheck(
  gateway: Gateway | null,
  deps: CheckDeps,
  tell: (fact: CheckFact) => void,
): Promise<NetworkReport> {
  const [sinceMs, startedAt] = [performance.now(), new Date(deps.nowMs()).toISOString()]
  const checkId = randomUUID()
  const host = gateway === null ? '' : new URL(gateway.url).host
  tell({ type: 'check.started', checkId, gateway: host })
  const { found, list } = collect(check => tell({ type: 'check.found', checkId, check }))
  const decided = (what: Decided): void => tell({ type: 'check.decided', checkId, ...what })
  const sound = checkSound(deps).then(checks => found(...checks))
  if (gateway === null) {
    found(...OF_GATEWAY.map(id => skipped(id, NO_GATEWAY)))
    decided(NO_WAYS)
  }
  const ways = gateway === null ? NO_WAYS : await checkGateway(gateway, deps, found, decided)
  await sound
  const tookMs = Math.round(performance.now() - sinceMs)
  const report: NetworkReport = { version: 1, startedAt, tookMs, gateway: host, checks: list(), ...ways }
  tell({ type: 'check.finished', checkId, report })
  return report
}
