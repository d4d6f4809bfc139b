// A backend whose way has to be made ready first: when it opens, what it tells, and what a hang-up stops.
import { expect, test } from 'vitest'
import type { Backend, BackendEvent, OpenBackend } from '../../../main/signaling/backend'
import { doubting, type Prepare, type Prepared, prepared } from '../../../main/signaling/prepared'
import type { TransportEvent } from '../../../main/signaling/transport'
import type { Failure } from '../../../protocol/failure'

const TUNNEL: Failure = { name: 'signaling_unreachable', detail: 'ERR_TUNNEL_CONNECTION_FAILED' }
const SERVERS = [{ urls: ['turns:relay.test:443'], username: 'u', credential: 'c' }]
const READY: BackendEvent = {
  type: 'ready',
  ice: { servers: SERVERS, expiresAtMs: null },
  openedAtMs: 1,
  spare: null,
}
const failedEvent = (failure: Failure): BackendEvent => ({
  type: 'told',
  fact: { type: 'backend.failed', callId: 'call-0001', failure },
})

function house(prepare: Partial<Prepare>, kept: 'nothing' | 'a line' = 'nothing') {
  const told: BackendEvent[] = []
  const opened: ((event: BackendEvent) => void)[] = []
  let closed = 0
  const open: OpenBackend = (_, emit) => {
    opened.push(emit)
    return { close: () => (closed += 1) } as unknown as Backend
  }
  const call = { callId: 'call-0001', target: { url: 'wss://gateway.test/' } }
  const nature = { name: 'viaduct', capability: 'parallel' } as const
  const backend = prepared(
    open,
    { gateway: () => null, relays: () => null, ...prepare },
    nature,
    () => kept === 'a line',
  )(call, event => told.push(event))
  return { told, opened, backend, closed: () => closed }
}
const later = () => {
  let settle: (found: Prepared) => void = () => undefined
  return {
    promise: new Promise<Prepared>(resolve => (settle = resolve)),
    settle: (found: Prepared) => settle(found),
  }
}
const tick = () => new Promise(resolve => setImmediate(resolve))

test('opens at once where nothing has to be prepared', () => {
  const { told, opened } = house({})
  opened[0]?.(READY)
  expect(told).toEqual([READY])
})

test('opens in the tick of the dial where a line is kept, though the way would be made ready', () => {
  const { opened } = house({ gateway: () => later().promise }, 'a line')
  expect(opened).toHaveLength(1)
})

test('opens when the way is ready, and tells that a person is asked', async () => {
  const way = later()
  const { told, opened } = house({
    gateway: (_, { asking, asked }) => {
      queueMicrotask(asking)
      return way.promise.then(found => {
        asked()
        return found
      })
    },
  })
  await tick()
  expect([opened.length, told.map(event => event.type === 'told' && event.fact.type)]).toEqual([
    0,
    ['backend.asking'],
  ])
  way.settle({ kind: 'signed in' })
  await tick()
  expect(opened.length).toBe(1)
  expect(told.at(-1)).toEqual({ type: 'told', fact: { type: 'backend.asked', callId: 'call-0001' } })
})

test('fails by the name of what stands in the way', async () => {
  const failure: Failure = { name: 'proxy_credentials', detail: '407' }
  const { told, opened } = house({ gateway: async () => ({ kind: 'failed', failure }) })
  await tick()
  expect([told, opened.length]).toEqual([[failedEvent(failure)], 0])
})

test('is not opened after it was closed, and the preparation is told', async () => {
  const way = later()
  let signal: AbortSignal | undefined
  const { backend, opened, told } = house({
    gateway: (_, wish) => {
      signal = wish.signal
      return way.promise
    },
  })
  backend.close()
  expect(signal?.aborted).toBe(true)
  way.settle({ kind: 'ready' })
  await tick()
  expect([opened.length, told]).toEqual([0, []])
})

test('is ready when its relays can be reached too', async () => {
  const way = later()
  const { told, opened } = house({ relays: (_, servers) => (servers === SERVERS ? way.promise : null) })
  opened[0]?.(READY)
  expect(told).toEqual([])
  way.settle({ kind: 'signed in' })
  await tick()
  expect(told).toEqual([READY])
})

test('a tunnel refused where all seemed ready is looked into once, and opened again after signing in', async () => {
  const doubts: boolean[] = []
  const { told, opened } = house({
    gateway: (_, { doubt }) => {
      doubts.push(doubt)
      return doubt ? Promise.resolve({ kind: 'signed in' }) : null
    },
  })
  opened[0]?.(failedEvent(TUNNEL))
  await tick()
  expect([opened.length, doubts, told]).toEqual([2, [false, true], []])
  opened[1]?.(failedEvent(TUNNEL))
  expect(told).toEqual([failedEvent(TUNNEL)])
})

test('a tunnel refused for another reason keeps its own failure; what failed later is not looked into', async () => {
  const forbidden = house({ gateway: (_, { doubt }) => (doubt ? Promise.resolve({ kind: 'ready' }) : null) })
  forbidden.opened[0]?.(failedEvent(TUNNEL))
  await tick()
  expect(forbidden.told).toEqual([failedEvent(TUNNEL)])
  const running = house({})
  running.opened[0]?.(READY)
  running.opened[0]?.(failedEvent(TUNNEL))
  expect(running.told).toEqual([READY, failedEvent(TUNNEL)])
})

test('whoever connects anew tells of a tunnel that is refused, and of nothing else', () => {
  const doubted: string[] = []
  const emits: ((event: TransportEvent) => void)[] = []
  const reopen = doubting(
    () => (_, emit) => {
      emits.push(emit)
      return { send: () => undefined, close: () => undefined }
    },
    url => doubted.push(url),
  )
  const heard: TransportEvent[] = []
  reopen()({ url: 'wss://gateway.test/' }, event => heard.push(event))
  emits[0]?.({ type: 'closed', failure: { name: 'signaling_timeout', detail: 'ERR_TIMED_OUT' } })
  expect(doubted).toEqual([])
  emits[0]?.({ type: 'closed', failure: TUNNEL })
  expect([doubted, heard.length]).toEqual([['wss://gateway.test/'], 2])
})
