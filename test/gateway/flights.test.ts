// A handshake of which one packet is lost, whichever it is: the agent's sound comes all the same, and soon.
import { afterEach, describe, expect, it } from 'vitest'
import { repeatLostFlights } from '../../gateway/media/flights'
import { throughRelay, type Way } from '../bench/lossy-relay'
import { createWrtcCaller } from '../fakes/wrtc-caller'
import { HELLO, openSocket } from './signaling-client'
import { start } from './start'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** First bytes of DTLS records among RTP and STUN (RFC 7983). */
const isDtls = ([first = 0]: Buffer): boolean => first >= 20 && first <= 63

/** Loses the DTLS packet that is the `nth` of its way, once. */
const losingOne = (way: Way, nth: number) => {
  let seen = 0
  return (packet: Buffer, going: Way): boolean => {
    if (going !== way || !isDtls(packet)) return false
    seen += 1
    return seen === nth
  }
}

/** Milliseconds from the answer to the agent's first packet. */
async function soundAfter(loses: (packet: Buffer, way: Way) => boolean, boundMs: number): Promise<number> {
  const gateway = await start()
  cleanups.push(() => gateway.close())
  const client = await openSocket(gateway.ws)
  cleanups.push(() => client.close())
  client.send(HELLO)
  await client.next('welcome')
  const caller = createWrtcCaller()
  cleanups.push(() => caller.close())
  const sdp = await caller.offer()
  client.send({ type: 'call.start', callId: 'flight-call', agent: 'test-agent', attempt: 1, sdp })
  const answered = await client.next('attempt.answer')
  const { relay, answer } = await throughRelay(answered.sdp, loses)
  cleanups.push(() => relay.close())
  const sinceMs = performance.now()
  await caller.accept(answer)
  while ((await caller.packetsReceived()) === 0 && performance.now() - sinceMs < boundMs)
    await new Promise(wake => setTimeout(wake, 10))
  expect(relay.lost(), 'the packet that was to be lost never came').toBe(1)
  return performance.now() - sinceMs
}

/** Far above what it takes on a busy machine (0.1 to 0.5 s); without repetition the last of these never ended. */
const BOUND_MS = 4_000

describe('a handshake that loses', () => {
  const cases = [1, 2, 3].flatMap(nth => (['up', 'down'] as const).map(way => ({ way, nth })))
  it.each(cases)('packet $nth on its way $way is there all the same', async ({ way, nth }) => {
    expect(await soundAfter(losingOne(way, nth), BOUND_MS)).toBeLessThan(BOUND_MS)
  })

  it('is left alone where werift has another shape', () => {
    expect(repeatLostFlights({ dtls: {}, transport: {} })).toBe(false)
    expect(repeatLostFlights(null)).toBe(false)
  })
})
