// Who connects anew when the network changed, and that nothing stale is reused for it.
import { expect, it } from 'vitest'
import type { BackendEvent } from '../../../main/signaling/backend'
import { failure } from '../../../main/signaling/failures'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport } from '../../../main/signaling/transport'
import { createViaductBackend } from '../../../main/signaling/viaduct-backend'
import { frameText } from '../../../protocol/signaling'
import { welcome } from '../../fakes/scripted-gateway'
import { afterTest, pause } from './world'

/** A backend over a transport that is welcomed at once, each time it opens. Opening takes a moment. */
function open(url: string, openMs = 0, disturbed = 0) {
  const happened: string[] = []
  const events: BackendEvent[] = []
  const openTransport: OpenTransport = (_target, emit) => {
    const resumed = happened.filter(word => word === 'opened').length > disturbed
    happened.push('opened')
    const disturbs = happened.filter(word => word === 'opened').length <= disturbed
    const reason = failure('signaling_unreachable', 'net::ERR_NETWORK_CHANGED')
    setTimeout(() => emit(disturbs ? { type: 'closed', failure: reason } : { type: 'opened' }), openMs)
    return {
      send: text => {
        if (text.includes('"hello"')) {
          const answer = frameText(0, 0, JSON.stringify(welcome(undefined, resumed)))
          queueMicrotask(() => emit({ type: 'received', text: answer }))
        }
      },
      close: () => {},
    }
  }
  const forget = async () => void happened.push('forgot')
  const deps = {
    openTransport,
    client: { name: 't', version: '1' },
    times: LINE_TIMES,
    log: () => {},
    forget,
  }
  const backend = createViaductBackend(deps, Date.now)({ callId: 'call-0001', target: { url } }, event => {
    events.push(event)
  })
  afterTest(backend.close)
  return { backend, happened, events }
}

it('a line to a gateway forgets idle connections, then connects anew, and its call hears that it resumed', async () => {
  const { backend, happened, events } = open('wss://agents.example/call')
  await pause(5)
  backend.networkChanged()
  await pause(20)
  expect(happened).toEqual(['opened', 'forgot', 'opened'])
  expect(events.map(({ type }) => type)).toEqual(['ready', 'told', 'refreshed'])
  expect(events[1]).toEqual({ type: 'told', fact: { type: 'backend.resumed', callId: 'call-0001' } })
})

it('an opening that an interface disturbed is begun again, and its call hears nothing of it', async () => {
  const { happened, events } = open('wss://agents.example/call', 0, 2)
  await pause(30)
  expect(happened).toEqual(['opened', 'opened', 'opened'])
  expect(events.map(({ type }) => type)).toEqual(['ready'])
})

it('the rest of a change does not cost a call the tries that are under way, nor what they brought', async () => {
  const { backend, happened, events } = open('wss://agents.example/call', 30)
  await pause(60)
  backend.start({ callId: 'call-0001', agent: 'a', attempt: 1, sdp: 'offer' })
  backend.networkChanged()
  await pause(20)
  backend.networkChanged()
  await pause(30)
  backend.networkChanged()
  await pause(60)
  expect(happened).toEqual(['opened', 'forgot', 'opened'])
  expect(events.map(({ type }) => type)).toEqual(['ready', 'told', 'refreshed'])
})

it('a line on this computer stays as it is', async () => {
  const { backend, happened } = open('ws://127.0.0.1:9/')
  await pause(5)
  backend.networkChanged()
  await pause(20)
  expect(happened).toEqual(['opened'])
})
