// What the failed screen shows: which layers held, and the block for IT. Pure.
import { FAILURES, type Layer } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import type { KitRow, NetworkReport } from '../../../protocol/network-report'
import type { Dialed, Ended } from '../../call'
import {
  failureCopy,
  format,
  type ItRow,
  itText,
  kitRequest,
  kitText,
  kitWish,
  proxyText,
  routePhrase,
  words,
} from '../../copy'
import { lastReportOf } from '../../network'
import type { AppState } from '../props'

const { failed: text } = words

const CHECKED = ['microphone', 'signaling', 'relay', 'agent'] as const satisfies readonly Layer[]
type Checked = (typeof CHECKED)[number]

export interface LayerView {
  readonly layer: Checked
  readonly state: 'ok' | 'bad' | 'skipped'
  readonly word: string
}

/** The four legs of a call, told from facts: a leg that worked says so even when an earlier one failed later. */
export function layersOf(call: Ended, failure: Failure): readonly LayerView[] {
  const broken = FAILURES[failure.name].layer
  const held: Record<Checked, boolean> = {
    microphone: call.microphone === 'open',
    signaling: call.backend !== null,
    relay: call.attempts.some(({ connectedAtMs }) => connectedAtMs !== null),
    agent: call.answeredAtMs !== null,
  }
  return CHECKED.map(layer => {
    if (layer === broken) return { layer, state: 'bad', word: failureCopy(failure).observed }
    if (held[layer]) return { layer, state: 'ok', word: text.layerOk[layer] }
    return { layer, state: 'skipped', word: layer === 'microphone' ? text.notUsed : text.notReached }
  })
}

/** The IT block is folded where there is nothing for IT to open. */
export const isFolded = (failure: Failure): boolean => {
  const { layer } = FAILURES[failure.name]
  return layer === 'microphone' || layer === 'agent'
}

export const isOfNetwork = (failure: Failure): boolean => {
  const { layer } = FAILURES[failure.name]
  return layer === 'signaling' || layer === 'relay'
}

/** Systems whose page about the microphone can be opened from here (main/window/settings.ts). */
const WITH_SETTINGS = new Set<string | undefined>(['win32', 'darwin'])
const isRefused = ({ name }: Failure): boolean => name === 'microphone_denied'

/** Whether the page of the system's settings is what the person needs, and can be opened. */
export const opensSettings = (failure: Failure, platform: string | undefined): boolean =>
  isRefused(failure) && WITH_SETTINGS.has(platform)

/** What to do next; where no page can be opened, in the words of a system without one. */
export const todoFor = (
  failure: Failure,
  platform: string | undefined,
  actions: readonly string[],
): readonly string[] =>
  isRefused(failure) && platform === 'linux' ? [text.microphoneOnLinux, ...actions.slice(1)] : actions

const hostOf = ({ agents }: AppState, { agentId }: Dialed): string | null =>
  agents?.find(({ id }) => id === agentId)?.host ?? null

const withoutPort = (host: string): string => host.replace(/:\d+$/, '')

/** Older than this when the call ended, a report tells of another time. */
const FRESH_MS = 30 * 60_000

/** The network report that this failure is about: of the same gateway, and of the same half hour. */
export function reportFor(state: AppState, call: Ended, failure: Failure): NetworkReport | null {
  const report = lastReportOf(state.check)
  const host = hostOf(state, call)
  if (!report || host === null || !isOfNetwork(failure)) return null
  if (withoutPort(report.gateway) !== withoutPort(host)) return null
  return Math.abs(call.endedAtMs - Date.parse(report.startedAt)) < FRESH_MS ? report : null
}

function tried(call: Ended): string | null {
  const attempts = call.attempts.map(({ n, route, connectedAtMs }) => {
    const say = connectedAtMs === null ? words.report.notConnected : words.report.connected
    return say({ n, route: routePhrase[route] })
  })
  return attempts.length > 0 ? attempts.join('; ') : null
}

/** What the check saw of this very failure. */
const evidenceOf = (report: NetworkReport | null, { name }: Failure): string | null =>
  report?.checks.find(check => check.failure === name)?.evidence ?? null

type MaybeRow = readonly [label: string, value: string | null]

const known = (rows: readonly MaybeRow[]): readonly ItRow[] =>
  rows.flatMap(([label, value]): readonly ItRow[] => (value ? [[label, value]] : []))

export interface ItView {
  readonly facts: readonly ItRow[]
  /** Every host that calls need here, as the check saw it; empty where there was no check. */
  readonly hosts: readonly KitRow[]
  readonly asks: readonly ItRow[]
}

/** Exact, never softened: only facts, and only those that are known. */
export function itViewOf(state: AppState, call: Ended, failure: Failure): ItView {
  const { code, detail, request } = failureCopy(failure).it
  const report = reportFor(state, call, failure)
  const kit = report?.kit ?? []
  const facts: readonly MaybeRow[] = [
    [text.rows.code, code],
    [text.rows.when, format.stamp(call.endedAtMs)],
    [text.rows.detail, detail ?? evidenceOf(report, failure)],
    [text.rows.gateway, hostOf(state, call)],
    [text.rows.proxy, report && proxyText(report)],
    [text.rows.signaling, call.backend && `${call.backend.name}, ${format.wait(call.backend.signalingMs)}`],
    [text.rows.tried, tried(call)],
  ]
  const asks: readonly MaybeRow[] = [
    [text.rows.request, kitRequest(kit) ?? request],
    [text.rows.wish, kitWish(kit)],
    [text.rows.checked, report && format.stamp(Date.parse(report.startedAt))],
    [text.rows.app, state.app && `Viaduct ${state.app.version}, ${state.app.platform}`],
    [text.rows.callId, call.callId],
  ]
  return { facts: known(facts), hosts: kit, asks: known(asks) }
}

/** The block as text to paste. */
export const itViewText = ({ facts, hosts, asks }: ItView): string =>
  [itText(facts), ...(hosts.length > 0 ? [kitText(hosts)] : []), itText(asks)].join('\n\n')
