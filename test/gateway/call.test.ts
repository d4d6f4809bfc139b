// A real call: libwebrtc in plain Node against the gateway over loopback, with sound both ways.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { TRIAL_MS } from '../../gateway/call/sender'
import { listRecordings } from '../../gateway/recording/shelf'
import { createWrtcCaller, type HeardSound, silence, tone, type WrtcCaller } from '../fakes/wrtc-caller'
import { HELLO, openSocket, type TestClient } from './signaling-client'
import { type Started, start } from './start'

const callId = 'call-0001'
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const answers: string[] = []
/** What a caller offers that would rather send RED. */
const redFirst = (sdp: string): string => sdp.replace(/^(m=audio \d+ \S+) 111 63 /m, '$1 63 111 ')

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const LOUD = 0.01
const loudSince = (pieces: readonly HeardSound[], atMs: number) =>
  pieces.filter(piece => piece.atMs >= atMs && piece.rms > LOUD).length * 10

/** One attempt of the call: a peer of its own, its candidates trickled both ways. */
async function attempt(
  client: TestClient,
  n: number,
  record = false,
  asOffered: (sdp: string) => string = sdp => sdp,
): Promise<WrtcCaller> {
  const caller = createWrtcCaller()
  cleanups.push(() => caller.close())
  client.onMessage(message => {
    if (message.type === 'attempt.candidate' && message.attempt === n) caller.addCandidate(message.candidate)
  })
  const sdp = asOffered(await caller.offer())
  client.send(
    n === 1
      ? { type: 'call.start', callId, agent: 'test-agent', attempt: n, sdp, record }
      : { type: 'attempt.offer', callId, attempt: n, sdp },
  )
  caller.onCandidate(candidate => client.send({ type: 'attempt.candidate', callId, attempt: n, candidate }))
  const answer = (await client.next('attempt.answer', message => message.attempt === n)).sdp
  answers.push(answer)
  await caller.accept(answer)
  await caller.connected()
  return caller
}

async function dial(
  change: Parameters<typeof start>[0] = {},
  record = false,
  asOffered?: (sdp: string) => string,
) {
  const gateway: Started = await start(change)
  cleanups.push(() => gateway.close())
  const client = await openSocket(gateway.ws)
  cleanups.push(() => client.close())
  client.send(HELLO)
  await client.next('welcome')
  return { gateway, client, caller: await attempt(client, 1, record, asOffered) }
}

