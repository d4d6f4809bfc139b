// What the network page shows of a check: rows in their final places from the first moment, regions, and the head. Pure.
import { CHECKS, type CheckId } from '../../../protocol/checks'
import type { Check, CheckStatus, NetworkReport } from '../../../protocol/network-report'
import type { Path } from '../../../protocol/report'
import { checkCopy, checkWord, format, words } from '../../copy'
import { ALLOCATION_TRIPS, type Thresholds, type Tone, toneOf } from '../../health'
import { lastReportOf, type NetworkCheck, obstacleOf } from '../../network'

const { check: text } = words

export interface CheckRowView {
  readonly id: CheckId
  readonly name: string
  readonly state: CheckStatus | 'pending'
  /** `bad`: it keeps calls from working, and is not only less than it could be. */
  readonly look: 'ok' | 'warn' | 'no' | 'bad' | 'skipped' | 'pending'
  /** One plain line; empty while nothing is known. */
  readonly meaning: string
  /** What was seen, exact. */
  readonly evidence: string
  /** A time or one word. */
  readonly value: string
}

export const foundBy = (check: NetworkCheck): readonly Check[] => {
  if (check.at === 'done') return check.report.checks
  return check.at === 'none' ? [] : check.checks
}

/** What carries calls, as far as this check has come. */
export function decidedOf(check: NetworkCheck): Pick<NetworkReport, 'verdict' | 'carries'> | null {
  if (check.at === 'done') return check.report
  return check.at === 'running' ? check.decided : null
}

function lookOf({ id, status }: Check, obstacle: Check | null): CheckRowView['look'] {
  if (status === 'failed') return 'bad'
  if (status === 'blocked') return obstacle?.id === id ? 'bad' : 'no'
  return status
}

/** Not looked at because the way ends before it. */
const isBeyond = ({ id, status }: Check, obstacle: Check | null): boolean =>
  status === 'skipped' && obstacle !== null && CHECKS.indexOf(id) > CHECKS.indexOf(obstacle.id)

function rowOf(id: CheckId, check: NetworkCheck): CheckRowView {
  const { name, ...meanings } = checkCopy[id]
  const checks = foundBy(check)
  const found = checks.find(one => one.id === id)
  if (!found) {
    const value = check.at === 'running' ? text.waiting : text.notRun
    return { id, name, state: 'pending', look: 'pending', meaning: '', evidence: '', value }
  }
  const { status, ms, evidence } = found
  const obstacle = decidedOf(check)?.verdict === 'offline' ? obstacleOf(checks) : null
  const common = { id, name, state: status, look: lookOf(found, obstacle), evidence }
  if (isBeyond(found, obstacle)) return { ...common, meaning: text.beyond, value: text.notReached }
  const value = status === 'ok' && ms !== null ? format.wait(ms) : checkWord(id, status)
  return { ...common, meaning: meanings[status], value }
}

/** What people ask about first; of the others they hear when they are not as they should be. */
const HEADLINES: readonly CheckId[] = ['proxy', 'tls', 'inspection', 'stun']

/** Whether a row is worth a place on the first page. */
export const isHeadline = ({ id, look }: CheckRowView): boolean =>
  HEADLINES.includes(id) || look === 'warn' || look === 'no' || look === 'bad'

const SOUND: readonly CheckId[] = ['quality', 'microphone', 'speaker']

export interface CheckList {
  readonly way: readonly CheckRowView[]
  readonly relays: CheckRowView
  readonly sound: readonly CheckRowView[]
}

export function checkListOf(check: NetworkCheck): CheckList {
  const row = (id: CheckId): CheckRowView => rowOf(id, check)
  return {
    way: CHECKS.filter(id => id !== 'relays' && !SOUND.includes(id)).map(row),
    relays: row('relays'),
    sound: SOUND.map(row),
  }
}

/** 0..1 */
export const progressOf = (check: NetworkCheck): number => foundBy(check).length / CHECKS.length

const WAYS = [
  { way: 'udp', name: 'UDP', protocol: 'TURN/UDP', key: 'udpMs' },
  { way: 'tcp', name: 'TCP', protocol: 'TURN/TCP', key: 'tcpMs' },
  { way: 'tls', name: 'TLS', protocol: 'TURNS/TCP', key: 'tlsMs' },
] as const

export interface MatrixView {
  /** `UDP 3478`: with the port where all servers share one. */
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly region: string
    readonly isNearest: boolean
    readonly cells: readonly { readonly way: string; readonly value: string; readonly tone: Tone | null }[]
  }[]
}

function headOf({ name, protocol }: (typeof WAYS)[number], report: NetworkReport): string {
  const ports = new Set(report.kit.filter(row => row.protocol === protocol).map(({ port }) => port))
  const [port] = ports
  return ports.size === 1 ? `${name} ${port}` : name
}

type Region = NetworkReport['regions'][number]

const bestOf = (region: Region): number =>
  Math.min(...WAYS.map(({ way, key }) => (region[key] ?? Number.POSITIVE_INFINITY) / ALLOCATION_TRIPS[way]))

/**
 * There and back to the path's relay, from how long the last check's allocation there took. Null: not checked, or through a proxy,
 * which answers for the relay.
 */
export function checkedLegs(path: Path | null, check: NetworkCheck): readonly number[] | null {
  if (path?.kind !== 'relay' || path.viaProxy) return null
  const found = lastReportOf(check)?.regions.find(one => one.region === path.region)
  const ms = found?.[`${path.protocol}Ms`] ?? null
  return ms === null ? null : [ms / ALLOCATION_TRIPS[path.protocol]]
}

/** The regions of the newest report; while a new check runs, those of the one before wait in their places. Null: none known. */
export function matrixOf(check: NetworkCheck, thresholds?: Thresholds): MatrixView | null {
  const report = lastReportOf(check)
  if (!report || report.regions.length === 0) return null
  const isFresh = check.at === 'done'
  const best = Math.min(...report.regions.map(bestOf))
  const pending = check.at === 'running' ? text.waiting : text.notRun
  return {
    heads: WAYS.map(way => headOf(way, report)),
    rows: report.regions.map(region => ({
      region: region.region,
      isNearest: isFresh && report.regions.length > 1 && Number.isFinite(best) && bestOf(region) === best,
      cells: WAYS.map(({ way, key }) => {
        const ms = region[key]
        if (!isFresh) return { way, value: pending, tone: null }
        if (ms === null) return { way, value: text.noAnswer, tone: null }
        return { way, value: format.wait(ms), tone: toneOf('rttMs', ms / ALLOCATION_TRIPS[way], thresholds) }
      }),
    })),
  }
}
