// A sampler and its world for tests in virtual time, with statistics as a peer has them.
import { vi } from 'vitest'
import type { RelayPrice } from '../../protocol/policy'
import type { CallEvent, LadderStep } from '../../protocol/report'
import { createSampler, type LiveFigures, NO_SIDES, type Sides, THRESHOLDS } from '../../renderer/health'

export type Stats = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** What a peer counts, a second of good sound at a time: 50 packets of 20 ms, 48000 samples a second. */
interface Counted {
  readonly bytes?: number
  readonly seconds?: number
  readonly concealed?: number
  readonly rttS?: number
  readonly relay?: 'udp' | 'tls'
  readonly redundant?: number
  readonly lost?: number
}
export const statsOf = ({
  bytes = 0,
  seconds = 0,
  concealed = 0,
  rttS = 0.08,
  relay,
  redundant = 0,
  lost = 0,
}: Counted): Stats =>
  new Map<string, Readonly<Record<string, unknown>>>([
    [
      'i',
      {
        type: 'inbound-rtp',
        kind: 'audio',
        bytesReceived: bytes,
        packetsReceived: 50 * seconds - lost,
        packetsLost: lost,
        jitter: 0.005,
        totalSamplesReceived: 48_000 * seconds,
        concealedSamples: concealed,
        jitterBufferDelay: 0.06 * 48_000 * seconds,
        jitterBufferEmittedCount: 48_000 * seconds,
        fecPacketsReceived: redundant,
        fecPacketsDiscarded: redundant / 2,
        audioLevel: 0.25,
      },
    ],
    ['o', { type: 'outbound-rtp', kind: 'audio', bytesSent: bytes, packetsSent: 50 * seconds }],
    [
      't',
      { type: 'transport', selectedCandidatePairId: 'p', bytesSent: 2 * bytes, bytesReceived: 2 * bytes },
    ],
    ['p', { type: 'candidate-pair', localCandidateId: 'l', currentRoundTripTime: rttS }],
    [
      'l',
      relay === undefined
        ? { type: 'local-candidate', candidateType: 'host', protocol: 'udp' }
        : {
            type: 'local-candidate',
            candidateType: 'relay',
            protocol: 'udp',
            relayProtocol: relay,
            url: `turns:${relay}.example:443`,
          },
    ],
  ])

export function sampling(world: { price?: RelayPrice; proxied?: boolean; sides?: Sides } = {}) {
  let answer: () => Promise<Stats> = async () => statsOf({})
  const published: LiveFigures[] = []
  let told: readonly CallEvent[] = []
  let ticks = 0
  let unheard = 0
  const steps: LadderStep[] = []
  const sampler = createSampler({
    nowMs: () => performance.now(),
    stats: () => answer(),
    publish: figures => published.push(figures),
    ticked: () => {
      ticks += 1
    },
    happened: events => {
      told = events
    },
    thresholds: () => THRESHOLDS,
    relayPrice: () => world.price ?? null,
    isProxied: () => world.proxied ?? false,
    sides: () => world.sides ?? NO_SIDES,
    unheard: () => {
      unheard += 1
    },
    legsMs: () => null,
    canRepeat: () => true,
    stepped: step => void steps.push(step),
  })
  sampler.start(performance.now())
  const second = async (next: () => Promise<Stats>) => {
    answer = next
    await vi.advanceTimersByTimeAsync(1_000)
  }
  return {
    sampler,
    second,
    /** Seconds of one peer, from its first reading on. */
    seconds: async (from: number, to: number, per: (n: number) => Counted = () => ({})) => {
      for (let n = from; n <= to; n += 1)
        await second(async () => statsOf({ seconds: n, bytes: 5_000 * n, ...per(n) }))
    },
    ticks: () => ticks,
    live: () => published.at(-1),
    events: () => told,
    unheard: () => unheard,
    steps: () => steps,
  }
}
