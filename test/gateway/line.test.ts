// Lines and their bounds without media: a fake answerer, a clock under our hand.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SILENCE } from '../../gateway/media/frames'
import type { Go } from '../../protocol/signaling'
import { callId, setUp } from './floor'

const lineId = 'line-0001'
const other = 'line-0002'
const closed = (id: string) => ({ type: 'line.end', lineId: id, reason: 'closed' })
const heard = { type: 'heard', packet: { payload: SILENCE.payload, seq: 1, timestamp: 1, marker: false, audioLevelDbov: 10 } } as const // biome-ignore format: one line

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A floor with one connected line. */
async function warm(limits: Parameters<typeof setUp>[0] = {}) {
  const floor = setUp(limits)
  floor.openLine(lineId)
  await vi.advanceTimersByTimeAsync(0)
  floor.peers[0]?.tell({ type: 'connected' })
  floor.sent.length = 0
  return floor
}

describe('a line', () => {
  it('is answered, then told the candidates that were found meanwhile', async () => {
    const { openLine, types, peers } = setUp()
    openLine(lineId)
    peers[0]?.tell({ type: 'candidate', candidate: null })
    expect(types()).toEqual([])
    await vi.advanceTimersByTimeAsync(0)
    expect(types()).toEqual(['line.answer', 'line.candidate'])
  })

  it('is silent, and nobody listens to it', async () => {
    const { peers, agent, types } = await warm()
    peers[0]?.tell(heard)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([peers[0]?.sent, agent.heard, types()]).toEqual([0, 0, []])
  })

  it('keeps no clock running: nothing is due but its end', async () => {
    await warm()
    expect(vi.getTimerCount()).toBe(1)
  })

  it('ends when its client closes it, once', async () => {
    const { say, sent, peers } = await warm()
    say({ type: 'line.close', lineId })
    say({ type: 'line.close', lineId })
    expect([sent, peers[0]?.state]).toEqual([[closed(lineId)], 'closed'])
  })

  it.each([
    ['its offer cannot be answered', 'bad', () => undefined],
    ['its connection fails', 'offer', (tell: ReturnType<typeof setUp>['peers']) => tell[0]?.tell({ type: 'failed' })],
    ['it is not connected after 15 s', 'offer', () => vi.advanceTimersByTime(15_000)],
  ])('is broken when %s', async (_when, sdp, act) => {
    const { openLine, sent, peers } = setUp()
    openLine(lineId, sdp)
    await vi.advanceTimersByTimeAsync(0)
    act(peers)
    expect(sent.at(-1)).toEqual({ type: 'line.end', lineId, reason: 'broken' })
    expect(peers[0]?.state).toBe('closed')
  }) // biome-ignore format: one row each

  it('ends after two and a half minutes without a call', async () => {
    const { sent } = await warm()
    await vi.advanceTimersByTimeAsync(149_999)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toEqual([{ type: 'line.end', lineId, reason: 'idle' }])
  })

  it('ends with its session, and with the gateway, which takes no new ones', async () => {
    const gone = await warm()
    gone.desk.drop()
    expect(gone.peers[0]?.state).toBe('closed')
    const { lines, openLine, sent, peers } = await warm()
    lines.close()
    openLine(other)
    expect([sent, peers.length, peers[0]?.state]).toEqual([[closed(lineId), closed(other)], 1, 'closed'])
  })

  it('is no reason to hold a session', async () => {
    const { desk } = await warm()
    expect([desk.calls(), desk.quietMs()]).toEqual([0, Number.POSITIVE_INFINITY])
  })
})

describe('lines are refused first', () => {
  const full = (id: string) => ({ type: 'line.end', lineId: id, reason: 'full' })

  it('when a session has two of them, until one is gone', async () => {
    const { openLine, say, sent, peers } = await warm()
    openLine(other)
    openLine('line-0003')
    expect(sent.at(-1)).toEqual(full('line-0003'))
    say({ type: 'line.close', lineId })
    openLine('line-0003')
    expect(peers).toHaveLength(3)
  })

  it('when the gateway has as many as it may, and a call still gets in', async () => {
    const { session, start, types } = await warm({ linesMax: 1, callsMax: 1 })
    const next = session()
    next.openLine(other)
    expect(next.sent).toEqual([full(other)])
    start()
    expect(types()).toEqual(['call.ringing'])
  })

  it('when more than four fifths of the calls are taken', async () => {
    const { session, start } = setUp({ callsMax: 5 })
    for (const n of [1, 2, 3, 4]) start('offer', `call-000${n}`)
    const [before, after] = [session(), session()]
    before.openLine(lineId)
    start('offer', 'call-0005')
    after.openLine(other)
    await vi.advanceTimersByTimeAsync(0)
    expect([before.types(), after.sent]).toEqual([['line.answer'], [full(other)]])
  })
})

