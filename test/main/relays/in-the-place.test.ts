// The organisation's relays reach a call through the gateway's welcome; what is on this computer keeps its own.
import { expect, test } from 'vitest'
import { openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport } from '../../../main/signaling/transport'
import type { IceServers } from '../../../protocol/ice'
import { frameText } from '../../../protocol/signaling'
import { welcome } from '../../fakes/scripted-gateway'

const OURS: IceServers = { servers: [{ urls: ['turns:relay.corp.example:443'] }], expiresAtMs: 1 }

const welcomed = (url: string): Promise<IceServers> =>
  new Promise(resolve => {
    const openTransport: OpenTransport = (_target, emit) => {
      queueMicrotask(() => emit({ type: 'opened' }))
      const send = () =>
        queueMicrotask(() => emit({ type: 'received', text: frameText(0, 0, JSON.stringify(welcome())) }))
      return { send, close: () => undefined }
    }
    const client = { name: 't', version: '1' }
    const deps = { openTransport, client, times: LINE_TIMES, relays: () => OURS, log: () => undefined }
    const line = openLine({ url }, deps, event => {
      if (event.type !== 'welcomed') return
      resolve(event.ice)
      line.close()
    })
  })

test('relays of the organisation take the place of a gateway’s', async () => {
  expect(await welcomed('wss://agents.example/call')).toBe(OURS)
})

test('the built-in agent is called without them', async () => {
  expect(await welcomed('ws://127.0.0.1:8443/')).not.toBe(OURS)
})
