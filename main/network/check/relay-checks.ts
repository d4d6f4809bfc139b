// The checks of the ways for sound: relays, STUN, NAT, and how the best relay carries a stream. Pure, over what was seen.
import type { Check, NetworkReport } from '../../../protocol/network-report'
import type { Quality } from '../../../protocol/page-probe'
import { relayCause } from '../explain'
import type { RelaySeen } from '../look'
import { mappingOf, type StunSeen } from '../probes'
import { checkOf, skipped } from './row'

export type Regions = NetworkReport['regions']
const NO_REGION = 'relay'

const fastest = (seen: readonly RelaySeen[], way: 'udp' | 'tcp' | 'tls'): number | null => {
  const times = seen.flatMap(({ relay, allocatedMs }) =>
    relay.way === way && allocatedMs !== null ? [allocatedMs] : [],
  )
  return times.length === 0 ? null : Math.round(Math.min(...times))
}

/** Each region's fastest allocation over each way, in the gateway's order. */
export function regionsOf(seen: readonly RelaySeen[]): Regions {
  const relays = seen.filter(({ relay }) => relay.way !== 'stun')
  const names = [...new Set(relays.map(({ relay }) => relay.region ?? NO_REGION))]
  return names.map(region => {
    const own = relays.filter(({ relay }) => (relay.region ?? NO_REGION) === region)
    return {
      region,
      udpMs: fastest(own, 'udp'),
      tcpMs: fastest(own, 'tcp'),
      tlsMs: fastest(own, 'tls'),
    }
  })
}

const WAYS = ['udp', 'tcp', 'tls'] as const

/** @param nowMs Unix milliseconds */
export function relaysCheck(all: readonly RelaySeen[], nowMs: number): Check {
  const seen = all.filter(({ relay }) => relay.way !== 'stun')
  if (seen.length === 0) return skipped('relays', 'the gateway names no relay: only a direct path is left')
  const offered = WAYS.filter(way => seen.some(({ relay }) => relay.way === way))
  const had = offered.filter(way => fastest(seen, way) !== null)
  const times = WAYS.flatMap(way => fastest(seen, way) ?? [])
  const evidence = offered.map(way =>
    `${way.toUpperCase()} ${fastest(seen, way) ?? 'no'} ms`.replace('no ms', 'none'),
  )
  if (had.length === 0) {
    const cause = relayCause(seen, nowMs)
    return checkOf('relays', {
      status: 'blocked',
      evidence: cause?.detail ?? evidence.join(', '),
      failure: cause?.name ?? 'relay_unreachable',
    })
  }
  const lacksUdp = offered.includes('udp') && !had.includes('udp')
  return checkOf('relays', {
    status: had.length === offered.length ? 'ok' : 'warn',
    evidence: evidence.join(', '),
    ms: Math.min(...times),
    failure: lacksUdp ? 'relay_udp_blocked' : null,
  })
}

export function stunCheck(seen: readonly StunSeen[]): Check {
  if (seen.length === 0) return skipped('stun', 'the gateway names no server over UDP')
  const answers = seen.flatMap(({ ms }) => (ms === null ? [] : [ms]))
  const names = seen.map(({ host, port, ms }) => `${host}:${port} ${ms === null ? 'silent' : 'answers'}`)
  const evidence = names.slice(0, 4).join(', ')
  if (answers.length === 0)
    return checkOf('stun', { status: 'blocked', evidence, failure: 'relay_udp_blocked' })
  return checkOf('stun', { status: 'ok', evidence, ms: Math.min(...answers) })
}

/** A symmetric NAT is no fault: a call goes over a relay, or to an agent that everybody can reach. */
export function natCheck(seen: readonly StunSeen[]): Check {
  const mapping = mappingOf(seen)
  if (mapping === null) return skipped('nat', 'fewer than two servers answered over UDP')
  return mapping === 'steady'
    ? checkOf('nat', { status: 'ok', evidence: 'the same mapping for every server' })
    : checkOf('nat', { status: 'warn', evidence: 'another mapping for each server (symmetric)' })
}

/** The design's thresholds: fair under 3.8 of 5. */
const MOS_GOOD = 3.8

export function qualityCheck(quality: Quality | null | 'no relay'): Check {
  if (quality === 'no relay') return skipped('quality', 'no relay to measure through')
  if (quality === null) return skipped('quality', 'two ends behind the same relay did not find each other')
  const { rttMs, jitterMs, lossPct, mos } = quality
  const evidence = `MOS ${mos.toFixed(1)}, round trip ${Math.round(rttMs)} ms, jitter ${Math.round(jitterMs)} ms, loss ${lossPct.toFixed(1)} %`
  return checkOf('quality', { status: mos >= MOS_GOOD ? 'ok' : 'warn', evidence, ms: rttMs })
}
