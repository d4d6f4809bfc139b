// Words beside the sound, in a real call with the Test Agent over loopback: captions that keep pace with the voice, marks of
// interruption, typed messages and their answers, and that none of it is in a log.
import { afterEach, describe, expect, it } from 'vitest'
import type { GatewayMessage } from '../../protocol/signaling'
import { createWrtcCaller, silence, tone, type WrtcCaller } from '../fakes/wrtc-caller'
import { HELLO, openSocket, type TestClient } from './signaling-client'
import { type Started, start } from './start'

const callId = 'call-0001'
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Caption = Extract<GatewayMessage, { type: 'caption' }>

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const captions = (client: TestClient, who: Caption['who']): readonly Caption[] =>
  client.received.filter((one): one is Caption => one.type === 'caption' && one.who === who)
const type = (client: TestClient, text: string, n = 1) =>
  client.send({ type: 'call.message', callId, id: `message-000${n}`, text })

async function dial(): Promise<{ gateway: Started; client: TestClient; caller: WrtcCaller }> {
  const gateway = await start()
  cleanups.push(() => gateway.close())
  const client = await openSocket(gateway.ws)
  cleanups.push(() => client.close())
  client.send(HELLO)
  await client.next('welcome')
  const caller = createWrtcCaller()
  cleanups.push(() => caller.close())
  client.onMessage(message => {
    if (message.type === 'attempt.candidate') caller.addCandidate(message.candidate)
  })
  const sdp = await caller.offer()
  client.send({ type: 'call.start', callId, agent: 'test-agent', attempt: 1, sdp })
  caller.onCandidate(candidate => client.send({ type: 'attempt.candidate', callId, attempt: 1, candidate }))
  await caller.accept((await client.next('attempt.answer')).sdp)
  await caller.connected()
  return { gateway, client, caller }
}

describe('captions', () => {
  it('keep pace with the greeting and end with it', async () => {
    const { client } = await dial()
    const last = await client.next('caption', one => one.isFinal)
    expect(last).toMatchObject({ who: 'agent', text: 'Hello, this is the test agent. Say something.' })
    expect(last.interrupted).toBeUndefined()
    const all = captions(client, 'agent').filter(({ id }) => id === last.id)
    const settled = all.slice(0, -1).map(one => one.settled ?? Number.NaN)
    expect(settled[0]).toBe(0)
    expect(settled).toEqual([...new Set(settled)].sort((a, b) => a - b))
    // One for each of its eight words, and not one for each packet.
    expect(settled.length).toBeGreaterThanOrEqual(7)
    expect(settled.length).toBeLessThanOrEqual(9)
    const tookMs = last.atMs - (all[0]?.atMs ?? 0)
    expect(tookMs).toBeGreaterThan(1_700)
    expect(tookMs).toBeLessThan(2_600)
  }, 15_000)

  it('say that the caller spoke and for how long, and invent no words', async () => {
    const { client, caller } = await dial()
    await client.next('agent.state', message => message.state === 'listening')
    await pause(300)
    caller.say(tone)
    await client.next('caption', one => one.who === 'caller' && !one.isFinal)
    await pause(1_200)
    caller.say(silence)
    const { text } = await client.next('caption', one => one.who === 'caller' && one.isFinal)
    expect(text).toMatch(/^\(You spoke for about 1\.[0-9] s\.\)$/)
    const reply = await client.next('caption', one => one.text.startsWith('(Plays back') && one.isFinal)
    expect(reply.who).toBe('agent')
  }, 15_000)

  it('are cut where the caller talks over the agent, and marked', async () => {
    const { client, caller } = await dial()
    await client.next('caption', one => (one.settled ?? 0) > 0)
    caller.say(tone)
    const cut = await client.next('caption', one => one.interrupted === true)
    caller.say(silence)
    const whole = captions(client, 'agent')[0]?.text ?? ''
    expect(cut).toMatchObject({ who: 'agent', isFinal: true })
    expect(cut.text.length).toBeGreaterThan(0)
    expect(cut.text.length).toBeLessThan(whole.length)
    expect(whole.startsWith(cut.text)).toBe(true)
    // Nothing more of a caption that has ended.
    await pause(400)
    expect(
      captions(client, 'agent')
        .filter(({ id }) => id === cut.id)
        .at(-1),
    ).toEqual(cut)
  }, 15_000)
})

describe('a typed message', () => {
  it('is confirmed and answered in writing, and is in no log', async () => {
    const { gateway, client } = await dial()
    type(client, 'zanzibar')
    expect(await client.next('message.taken')).toMatchObject({ id: 'message-0001' })
    expect((await client.next('agent.message')).text).toBe('You wrote: “zanzibar”')
    expect(gateway.lines.join('\n')).not.toContain('zanzibar')
  }, 15_000)

  it('of "hello" is answered aloud as well', async () => {
    const { client } = await dial()
    const first = await client.next('caption', one => one.who === 'agent' && one.isFinal)
    await client.next('agent.state', message => message.state === 'listening')
    type(client, 'hello')
    const again = await client.next('caption', one => one.isFinal && one.id > first.id)
    expect(again.text).toBe(first.text)
  }, 15_000)

  it('of "tool" runs one, and of "tool fail" one that fails', async () => {
    const { client } = await dial()
    type(client, 'use a tool', 1)
    type(client, 'a tool that fails', 2)
    await client.next('agent.tool', ({ state }) => state === 'failed')
    await client.next('agent.tool', ({ state }) => state === 'done')
    const told = client.received.flatMap(one => (one.type === 'agent.tool' ? [[one.id, one.state]] : []))
    expect(told).toHaveLength(4)
    expect(told.slice(0, 2)).toEqual([
      [1, 'started'],
      [2, 'started'],
    ])
    expect(new Map(told as [number, string][])).toEqual(
      new Map([
        [1, 'done'],
        [2, 'failed'],
      ]),
    )
  }, 15_000)

  it('of "transfer" announces a hand-over, and the call goes on', async () => {
    const { client } = await dial()
    type(client, 'transfer me please', 1)
    expect((await client.next('agent.transfer')).to).toContain('a test')
    type(client, 'still there?', 2)
    await client.next('message.taken', ({ id }) => id === 'message-0002')
    expect(client.received.some(one => one.type === 'call.end')).toBe(false)
  }, 15_000)

  it('of "bye" ends the call with a goodbye', async () => {
    const { client } = await dial()
    await client.next('agent.state', message => message.state === 'listening')
    type(client, 'bye')
    const spoken = await client.next('caption', one => one.text === 'Thank you. Goodbye.' && one.isFinal)
    expect(spoken.interrupted).toBeUndefined()
    expect((await client.next('call.end')).reason).toBe('agent')
  }, 15_000)
})

it('a rating is taken after the call, and of it the log has the stars', async () => {
  const { gateway, client } = await dial()
  client.send({ type: 'call.end', callId, reason: 'caller' })
  await client.next('call.end')
  client.send({ type: 'call.rating', callId, stars: 4, note: 'zanzibar' })
  client.send({ type: 'ping', id: 7 })
  await client.next('pong')
  expect(gateway.lines.filter(line => line.includes('rated'))).toEqual(['call call-000: rated 4 of 5'])
  expect(gateway.lines.join('\n')).not.toContain('zanzibar')
}, 15_000)
