// What the lab makes of packets' headers and of coturn's counters, on streams whose figures are known.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usagesIn } from './services/coturn-log'
import { roundTripMs, streamOf } from './truth/packets'
import type { WireEnd } from './truth/wire'

type Rtp = WireEnd['rtp'][number]
const TAG = 16
const SIZE = 60 + TAG

/** Voice: a packet every 20 ms, from sequence number `first` on. */
const voice = (count: number, first = 0, ssrc = 7): Rtp[] =>
  Array.from({ length: count }, (_, n) => [20 * n, 0, ssrc, (first + n) & 0xffff, 960 * n, SIZE])
const endOf = (rtp: readonly Rtp[]): WireEnd => ({ rtp: [...rtp], stun: [], tagBytes: TAG })
const inbound = (rtp: readonly Rtp[], forMs = 20 * 499.5) =>
  streamOf(endOf(rtp), 'in', { forMs, tagBytes: TAG })

describe('a stream', () => {
  test('that is whole has no loss, no jitter, and its payload for a rate', () => {
    const stream = inbound(voice(500))
    expect(stream).toMatchObject({ fromMs: 0, packets: 500, lossPct: 0, jitterMs: 0 })
    // 50 packets a second of 60 bytes.
    expect(stream?.kbps).toBeCloseTo(24, 0)
  })
  test('loses what its sequence numbers leave out, over their wrap too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 2, max: 9 }), (first, every) => {
        const lost = voice(501, first).filter((_, n) => n === 500 || n % every !== 1)
        const gone = 501 - lost.length
        expect(inbound(lost, 20 * 501)?.lossPct).toBeCloseTo((100 * gone) / 501, 6)
      }),
    )
  })
  test('has the jitter of RFC 3550 where every second packet is late', () => {
    const late = voice(500).map((packet, n): Rtp => [packet[0] + (n % 2) * 10, ...(packet.slice(1) as never)])
    // Every difference is 10 ms, and so is what the filter of 1/16 comes to.
    expect(inbound(late)?.jitterMs).toBeGreaterThan(9)
    expect(inbound(late)?.jitterMs).toBeLessThanOrEqual(10)
  })
  test('goes on under another source after a path change, and what is no stream is left out', () => {
    const second = voice(250, 40_000, 8).map(([atMs, ...rest]): Rtp => [5_000 + atMs, ...rest])
    const stray: Rtp = [3, 0, 9, 1, 1, 20]
    expect(inbound([...voice(250), ...second, stray])).toMatchObject({ packets: 500, lossPct: 0 })
    expect(inbound([stray])).toBeNull()
  })
})

test('a round trip is that of the newest check of this end, once a second', () => {
  const stun: WireEnd['stun'] = [
    [0, 1, 'a', true],
    [50, 0, 'a', false],
    [60, 0, 'theirs', true],
    [61, 1, 'theirs', false],
    [2_100, 1, 'b', true],
    [2_190, 0, 'b', false],
    [2_500, 1, 'lost', true],
  ]
  // Looked at after 0.1, 1.1 and 2.1 s, and after 3.1 s for the second check.
  expect(roundTripMs({ rtp: [], stun, tagBytes: null }, 100, 3_000)).toBe((3 * 50 + 90) / 4)
  expect(roundTripMs({ rtp: [], stun: [], tagBytes: null }, 100, 3_000)).toBeNull()
})

test("coturn's log tells what each allocation carried, and over what", () => {
  const of = 'realm=<viaduct.test>, username=<1795505097:x>'
  const log = `
4: : session 000000000000000002: new, ${of}, lifetime=600, cipher=ECDHE-ECDSA-AES256-GCM-SHA384, method=TLSv1.2
7: : session 000000000000000002: peer usage: ${of}, rp=128, rb=10000, sp=122, sb=20000
9: : session 000000000000000002: usage: ${of}, rp=227, rb=23227, sp=233, sb=19112
9: : session 000000000000000002: peer usage: ${of}, rp=100, rb=6882, sp=100, sb=1638
5: : session 000000000000000003: new, ${of}, lifetime=600
9: : session 000000000000000003: peer usage: ${of}, rp=0, rb=0, sp=0, sb=0
`
  expect(usagesIn(log)).toEqual([
    { peerBytes: 38_520, protocol: 'tls' },
    { peerBytes: 0, protocol: 'udp' },
  ])
})
