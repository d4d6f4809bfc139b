// An agent that cannot be had: the call is refused by that name, and the next one may find it again.
import { expect, test } from 'vitest'
import { HELLO, openSocket } from './signaling-client'
import { start } from './start'

test('a call whose agent cannot be had is refused as offline, and takes no line', async () => {
  const silent = { mediaUp: () => undefined, heard: () => undefined, tick: () => [], leave: () => undefined }
  let tries = 0
  const agent = () => {
    tries += 1
    if (tries === 1) throw new Error('the engine is away')
    return silent
  }
  const gateway = await start({ agent, limits: { callsMax: 1 } })
  const client = await openSocket(gateway.ws)
  client.send(HELLO)
  await client.next('welcome')
  const call = { type: 'call.start', agent: 'test-agent', attempt: 1, sdp: 'v=0' } as const
  client.send({ ...call, callId: 'call-0001' })
  expect((await client.next('error')).failure).toEqual({
    name: 'agent_offline',
    detail: 'the agent could not be had',
  })
  expect(gateway.lines.some(line => line.includes('the engine is away'))).toBe(true)
  client.send({ ...call, callId: 'call-0002' })
  expect((await client.next('call.ringing')).callId).toBe('call-0002')
  client.close()
  await gateway.close()
})