describe('a real call to the Test Agent', () => {
  it('greets within 1.5 s, hears a turn and plays it back', async () => {
    const { client, caller } = await dial()
    const upMs = performance.now()
    await caller.dataChannelOpen()
    await client.next('agent.state', message => message.state === 'speaking')
    await client.next('agent.state', message => message.state === 'listening')
    const first = caller.heard().find(piece => piece.rms > LOUD)
    expect((first?.atMs ?? Number.POSITIVE_INFINITY) - upMs).toBeLessThan(1500)
    expect(loudSince(caller.heard(), upMs)).toBeGreaterThan(800)

    await pause(300)
    caller.say(tone)
    await pause(1200)
    caller.say(silence)
    const turn = await client.next('agent.turn')
    expect(turn.n).toBe(1)
    expect(turn.responseMs).toBeGreaterThanOrEqual(600)
    expect(turn.responseMs).toBeLessThan(900)
    const repliedMs = performance.now()
    await pause(1800)
    expect(loudSince(caller.heard(), repliedMs)).toBeGreaterThan(900)
  }, 20_000)

  it('keeps RTP flowing in silence, 50 packets a second', async () => {
    const { client, caller } = await dial()
    await client.next('agent.state', message => message.state === 'listening')
    const before = await caller.packetsReceived()
    await pause(2000)
    const packets = (await caller.packetsReceived()) - before
    expect(packets).toBeGreaterThan(90)
    expect(packets).toBeLessThan(110)
  }, 15_000)

  it('repeats its words as often as it is asked to, and hears a caller that repeats theirs', async () => {
    const { client, caller } = await dial({}, false, redFirst)
    expect(/^m=audio \d+ \S+ (.*)$/m.exec(answers.at(-1) ?? '')?.[1]).toMatch(/^63 111/)
    await client.next('agent.state', message => message.state === 'listening')
    // What it sends while it listens is silence: 3 bytes, and with two copies 3 times as much and their headers.
    const perPacket = async (): Promise<number> => {
      const before = [await caller.bytesReceived(), await caller.packetsReceived()] as const
      await pause(600)
      const bytes = (await caller.bytesReceived()) - before[0]
      return bytes / ((await caller.packetsReceived()) - before[1])
    }
    expect(await perPacket()).toBeCloseTo(3, 1)
    client.send({ type: 'call.redundancy', callId, n: 2, depth: 2 })
    client.send({ type: 'call.redundancy', callId, n: 1, depth: 5 })
    await pause(200)
    expect(await perPacket()).toBeCloseTo(3 + 2 * (4 + 3) + 1, 1)
    client.send({ type: 'call.redundancy', callId, n: 3, depth: 0 })
    caller.say(tone)
    await pause(900)
    caller.say(silence)
    await client.next('agent.turn')
    const heardAtMs = performance.now()
    await pause(1500)
    expect(loudSince(caller.heard(), heardAtMs)).toBeGreaterThan(500)
  }, 20_000)

  it('moves its sound to another attempt at `go`, and only there', async () => {
    const { client, caller } = await dial()
    const second = await attempt(client, 2)
    await client.next('agent.state', message => message.state === 'listening')
    expect(await second.packetsReceived()).toBe(0)
    client.send({ type: 'go', callId, attempt: 2, n: 1 })
    client.send({ type: 'go', callId, attempt: 2, n: 1 })
    await pause(TRIAL_MS + 300)
    const [oldBefore, newBefore] = [await caller.packetsReceived(), await second.packetsReceived()]
    await pause(1000)
    expect((await second.packetsReceived()) - newBefore).toBeGreaterThan(40)
    expect((await caller.packetsReceived()) - oldBefore).toBe(0)
  }, 20_000)

  it('lets the caller say hello first where no attempt was ever connected, and says it itself everywhere else', async () => {
    const gateway: Started = await start()
    cleanups.push(() => gateway.close())
    const client = await openSocket(gateway.ws)
    cleanups.push(() => client.close())
    client.send(HELLO)
    await client.next('welcome')
    const lost = createWrtcCaller()
    cleanups.push(() => lost.close())
    client.send({
      type: 'call.start',
      callId,
      agent: 'test-agent',
      attempt: 1,
      sdp: await lost.offer(),
      record: false,
    })
    const setupOf = async (n: number) =>
      /a=setup:(\w+)/.exec((await client.next('attempt.answer', message => message.attempt === n)).sdp)?.[1]
    expect(await setupOf(1)).toBe('active')
    const retry = attempt(client, 2)
    expect(await setupOf(2)).toBe('passive')
    await retry
    const later = attempt(client, 3)
    expect(await setupOf(3)).toBe('active')
    await later
  }, 15_000)

  it('goes on without signaling while its caller is heard, and ends when nobody is', async () => {
    const { gateway, client, caller } = await dial({ limits: { holdMs: 600 } })
    await client.next('agent.state', message => message.state === 'listening')
    client.close()
    await client.closed
    await pause(1500)
    const before = await caller.packetsReceived()
    await pause(500)
    expect((await caller.packetsReceived()) - before).toBeGreaterThan(20)
    caller.close()
    await expect.poll(() => gateway.lines.join(), { timeout: 3000 }).toContain('nobody came back')
    expect(gateway.lines.some(line => line.includes('ended by caller'))).toBe(true)
  }, 15_000)

  it('says goodbye and ends the call when the gateway closes', async () => {
    const { gateway, client, caller } = await dial()
    await client.next('agent.state', message => message.state === 'listening')
    const closingMs = performance.now()
    const closed = gateway.close()
    expect((await client.next('call.end')).reason).toBe('gateway')
    await closed
    expect(performance.now() - closingMs).toBeLessThan(3500)
    expect(loudSince(caller.heard(), closingMs)).toBeGreaterThan(500)
  }, 15_000)

  it('records both sides when asked, and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recordings-'))
    cleanups.push(() => rm(folder, { recursive: true }))
    const { gateway, client, caller } = await dial({ recordings: folder }, true)
    expect(await client.next('recording')).toMatchObject({ callId, state: 'on' })
    caller.say(tone)
    await pause(2000)
    client.send({ type: 'call.end', callId, reason: 'done' })
    expect((await client.next('call.end')).reason).toBe('caller')
    await gateway.close()
    const [recording] = await listRecordings(folder)
    expect(recording).toMatchObject({ callId, complete: true, attempts: [1] })
    expect(recording?.durationMs).toBeGreaterThan(1900)
    expect(recording?.gaps.agent.ms).toBeLessThan(200)
  }, 15_000)
})
