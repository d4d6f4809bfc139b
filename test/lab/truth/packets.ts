// Figures of a stream from the headers of its packets, as RFC 3550 defines them. Pure; knows no app.
import type { WireEnd } from './wire'

export interface Stream {
  /** Of the first packet, by the wire's clock. */
  readonly fromMs: number
  readonly packets: number
  /** Of those that its sequence numbers say were sent (RFC 3550, appendix A.3). */
  readonly lossPct: number
  /** The mean of the interarrival jitter (section 6.4.1), looked at once a second. */
  readonly jitterMs: number
  /** Payload alone: no headers, no tag. */
  readonly kbps: number
}

/** Opus has this clock whatever it carries (RFC 7587, section 4.1). */
const TICKS_PER_MS = 48

/** Fewer are something else that looks like it. */
const STREAM_PACKETS = 100

type Rtp = WireEnd['rtp'][number]

/** 16 bits that wrap, as one rising number. */
function unwrapped(seqs: readonly number[]): number[] {
  let last = seqs[0] ?? 0
  return seqs.map(seq => {
    const step = ((seq - last + 0x18000) & 0xffff) - 0x8000
    last += step
    return last
  })
}

/** The jitter after each packet, in milliseconds. Those that came out of order count as Chromium counts them: not at all. */
function jitters(packets: readonly Rtp[], seqs: readonly number[]): number[] {
  let [jitter, transit, highest] = [0, Number.NaN, Number.NEGATIVE_INFINITY]
  return packets.map(([atMs, , , , stamp], index) => {
    const seq = seqs[index] ?? 0
    if (seq < highest) return jitter
    highest = seq
    const now = atMs - stamp / TICKS_PER_MS
    if (!Number.isNaN(transit)) jitter += (Math.abs(now - transit) - jitter) / 16
    transit = now
    return jitter
  })
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** One value a second, the last of each. */
const onceASecond = (packets: readonly Rtp[], values: readonly number[]): number[] => {
  const bySecond = new Map<number, number>()
  const [first] = packets
  packets.forEach(([atMs], index) => {
    bySecond.set(Math.floor((atMs - (first?.[0] ?? 0)) / 1_000), values[index] ?? 0)
  })
  return [...bySecond.values()]
}

/**
 * What goes this way, from its first packet on for so long: one stream after another, as paths follow each other. Null: none was
 * seen.
 * @param tagBytes of SRTP, as one of the ends saw it agreed on
 */
export function streamOf(
  { rtp }: WireEnd,
  way: 'in' | 'out',
  {
    forMs,
    fromMs,
    tagBytes,
  }: { readonly forMs: number; readonly fromMs?: number; readonly tagBytes: number },
): Stream | null {
  const bySource = new Map<number, Rtp[]>()
  for (const packet of rtp) {
    const [, out, ssrc] = packet
    if (out === (way === 'out' ? 1 : 0)) bySource.set(ssrc, [...(bySource.get(ssrc) ?? []), packet])
  }
  const streams = [...bySource.values()].filter(packets => packets.length >= STREAM_PACKETS)
  if (streams.length === 0) return null
  const beginMs = fromMs ?? Math.min(...streams.map(packets => packets[0]?.[0] ?? 0))
  const during = streams
    .map(packets => packets.filter(([atMs]) => atMs >= beginMs && atMs <= beginMs + forMs))
    .filter(packets => packets.length > 0)
    .map(packets => ({ packets, seqs: unwrapped(packets.map(([, , , seq]) => seq)) }))
  const sum = (of: (stream: (typeof during)[number]) => number): number =>
    during.reduce((all, stream) => all + of(stream), 0)
  const sent = sum(({ seqs }) => Math.max(...seqs) - Math.min(...seqs) + 1)
  const bytes = sum(({ packets }) => packets.reduce((all, [, , , , , size]) => all + size - tagBytes, 0))
  return {
    fromMs: beginMs,
    packets: sum(({ packets }) => packets.length),
    lossPct: (100 * (sent - sum(({ seqs }) => new Set(seqs).size))) / sent,
    jitterMs: mean(during.flatMap(({ packets, seqs }) => onceASecond(packets, jitters(packets, seqs)))),
    kbps: (8 * bytes) / forMs,
  }
}

/**
 * The time from a connectivity check of this end to its answer: the newest one, looked at once a second, and of that the mean. Null:
 * no answer was seen.
 */
export function roundTripMs({ stun }: WireEnd, fromMs: number, forMs: number): number | null {
  const asked = new Map<string, number>()
  const trips: { readonly atMs: number; readonly ms: number }[] = []
  for (const [atMs, out, transaction, isRequest] of stun) {
    if (out === 1 && isRequest) asked.set(transaction, atMs)
    const since = asked.get(transaction)
    if (out === 0 && !isRequest && since !== undefined) trips.push({ atMs, ms: atMs - since })
  }
  const looks = Array.from({ length: Math.floor(forMs / 1_000) + 1 }, (_, second) => fromMs + 1_000 * second)
  const newest = looks.flatMap(lookMs => trips.findLast(({ atMs }) => atMs <= lookMs)?.ms ?? [])
  return newest.length === 0 ? null : mean(newest)
}
