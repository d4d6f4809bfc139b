// What the app says of a call beside what others saw of it, figure by figure, each with its bound. Pure; makes no call.
import type { CallReport } from '../../../protocol/report'
import { REGIONS, RELAYS, type Region } from '../addresses'
import type { Profile } from '../profile'
import { type Usage, usagesIn } from '../services/coturn-log'
import { roundTripMs, streamOf } from './packets'
import type { Seen } from './wire'

type Value = number | string | null

export interface Row {
  readonly profile: string
  readonly figure: string
  readonly unit: string
  readonly app: Value
  readonly independent: Value
  /** Who says so. */
  readonly source: string
  readonly difference: number | null
  /** The difference that is still right; null: it must be the same. */
  readonly bound: number | null
  readonly ok: boolean
}

export interface Evidence {
  readonly profile: Profile
  readonly report: CallReport
  readonly seen: Seen
  readonly coturn: Readonly<Record<Region, string>>
  /** Hosts that the proxy opened tunnels to. */
  readonly tunnels: readonly string[]
  /** The longest silence at the desktop from the disturbance on; null where none was made. */
  readonly silenceMs: number | null
  /** Of the policy, per gigabyte. */
  readonly perGb: number
}

/** An allocation that carried less was a standby, or a check. */
const CARRIED_BYTES = 20_000

interface Relayed extends Usage {
  readonly region: Region
}

function relayedBy(coturn: Evidence['coturn']): Relayed | null {
  const all = REGIONS.flatMap(region => usagesIn(coturn[region]).map(usage => ({ ...usage, region })))
  const [most] = all.sort((a, b) => b.peerBytes - a.peerBytes)
  return most !== undefined && most.peerBytes >= CARRIED_BYTES ? most : null
}

/** As `relay/tls eu.relay.viaduct.test, eu, via proxy`. */
const pathText = (kind: string, protocol: string, ...rest: readonly (string | null | false)[]): string =>
  [`${kind}/${protocol}`, ...rest].filter(Boolean).join(', ')

function pathRow({ report, tunnels }: Evidence, relayed: Relayed | null, isSeen: boolean) {
  const { path } = report
  const app =
    path && pathText(path.kind, path.protocol, path.server, path.region, path.viaProxy && 'via proxy')
  if (relayed === null)
    return {
      app,
      independent: isSeen ? pathText('direct', 'udp') : null,
      source: 'coturn, and RTP on the wire',
    }
  const { name, v4 } = RELAYS[relayed.region]
  const viaProxy = tunnels.includes(name) || tunnels.includes(v4)
  const independent = pathText('relay', relayed.protocol, name, relayed.region, viaProxy && 'via proxy')
  return { app, independent, source: `coturn ${relayed.region}, squid` }
}

