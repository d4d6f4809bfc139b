// From readings to the figures people see: differences over a stretch, never raw counters. Pure.
import type { IceServer } from '../../protocol/ice'
import type { Path, Quality } from '../../protocol/report'
import { mos } from './mos'
import type { LocalCandidate, Reading } from './reading'

export const NO_QUALITY: Quality = {
  mos: null,
  rttMs: null,
  jitterMs: null,
  lossPct: null,
  concealedPct: null,
  sentKbps: null,
  receivedKbps: null,
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))
const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : null

/** The quality between two readings of one peer: of one second for the panel, of the whole call for the report. */
export function qualityBetween(from: Reading, to: Reading): Quality {
  const seconds = (to.atMs - from.atMs) / 1000
  if (seconds <= 0) return NO_QUALITY
  const lost = Math.max(0, to.packetsLost - from.packetsLost)
  const received = Math.max(0, to.packetsReceived - from.packetsReceived)
  /** A peer may be given another stream, whose counters begin anew. */
  const kbps = (bytes: number): number => round((8 * Math.max(0, bytes)) / 1000 / seconds, 1)
  const lossPct = share(lost, lost + received)
  const concealedPct = share(to.concealedSamples - from.concealedSamples, to.totalSamples - from.totalSamples)
  const emitted = to.jitterBufferEmitted - from.jitterBufferEmitted
  const jitterBufferMs =
    emitted > 0 ? (1000 * (to.jitterBufferDelayS - from.jitterBufferDelayS)) / emitted : 0
  const score =
    concealedPct === null || to.rttMs === null ? null : mos({ concealedPct, rttMs: to.rttMs, jitterBufferMs })
  return {
    mos: score === null ? null : round(score, 2),
    rttMs: to.rttMs === null ? null : round(to.rttMs, 1),
    jitterMs: to.jitterMs === null ? null : round(to.jitterMs, 1),
    lossPct: lossPct === null ? null : round(lossPct, 2),
    concealedPct: concealedPct === null ? null : round(concealedPct, 2),
    sentKbps: kbps(to.bytesSent - from.bytesSent),
    receivedKbps: kbps(to.bytesReceived - from.bytesReceived),
  }
}

const hostOf = (url: string | null): string | null => url?.match(/^\w+:(\[[^\]]+\]|[^:?]+)/)?.[1] ?? null
const asProtocol = (name: string | null): Path['protocol'] =>
  name === 'tcp' || name === 'tls' ? name : 'udp'

/** How the sound travels, from the local candidate of the selected pair (relayProtocol: webrtc-stats, 2024). */
export function pathOf(candidate: LocalCandidate | null, servers: readonly IceServer[]): Path | null {
  if (candidate === null) return null
  const relay = candidate.type === 'relay'
  const server = relay ? hostOf(candidate.url) : null
  const region = servers.find(
    ({ urls }) => server !== null && urls.some(url => hostOf(url) === server),
  )?.region
  return {
    kind: relay ? 'relay' : 'direct',
    protocol: asProtocol(relay ? candidate.relayProtocol : candidate.protocol),
    server,
    region: region ?? null,
    viaProxy: false,
  }
}
