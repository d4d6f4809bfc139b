// The ways back in on a desktop's network stack: which tries use what, and how often the stack forgets.
import type { Session } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createForgetfulMemory } from '../../../main/memory'
import { createForget } from '../../../main/signaling/electron-http'
import type { HttpStack } from '../../../main/signaling/event-stream'
import { wayPlace } from '../../../main/signaling/habits'
import type { WebSocketLike } from '../../../main/signaling/net-web-socket'
import { createOpenTransport, createReopenTransport } from '../../../main/signaling/open-transport'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A stack on which nothing ever answers; it tells which way each try went. */
function stack(webSocket: 'present' | 'absent') {
  const asked: string[] = []
  const hang = (name: string): HttpStack => ({
    fetch: () => {
      asked.push(name)
      return new Promise(() => undefined)
    },
    post: () => new Promise(() => undefined),
  })
  const makeWebSocket = (): WebSocketLike => {
    asked.push('socket')
    return { protocol: '', addEventListener: () => undefined, send: () => undefined, close: () => undefined }
  }
  const network = {
    http: hang('stream'),
    httpApart: hang('apart'),
    makeWebSocket: webSocket === 'present' ? makeWebSocket : null,
  }
  const way = wayPlace(createForgetfulMemory(Date.now))
  const reopen = createReopenTransport(network, way)
  const openFor = (ms: number) => {
    const opened = createOpenTransport(network, way)({ url: 'wss://agents.example/call' }, () => undefined)
    vi.advanceTimersByTime(ms)
    opened.close()
    return asked.splice(0)
  }
  const loss = (tries: number, url = 'wss://agents.example/call') => {
    const open = reopen()
    const transports = Array.from({ length: tries }, () => open({ url }, () => undefined))
    for (const transport of transports) transport.close()
    return asked.splice(0)
  }
  return { loss, openFor, way }
}

it('tries of one loss take turns between two kinds of event stream, and each loss begins with that of the posts', () => {
  const { loss } = stack('absent')
  expect(loss(5)).toEqual(['stream', 'apart', 'stream', 'apart', 'stream'])
  expect(loss(2)).toEqual(['stream', 'apart'])
})

it('where there are WebSockets, one try in three is one', () => {
  const { loss } = stack('present')
  expect(loss(6)).toEqual(['stream', 'socket', 'apart', 'stream', 'socket', 'apart'])
})

it('where a WebSocket did not carry the event stream goes first and alone, for a day', () => {
  const { loss, openFor, way } = stack('present')
  expect(openFor(1_000)).toEqual(['socket', 'stream'])
  way.write('event-stream')
  expect([openFor(1_000), loss(3)]).toEqual([['stream'], ['stream', 'stream', 'apart']])
  vi.advanceTimersByTime(86_400_000)
  expect(openFor(1_000)).toEqual(['socket', 'stream'])
})

it('a gateway that is no gateway of the internet is not asked over HTTP', () => {
  expect(stack('present').loss(3, 'ws://agents.example/call')).toEqual([])
})

it('the stack forgets for all lines at once, and again half a second later', async () => {
  let closed = 0
  const session = {
    closeAllConnections: async () => {
      closed += 1
    },
  } as Session
  const forget = createForget({ session })
  await Promise.all([forget(), forget()])
  vi.advanceTimersByTime(399)
  await forget()
  expect(closed).toBe(1)
  vi.advanceTimersByTime(1)
  await forget()
  expect(closed).toBe(2)
})
