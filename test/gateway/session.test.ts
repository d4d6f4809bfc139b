// The session without any transport: numbering, versions, refusals, idle time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallDesk } from '../../gateway/call/desk'
import { DEFAULT_LIMITS } from '../../gateway/limits'
import { Session } from '../../gateway/session/session'
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'

const HELLO: ClientMessage = { type: 'hello', versions: [1], client: { name: 'test', version: '0' } }
const callId = 'call-0001'
const GO: ClientMessage = { type: 'go', callId, attempt: 1 }

function open(limits: Partial<typeof DEFAULT_LIMITS> = {}) {
  const sent: { seq: number; message: GatewayMessage }[] = []
  const handled: ClientMessage[] = []
  const log: string[] = []
  const state = { transport: 'open', calls: 0, dropped: 0 }
  const desk: CallDesk = {
    handle: message => handled.push(message),
    calls: () => state.calls,
    drop: () => {
      state.dropped += 1
    },
  }
  const transport = {
    send: (text: string) => sent.push(JSON.parse(text)),
    close: () => {
      state.transport = 'closed'
    },
  }
  const session = new Session('session-id-0123456789', transport, {
    gateway: { name: 'g', version: '1' },
    limits: { ...DEFAULT_LIMITS, ...limits },
    log: (_level, line) => log.push(line),
    ice: id => ({ servers: [{ urls: [`stun:${id}`] }], expiresAtMs: 1 }),
    desk: () => desk,
    onClosed: () => undefined,
  })
  const receive = (seq: number, message: ClientMessage | { type: string }) =>
    session.receive(JSON.stringify({ seq, message }))
  const last = () => sent.at(-1)?.message
  return { session, receive, sent, handled, log, state, last }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a session', () => {
  it('welcomes at every hello, with its own numbers and fresh servers', () => {
    const { receive, sent } = open()
    receive(1, HELLO)
    receive(2, HELLO)
    expect(sent.map(frame => [frame.seq, frame.message.type])).toEqual([
      [1, 'welcome'],
      [2, 'welcome'],
    ])
    expect(sent[0]?.message).toMatchObject({
      version: 1,
      ice: { servers: [{ urls: ['stun:session-id-0123456789'] }] },
    })
  })

  it('speaks the newest version that both know, and refuses when there is none', () => {
    const common = open()
    common.receive(1, { ...HELLO, versions: [1, 7] } as ClientMessage)
    expect(common.last()).toMatchObject({ type: 'welcome', version: 1 })
    const none = open()
    none.receive(1, { ...HELLO, versions: [2] } as ClientMessage)
    expect(none.last()).toMatchObject({ type: 'error', failure: { name: 'signaling_version' } })
    expect(none.state.transport).toBe('closed')
  })

  it('takes each number once and in order, whatever order they came in', () => {
    const { receive, handled } = open()
    receive(1, HELLO)
    receive(3, { ...GO, attempt: 3 } as ClientMessage)
    expect(handled).toEqual([])
    receive(2, { ...GO, attempt: 2 } as ClientMessage)
    receive(2, { ...GO, attempt: 9 } as ClientMessage)
    receive(3, { ...GO, attempt: 9 } as ClientMessage)
    expect(handled.map(message => 'attempt' in message && message.attempt)).toEqual([2, 3])
  })

  it('gives a missing frame some time, then refuses', () => {
    const { receive, last, state } = open({ holeMs: 1000 })
    receive(1, HELLO)
    receive(3, GO)
    vi.advanceTimersByTime(999)
    expect(state.transport).toBe('open')
    vi.advanceTimersByTime(1)
    expect(last()).toMatchObject({ failure: { name: 'signaling_garbage', detail: 'frame 2 never came' } })
  })

  it('keeps no more early frames than it may', () => {
    const { receive, state } = open({ earlyFramesMax: 2 })
    for (const seq of [1, 3, 4, 5]) receive(seq, seq === 1 ? HELLO : GO)
    expect(state.transport).toBe('closed')
  })

  it('ignores what it does not know, and logs each kind once', () => {
    const { receive, log, handled, state } = open()
    receive(1, HELLO)
    receive(2, { type: 'call.transfer' })
    receive(3, { type: 'call.transfer' })
    receive(4, GO)
    expect(log.filter(line => line.includes('call.transfer'))).toHaveLength(1)
    expect(handled).toEqual([GO])
    expect(state.transport).toBe('open')
  })

  it.each([
    ['text that is no JSON', 'hello?'],
    ['JSON that is no frame', '{"a":1}'],
    ['a message with a wrong shape', JSON.stringify({ seq: 1, message: { type: 'go', callId: 1 } })],
    ['a call before hello', JSON.stringify({ seq: 1, message: GO })],
  ])('refuses %s and hangs up', (_what, text) => {
    const { session, last, state } = open()
    session.receive(text)
    expect(last()).toMatchObject({ type: 'error', failure: { name: 'signaling_garbage' } })
    expect(state).toMatchObject({ transport: 'closed', dropped: 1 })
  })

  it('refuses a frame that is too large, measured in bytes', () => {
    const { session, last } = open({ frameBytesMax: 100 })
    expect(session.receive('é'.repeat(60))).toBe('oversize')
    expect(last()).toMatchObject({ failure: { name: 'signaling_oversize' } })
  })

  it('says nothing any more once it is closed', () => {
    const { session, receive, sent, state } = open()
    session.drop()
    receive(1, HELLO)
    session.drop()
    expect(sent).toEqual([])
    expect(state.dropped).toBe(1)
  })

  it('closes when idle, but never under a call', () => {
    const { receive, state } = open({ sessionIdleMs: 1000 })
    receive(1, HELLO)
    state.calls = 1
    vi.advanceTimersByTime(5000)
    expect(state.transport).toBe('open')
    state.calls = 0
    vi.advanceTimersByTime(1000)
    expect(state.transport).toBe('closed')
  })

  it('answers a ping with its number', () => {
    const { receive, last } = open()
    receive(1, { type: 'ping', id: 7 } as ClientMessage)
    expect(last()).toEqual({ type: 'pong', id: 7 })
  })
})