/** The E-model of G.107, written down once more. */
function mosOf(rttMs: number, bufferMs: number, lostPct: number): number {
  const octaves = Math.max(0, Math.log(Math.max(1, 20 + bufferMs + rttMs / 2) / 100) / Math.log(2))
  const root6 = (value: number): number => Math.exp(Math.log(value) / 6)
  const delay = 25 * root6(1 + octaves ** 6) - 75 * root6(1 + octaves ** 6 / 729) + 50
  const r = Math.max(0, 93.2 - delay - (95 * lostPct) / (lostPct + 20))
  return Math.max(1, 1 - 0.007 * r + 0.00112 * r ** 2 - 7e-6 * r ** 3)
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

export function rowsOf(evidence: Evidence): Row[] {
  const { profile, report, seen, silenceMs } = evidence
  const { quality, durationMs } = report
  const rows: Row[] = []
  const same = (figure: string, app: Value, independent: Value, source: string): void => {
    const ok = app !== null && app === independent
    rows.push({
      profile: profile.name,
      figure,
      unit: '',
      app,
      independent,
      source,
      difference: null,
      bound: null,
      ok,
    })
  }
  const near = (
    figure: string,
    unit: string,
    app: number | null,
    independent: number,
    source: string,
    bound: number,
  ): void => {
    const digits = unit === 'B' ? 0 : 2
    const difference = app === null ? null : rounded(app - independent, digits)
    const ok = difference !== null && Math.abs(difference) <= bound
    rows.push({
      ...{ profile: profile.name, figure, unit, app, source, difference, ok },
      independent: rounded(independent, digits),
      bound: rounded(bound, digits),
    })
  }

  const relayed = relayedBy(evidence.coturn)
  const tagBytes = seen.desk.tagBytes ?? seen.gateway.tagBytes ?? 0
  // Where the desktop's packets are inside a TLS connection, what leaves and reaches the gateway is looked at.
  const atDesk = streamOf(seen.desk, 'in', { forMs: durationMs, tagBytes })
  const agent = atDesk ?? streamOf(seen.gateway, 'out', { forMs: durationMs, tagBytes })
  const path = pathRow(evidence, relayed, atDesk !== null)
  if (silenceMs !== null) {
    const gapMs = Math.max(0, ...report.recoveries.map(recovery => recovery.gapMs))
    near('gap', 'ms', gapMs, silenceMs, "ears on the desktop's wire", 150)
    return rows
  }
  same('path', path.app, path.independent, path.source)
  if (agent === null) return rows
  const { desk, gateway } = seen
  const rest = { forMs: durationMs, fromMs: agent.fromMs, tagBytes }
  const caller = atDesk ? streamOf(desk, 'out', rest) : streamOf(gateway, 'in', rest)
  const wire = atDesk ? "the desktop's wire" : "the gateway's wire"
  const { delayMs = 0, jitterMs = 0, rateKbps = 0, lossPct: setLossPct = 0 } = profile.access

  const trip = atDesk && relayed === null ? roundTripMs(desk, agent.fromMs, durationMs) : null
  const rttMs = trip ?? 2 * delayMs + jitterMs
  const tripBy = trip === null ? 'the delay that is set' : `checks and answers on ${wire}`
  near('round trip', 'ms', quality.rttMs, rttMs, tripBy, 5 + 0.1 * rttMs)
  if (atDesk) near('jitter', 'ms', quality.jitterMs, atDesk.jitterMs, wire, 2 + 0.1 * atDesk.jitterMs)
  const lossPct = atDesk?.lossPct ?? 0
  near('loss', '%', quality.lossPct, lossPct, atDesk ? `sequence numbers on ${wire}` : 'TCP loses none', 0.5)
  if (atDesk && setLossPct > 0)
    near('loss', '%', quality.lossPct, setLossPct, 'the loss that is set', 1 + 0.3 * setLossPct)
  // Where nothing comes late, what did not arrive is what has to be made up, or less.
  if (jitterMs === 0 && rateKbps === 0)
    near('filled in', '%', quality.concealedPct, lossPct, `what did not arrive`, 1 + 0.5 * lossPct)
  near('received', 'kb/s', quality.receivedKbps, agent.kbps, wire, 1 + 0.05 * agent.kbps)
  if (caller) near('sent', 'kb/s', quality.sentKbps, caller.kbps, wire, 1 + 0.05 * caller.kbps)
  const score = mosOf(rttMs, quality.bufferMs ?? 0, quality.concealedPct ?? 0)
  near('MOS', '', quality.mos, score, 'G.107 written once more, of this round trip', 0.1)
  const bytes = relayed?.peerBytes ?? 0
  near(
    'relay bytes',
    'B',
    report.relayBytes,
    bytes,
    relayed ? `coturn ${relayed.region}` : 'no relay carried it',
    3_000 + 0.05 * bytes,
  )
  const cost = (bytes / 1e9) * evidence.perGb
  near(
    'relay cost',
    '',
    report.relayCost?.amount ?? null,
    cost,
    'those bytes, by the price',
    0.01 + 0.1 * cost,
  )
  return rows
}

const shown = (value: Value, unit: string): string => (value === null ? '-' : `${value}${unit && ` ${unit}`}`)
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const HEAD = ['profile', 'figure', 'app', 'independent', 'by', 'difference', 'bound', 'ok']

export const table = (rows: readonly Row[]): string =>
  [
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map(({ profile, figure, unit, app, independent, source, difference, bound, ok }) =>
      line([
        profile,
        figure,
        shown(app, unit),
        shown(independent, unit),
        source,
        shown(difference, ''),
        bound === null ? 'same' : shown(bound, ''),
        ok ? 'yes' : 'NO',
      ]),
    ),
  ].join('\n')