describe('a call that adopts a line', () => {
  it('has its first attempt connected: the agent speaks at once', async () => {
    const { adopt, types, agent, peers } = await warm()
    adopt(lineId)
    expect(types()).toEqual(['call.ringing', 'attempt.adopted', 'recording'])
    expect([agent.up, peers[0]?.sent]).toEqual([1, 1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(peers[0]?.sent).toBe(51)
  })

  it('leaves no line: no word and no time of it concerns the attempt', async () => {
    const { adopt, say, types, peers, openLine } = await warm({ linesMax: 1 })
    adopt(lineId)
    say({ type: 'line.close', lineId })
    await vi.advanceTimersByTimeAsync(200_000)
    expect([types().includes('line.end'), peers[0]?.state]).toEqual([false, 'open'])
    openLine(other)
    expect(peers).toHaveLength(2)
    say({ type: 'attempt.end', callId, attempt: 1 })
    expect(peers[0]?.state).toBe('closed')
  })

  it('is heard on it, and takes its `go` from its channel, from then on only', async () => {
    const { adopt, say, peers, agent } = await warm()
    const go = (attempt: number, n: number): Go => ({ type: 'go', callId, attempt, n })
    const onChannel = (peer: number, order: Go) =>
      peers[peer]?.tell({ type: 'data', label: 'viaduct', text: JSON.stringify(order) })
    onChannel(0, go(1, 9))
    adopt(lineId)
    peers[0]?.tell(heard)
    expect(agent.heard).toBe(1)
    say({ type: 'attempt.offer', callId, attempt: 2, sdp: 'offer' })
    peers[1]?.tell({ type: 'connected' })
    say(go(2, 1))
    await vi.advanceTimersByTimeAsync(1000)
    const [one, two] = [peers[0]?.sent ?? 0, peers[1]?.sent]
    expect(two).toBe(50)
    onChannel(0, go(1, 2))
    await vi.advanceTimersByTimeAsync(1000)
    expect((peers[0]?.sent ?? 0) - one).toBe(50)
  })

  it('before it is answered gets the answer as the attempt', async () => {
    const { openLine, adopt, types, peers } = setUp()
    openLine(lineId)
    peers[0]?.tell({ type: 'candidate', candidate: null })
    adopt(lineId)
    await vi.advanceTimersByTimeAsync(0)
    expect(types()).toEqual(['call.ringing', 'attempt.adopted', 'attempt.answer', 'attempt.candidate'])
  })

  it('loses nothing when its line is gone: it waits for an offer, under the same number too', async () => {
    const { adopt, say, sent, types, peers, desk } = await warm()
    peers[0]?.tell({ type: 'failed' })
    adopt(lineId)
    expect(sent.slice(1)).toEqual([{ type: 'call.ringing', callId }, closed(lineId)])
    say({ type: 'attempt.offer', callId, attempt: 1, sdp: 'offer' })
    await vi.advanceTimersByTimeAsync(0)
    expect([types().at(-1), desk.calls()]).toEqual(['attempt.answer', 1])
  })

  it('without a line and without an offer ends like any call that is not connected', async () => {
    const { adopt, sent, desk } = setUp({ unconnectedMs: 5000 })
    adopt(lineId)
    await vi.advanceTimersByTimeAsync(5000)
    expect([sent.at(-1), desk.calls()]).toEqual([{ type: 'call.end', callId, reason: 'gateway' }, 0])
  })

  it('gets it once: the second call that names it has to offer', async () => {
    const { adopt, sent, peers } = await warm()
    adopt(lineId)
    adopt(lineId)
    adopt(lineId, 'call-0002')
    expect(sent.slice(-2)).toEqual([{ type: 'call.ringing', callId: 'call-0002' }, closed(lineId)])
    expect([peers[0]?.state, peers.length]).toEqual(['open', 1])
  })

  it('gets none of another session, and does not disturb it there', async () => {
    const { session, adopt, types } = await warm()
    const thief = session()
    thief.adopt(lineId, 'call-0002')
    thief.say({ type: 'line.close', lineId })
    expect(thief.sent).toEqual([{ type: 'call.ringing', callId: 'call-0002' }, closed(lineId)])
    adopt(lineId)
    expect(types()).toContain('attempt.adopted')
  })

  it('and is refused leaves the line as it was', async () => {
    const { session, adopt, sent, peers } = await warm({ callsMax: 1 })
    session().say({ type: 'call.start', callId: 'call-0002', agent: 'test-agent', attempt: 1, sdp: 'offer' })
    adopt(lineId)
    expect(sent).toMatchObject([{ type: 'error', callId, failure: { name: 'agent_busy' } }])
    expect(peers[0]?.state).toBe('open')
  })
})
