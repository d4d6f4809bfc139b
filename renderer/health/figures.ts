// From readings to the figures people see: differences over a stretch, never raw counters. Pure.
import type { IceServer } from '../../protocol/ice'
import type { RelayPrice } from '../../protocol/policy'
import type { CallReport, Path, Quality } from '../../protocol/report'
import { mos } from './mos'
import type { LocalCandidate } from './reading'
import type { Stretch } from './stretch'

export const NO_QUALITY: Quality = {
  mos: null,
  rttMs: null,
  jitterMs: null,
  lossPct: null,
  concealedPct: null,
  bufferMs: null,
  sentKbps: null,
  receivedKbps: null,
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : null
const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits))

/** How a stretch was: one second for the panel, the whole call for the report. */
export function qualityOf(stretch: Stretch): Quality {
  const { seconds } = stretch
  if (seconds <= 0) return NO_QUALITY
  const concealedPct = share(stretch.concealedSamples, stretch.samples)
  const rttMs = ratio(stretch.rttMs, stretch.rttReadings)
  const bufferS = ratio(stretch.bufferS, stretch.emitted)
  const bufferMs = bufferS === null ? null : 1000 * bufferS
  const score =
    concealedPct === null || rttMs === null
      ? null
      : mos({ concealedPct, rttMs, jitterBufferMs: bufferMs ?? 0 })
  const kbps = (bytes: number): number | null => rounded((8 * bytes) / 1000 / seconds, 1)
  return {
    mos: rounded(score, 2),
    rttMs: rounded(rttMs, 1),
    jitterMs: rounded(ratio(stretch.jitterMs, stretch.jitterReadings), 1),
    lossPct: rounded(share(stretch.lost, stretch.lost + stretch.received), 2),
    concealedPct: rounded(concealedPct, 2),
    bufferMs: rounded(bufferMs, 1),
    sentKbps: kbps(stretch.bytesOut),
    receivedKbps: kbps(stretch.bytesIn),
  }
}

/** What relayed bytes cost by the organisation's price per gigabyte; null where it names none. */
export const relayCostOf = (bytes: number, price: RelayPrice | null): CallReport['relayCost'] =>
  price && { amount: Number(((bytes / 1e9) * price.perGb).toPrecision(4)), currency: price.currency }

const hostOf = (url: string | null): string | null => url?.match(/^\w+:(\[[^\]]+\]|[^:?]+)/)?.[1] ?? null

/**
 * Round trips in one allocation: TURN asks twice, because the first request has no credentials (RFC 8656, section 7); TCP takes one
 * before (RFC 9293), TLS 1.3 one more (RFC 8446).
 */
export const ALLOCATION_TRIPS = { udp: 2, tcp: 3, tls: 4 } as const

/** Whom an ICE URL names, and over what (RFC 7065); null: no TURN server. */
export function relayOf(url: string): { readonly host: string; readonly protocol: Path['protocol'] } | null {
  const host = /^turns?:/.test(url) ? hostOf(url) : null
  if (host === null) return null
  return { host, protocol: url.startsWith('turns:') ? 'tls' : url.endsWith('=tcp') ? 'tcp' : 'udp' }
}

const asProtocol = (name: string | null): Path['protocol'] =>
  name === 'tcp' || name === 'tls' ? name : 'udp'

/**
 * How the sound travels, from the local candidate of the selected pair (relayProtocol: webrtc-stats, 2024).
 * @param isProxied whether the way to that relay leads through a proxy: statistics show none. Only TCP and TLS go through it.
 */
export function pathOf(
  candidate: LocalCandidate | null,
  servers: readonly IceServer[],
  isProxied: (host: string) => boolean = () => false,
): Path | null {
  if (candidate === null) return null
  const relay = candidate.type === 'relay'
  const server = relay ? hostOf(candidate.url) : null
  const protocol = asProtocol(relay ? candidate.relayProtocol : candidate.protocol)
  const region = servers.find(
    ({ urls }) => server !== null && urls.some(url => hostOf(url) === server),
  )?.region
  return {
    kind: relay ? 'relay' : 'direct',
    protocol,
    server,
    region: region ?? null,
    viaProxy: server !== null && protocol !== 'udp' && isProxied(server),
  }
}

export const isSamePath = (one: Path, other: Path): boolean =>
  one.kind === other.kind && one.protocol === other.protocol && one.server === other.server
