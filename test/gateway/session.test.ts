// The session without any transport: numbering, versions, refusals, idle time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientMessage } from '../../protocol/signaling'
import { callId, go, HELLO, openHouse, speaking, welcomed } from './session-house'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a session', () => {
  it('welcomes at every hello with fresh servers, outside the numbering', () => {
    const { say, sent } = welcomed()
    say(HELLO)
    expect(sent.map(frame => [frame.seq, frame.message.type])).toEqual([
      [0, 'welcome'],
      [0, 'welcome'],
    ])
    const [first, second] = sent.map(({ message }) => message)
    expect(first).toMatchObject({ version: 1, resumed: false })
    expect(second).toMatchObject({ session: first?.type === 'welcome' && first.session })
    expect(first).toMatchObject({ ice: { servers: [{ urls: [expect.stringMatching(/^stun:.{32}$/)] }] } })
  })

  it('numbers what it says from 1, and confirms what it heard', () => {
    const { say, sent, tell } = welcomed()
    say(go(1))
    tell(speaking)
    say(go(2))
    tell(speaking)
    expect(sent.slice(1).map(({ seq, ack }) => [seq, ack])).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  it('speaks the newest version that both know, and refuses when there is none', () => {
    const { connect } = openHouse()
    const common = connect()
    common.say({ ...HELLO, versions: [1, 7] } as ClientMessage)
    expect(common.last()).toMatchObject({ type: 'welcome', version: 1 })
    const none = connect()
    none.say({ ...HELLO, versions: [2] } as ClientMessage)
    expect(none.last()).toMatchObject({ type: 'error', failure: { name: 'signaling_version' } })
    expect(none.transport.state).toBe('closed')
  })

  it('takes each number once and in order, whatever order they came in', () => {
    const { receive, handled } = welcomed()
    receive(2, go(2))
    expect(handled).toEqual([])
    receive(1, go(1))
    receive(1, go(9))
    receive(2, go(9))
    expect(handled.map(message => 'attempt' in message && message.attempt)).toEqual([1, 2])
  })

  it('gives a missing frame some time, then refuses', () => {
    const { receive, last, transport } = welcomed({ holeMs: 1000 })
    receive(2, go(1))
    vi.advanceTimersByTime(999)
    expect(transport.state).toBe('open')
    vi.advanceTimersByTime(1)
    expect(last()).toMatchObject({ failure: { name: 'signaling_garbage', detail: 'frame 1 never came' } })
  })

  it('keeps no more early frames than it may', () => {
    const { receive, transport } = welcomed({ earlyFramesMax: 2 })
    for (const seq of [2, 3]) receive(seq, go(1))
    expect(transport.state).toBe('open')
    receive(4, go(1))
    expect(transport.state).toBe('closed')
  })

  it('ignores what it does not know, and logs each kind once', () => {
    const { say, log, handled, transport } = welcomed()
    say({ type: 'call.transfer' })
    say({ type: 'call.transfer' })
    say(go(1))
    expect(log.filter(line => line.includes('call.transfer'))).toHaveLength(1)
    expect(handled).toEqual([go(1)])
    expect(transport.state).toBe('open')
  })

  it.each([
    ['text that is no JSON', 'hello?'],
    ['JSON that is no frame', '{"a":1}'],
    ['a message with a wrong shape', '{"seq":1,"ack":0,"message":{"type":"go","callId":1}}'],
    ['a number that cannot be', `{"seq":0,"ack":0,"message":{"type":"go","callId":"${callId}","attempt":1}}`],
    ['a confirmation of what was never sent', '{"seq":0,"ack":7,"message":{"type":"ping","id":1}}'],
  ])('refuses %s and hangs up', (_what, text) => {
    const { connection, last, transport, state } = welcomed()
    connection.receive(text)
    expect(last()).toMatchObject({ type: 'error', failure: { name: 'signaling_garbage' } })
    expect([transport.state, state.dropped]).toEqual(['closed', 1])
  })

  it('refuses a call before hello, and a silence instead of one', () => {
    const { connect, state } = openHouse({ helloMs: 1000 })
    const hasty = connect()
    hasty.say(go(1))
    expect(hasty.last()).toMatchObject({ failure: { name: 'signaling_garbage' } })
    const mute = connect()
    vi.advanceTimersByTime(1000)
    expect(mute.last()).toMatchObject({ failure: { name: 'signaling_timeout' } })
    expect([hasty.transport.state, mute.transport.state, state.dropped]).toEqual(['closed', 'closed', 0])
  })

  it('refuses a frame that is too large, measured in bytes', () => {
    const { connection, last } = welcomed({ frameBytesMax: 120 })
    expect(connection.receive('é'.repeat(70))).toBe('oversize')
    expect(last()).toMatchObject({ failure: { name: 'signaling_oversize' } })
  })

  it('ends when it has said more than its client confirms', () => {
    const { tell, last, transport, state } = welcomed({ outboxFramesMax: 3 })
    for (let said = 0; said < 4; said += 1) tell(speaking)
    expect(last()).toMatchObject({ type: 'error', failure: { name: 'signaling_lost' } })
    expect([transport.state, state.dropped]).toEqual(['closed', 1])
  })

  it('ends at once, with its calls, when its client says bye', () => {
    const { say, transport, state, sent, tell } = welcomed()
    say({ type: 'bye' })
    expect([transport.state, state.dropped]).toEqual(['closed', 1])
    tell(speaking)
    expect(sent).toHaveLength(1)
  })

  it('closes when idle, but never under a call', () => {
    const { transport, state } = welcomed({ sessionIdleMs: 1000 })
    state.calls = 1
    vi.advanceTimersByTime(5000)
    expect(transport.state).toBe('open')
    state.calls = 0
    vi.advanceTimersByTime(1000)
    expect(transport.state).toBe('closed')
  })

  it('answers a ping with its number', () => {
    const { say, last } = welcomed()
    say({ type: 'ping', id: 7 })
    expect(last()).toEqual({ type: 'pong', id: 7 })
  })
})
