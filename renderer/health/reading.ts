// One reading of a peer connection's statistics, as plain numbers. Pure: takes the report, returns counters.

export interface Reading {
  readonly atMs: number
  readonly rttMs: number | null
  readonly jitterMs: number | null
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly bytesReceived: number
  readonly bytesSent: number
  readonly packetsSent: number
  /** What the far end reports of our packets (RTCP receiver reports); null until its first report. */
  readonly acknowledged: Acknowledged | null
  readonly concealedSamples: number
  readonly totalSamples: number
  /** Seconds spent in the jitter buffer, summed over `emitted` samples. */
  readonly jitterBufferDelayS: number
  readonly jitterBufferEmitted: number
  /** Seconds from the jitter buffer to the speaker, summed over `playoutSamples` (webrtc-stats, section on media-playout). */
  readonly playoutDelayS: number
  readonly playoutSamples: number
  /** Redundancy (RED, or FEC in Opus) that came with the sound, and what of it was thrown away unneeded. */
  readonly redundantPackets: number
  readonly redundantUnused: number
  /** Everything on the wire, both ways: RTP with its headers, RTCP, checks. What a relay bills, but for its own framing. */
  readonly bytesCarried: number
  /** Sums of squared level over time: they grow only while there is sound. */
  readonly agentEnergy: number
  readonly microphoneEnergy: number
  /** 0..1, as of now; null where there is no sound to measure. */
  readonly agentLevel: number | null
  readonly microphoneLevel: number | null
  readonly candidate: LocalCandidate | null
}

export interface Acknowledged {
  /** Of the stretch between its last two reports, 0..1 (RFC 3550, section 6.4.1). */
  readonly fractionLost: number
  readonly packetsLost: number
  /** How many round trips were measured from reports: it grows while reports come. */
  readonly reports: number
}

export interface LocalCandidate {
  readonly type: string
  readonly protocol: string
  readonly relayProtocol: string | null
  /** The server that gave a relayed candidate, as `turns:host:port`. */
  readonly url: string | null
}

type Stat = Readonly<Record<string, unknown>>

const number = (stat: Stat | undefined, key: string): number | null => {
  const value = stat?.[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
const text = (stat: Stat | undefined, key: string): string | null => {
  const value = stat?.[key]
  return typeof value === 'string' ? value : null
}
const inMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000)

function candidateOf(stats: ReadonlyMap<string, Stat>, pair: Stat | undefined): LocalCandidate | null {
  const local = stats.get(text(pair, 'localCandidateId') ?? '')
  const type = text(local, 'candidateType')
  const protocol = text(local, 'protocol')
  if (type === null || protocol === null) return null
  return { type, protocol, relayProtocol: text(local, 'relayProtocol'), url: text(local, 'url') }
}

export function readStats(report: ReadonlyMap<string, Stat>, atMs: number): Reading {
  // Once: the engine makes every entry anew each time its report is gone through.
  const all = [...report.values()]
  const audio = (type: string) => all.find(stat => stat.type === type && stat.kind === 'audio')
  const inbound = audio('inbound-rtp')
  const outbound = audio('outbound-rtp')
  const source = audio('media-source')
  const playout = audio('media-playout')
  const transport = all.find(stat => stat.type === 'transport')
  // The pair that carries the media: the one the transport selected.
  const pair = report.get(text(transport, 'selectedCandidatePairId') ?? '')
  const count = (stat: Stat | undefined, key: string): number => number(stat, key) ?? 0
  const remote = audio('remote-inbound-rtp')
  const [bytesReceived, bytesSent] = [count(inbound, 'bytesReceived'), count(outbound, 'bytesSent')]
  return {
    atMs,
    rttMs: inMs(number(pair, 'currentRoundTripTime')),
    jitterMs: inMs(number(inbound, 'jitter')),
    packetsReceived: count(inbound, 'packetsReceived'),
    packetsLost: count(inbound, 'packetsLost'),
    bytesReceived,
    bytesSent,
    packetsSent: count(outbound, 'packetsSent'),
    acknowledged:
      remote === undefined
        ? null
        : {
            fractionLost: count(remote, 'fractionLost'),
            packetsLost: count(remote, 'packetsLost'),
            reports: count(remote, 'roundTripTimeMeasurements'),
          },
    concealedSamples: count(inbound, 'concealedSamples'),
    totalSamples: count(inbound, 'totalSamplesReceived'),
    jitterBufferDelayS: count(inbound, 'jitterBufferDelay'),
    jitterBufferEmitted: count(inbound, 'jitterBufferEmittedCount'),
    playoutDelayS: count(playout, 'totalPlayoutDelay'),
    playoutSamples: count(playout, 'totalSamplesCount'),
    redundantPackets: count(inbound, 'fecPacketsReceived'),
    redundantUnused: count(inbound, 'fecPacketsDiscarded'),
    bytesCarried:
      (number(transport, 'bytesReceived') ?? bytesReceived) + (number(transport, 'bytesSent') ?? bytesSent),
    agentEnergy: count(inbound, 'totalAudioEnergy'),
    microphoneEnergy: count(source, 'totalAudioEnergy'),
    agentLevel: number(inbound, 'audioLevel'),
    microphoneLevel: number(source, 'audioLevel'),
    candidate: candidateOf(report, pair),
  }
}
