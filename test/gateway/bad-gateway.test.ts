// The gateway that misbehaves does so in the way it was asked to, and otherwise speaks the protocol.
import { afterEach, describe, expect, it } from 'vitest'
import { frameText, parseGatewayFrame } from '../../protocol/signaling'
import { type BadGateway, type Misbehaviour, startBadGateway } from '../fakes/bad-gateway'
import { fakeAnswer } from '../fakes/fake-answer'
import { createWrtcCaller } from '../fakes/wrtc-caller'
import { HELLO, openSocket } from './signaling-client'

let gateway: BadGateway | null = null
afterEach(async () => {
  await gateway?.close()
})

async function call(behaviour: Misbehaviour, sdp = 'm=audio 9 x 111\r\nm=application 9 x y\r\n') {
  gateway = await startBadGateway(behaviour)
  const client = await openSocket(gateway.url)
  client.send(HELLO)
  await client.next('welcome')
  client.send({ type: 'call.start', callId: 'call-0001', agent: 'test-agent', attempt: 1, sdp })
  return client
}

describe('the bad gateway', () => {
  it.each<[Misbehaviour, RegExp]>([
    ['answer-without-audio', /^(?![\s\S]*m=audio)[\s\S]*m=application 9/],
    ['answer-audio-rejected', /m=audio 0 /],
    ['answer-without-data', /m=audio 9[\s\S]*m=application 0/],
    ['broken-answer', /not an SDP/],
  ])('%s', async (behaviour, sdp) => {
    const client = await call(behaviour)
    expect((await client.next('attempt.answer')).sdp).toMatch(sdp)
    expect(gateway?.seen.map(message => message.type)).toEqual(['hello', 'call.start'])
  })

  it('is busy, hangs up, or ends abruptly', async () => {
    expect((await (await call('busy')).next('error')).failure.name).toBe('agent_busy')
    await gateway?.close()
    expect((await (await call('hangs-up')).next('call.end')).reason).toBe('agent')
    await gateway?.close()
    await (await call('abrupt-end')).closed
  })

  it('refuses connections', async () => {
    gateway = await startBadGateway('unauthorised')
    await expect(openSocket(gateway.url)).rejects.toThrow('401')
    await gateway.close()
    gateway = await startBadGateway('overloaded')
    await expect(openSocket(gateway.url)).rejects.toThrow('503')
  })

  it('sends garbage and huge frames, over the event stream too', async () => {
    for (const [behaviour, size] of [
      ['garbage', 10],
      ['huge-frame', 10_000_000],
    ] as const) {
      gateway = await startBadGateway(behaviour)
      const url = gateway.url.replace('ws:', 'http:')
      const stream = await fetch(url, { headers: { accept: 'text/event-stream' } })
      const headers = { 'viaduct-stream': 'bad-0' }
      await fetch(url, { method: 'POST', headers, body: frameText(0, 0, JSON.stringify(HELLO)) })
      const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
      const chunks: string[] = []
      // The frame ends with an empty line, and so does the `open` event before it.
      while (chunks.length < 2 || !chunks.at(-1)?.endsWith('\n\n'))
        chunks.push((await reader?.read())?.value ?? '')
      const text = chunks.join('')
      const data = /event: frame\ndata: (.*)\n\n/s.exec(text)?.[1] ?? ''
      expect(data.length).toBeGreaterThan(size)
      expect(parseGatewayFrame(data).kind).toBe('garbage')
      await reader?.cancel()
      await gateway.close()
    }
  })

  it('writes answers that WebRTC accepts', async () => {
    const caller = createWrtcCaller()
    const offer = await caller.offer()
    await expect(
      caller.accept(fakeAnswer(offer, { audio: 'accepted', data: 'rejected' })),
    ).resolves.toBeUndefined()
    caller.close()
  })
})
