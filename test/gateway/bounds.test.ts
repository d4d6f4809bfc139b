// Calls and their bounds without media: a fake answerer, a clock under our hand.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { liveOf } from '../../gateway/call/attempts'
import { createMetronome } from '../../gateway/media/metronome'
import { callId, setUp } from './floor'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a call', () => {
  it('rings, then answers, then sends the candidates it found meanwhile', async () => {
    const { start, types, peers } = setUp()
    start()
    peers[0]?.tell({ type: 'candidate', candidate: null })
    await vi.advanceTimersByTimeAsync(0)
    expect(types()).toEqual(['call.ringing', 'attempt.answer', 'attempt.candidate'])
  })

  it('is over when its only offer cannot be answered', async () => {
    const { start, sent, desk } = setUp()
    start('bad')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent.at(-1)).toMatchObject({ type: 'error', callId, failure: { name: 'agent_refused' } })
    expect(desk.calls()).toBe(0)
  })

  it('waits for another attempt when the only one was answered and found no path', async () => {
    const { start, desk, peers, types } = setUp()
    start()
    await vi.advanceTimersByTimeAsync(0)
    peers[0]?.tell({ type: 'failed' })
    expect([desk.calls(), types().includes('error')]).toEqual([1, false])
    desk.handle({ type: 'attempt.offer', callId, attempt: 2, sdp: 'offer' })
    await vi.advanceTimersByTimeAsync(0)
    peers[1]?.tell({ type: 'connected' })
    expect(desk.calls()).toBe(1)
  })

  it('survives a second attempt that cannot be answered', async () => {
    const { start, desk, peers, types } = setUp()
    start()
    desk.handle({ type: 'attempt.offer', callId, attempt: 2, sdp: 'bad' })
    await vi.advanceTimersByTimeAsync(0)
    expect(desk.calls()).toBe(1)
    expect(peers[1]?.state).toBe('closed')
    expect(types()).not.toContain('error')
  })

  it('sounds on the live attempt only, from the first connection on', async () => {
    const { start, desk, peers, agent } = setUp()
    start()
    desk.handle({ type: 'attempt.offer', callId, attempt: 2, sdp: 'offer' })
    peers[0]?.tell({ type: 'connected' })
    peers[1]?.tell({ type: 'connected' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(agent.up).toBe(1)
    // The first packet goes out at once, the others with the clock.
    expect([peers[0]?.sent, peers[1]?.sent]).toEqual([51, 0])
    desk.handle({ type: 'go', callId, attempt: 2, n: 1 })
    // The path that was left stays on trial for a second.
    await vi.advanceTimersByTimeAsync(1000)
    expect([peers[0]?.sent, peers[1]?.sent]).toEqual([101, 50])
    await vi.advanceTimersByTimeAsync(1000)
    expect([peers[0]?.sent, peers[1]?.sent]).toEqual([101, 100])
  })

  it('ends when no attempt connects in time, or all are lost', async () => {
    const never = setUp({ unconnectedMs: 5000 })
    never.start()
    await vi.advanceTimersByTimeAsync(5000)
    expect(never.sent.at(-1)).toMatchObject({ type: 'call.end', reason: 'gateway' })
    const lost = setUp({ unconnectedMs: 5000 })
    lost.start()
    lost.peers[0]?.tell({ type: 'connected' })
    await vi.advanceTimersByTimeAsync(20_000)
    lost.peers[0]?.tell({ type: 'failed' })
    expect(lost.desk.calls()).toBe(1)
    await vi.advanceTimersByTimeAsync(5000)
    expect(lost.desk.calls()).toBe(0)
    expect(lost.types().filter(type => type === 'call.end')).toHaveLength(1)
  })

  it('takes no more attempts at a time than it may, and each number once', async () => {
    const { start, desk, peers } = setUp({ attemptsMax: 2 })
    start()
    for (const attempt of [2, 2, 3]) desk.handle({ type: 'attempt.offer', callId, attempt, sdp: 'offer' })
    expect(peers).toHaveLength(2)
    desk.handle({ type: 'attempt.end', callId, attempt: 1 })
    desk.handle({ type: 'attempt.offer', callId, attempt: 1, sdp: 'offer' })
    expect(peers).toHaveLength(2)
    desk.handle({ type: 'attempt.offer', callId, attempt: 4, sdp: 'offer' })
    expect(peers).toHaveLength(3)
  })

  it('lasts no longer than it may: the agent leaves', async () => {
    const { start, agent, peers, sent } = setUp({ callMs: 10_000 })
    start()
    peers[0]?.tell({ type: 'connected' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(agent.left).toBe('agent')
    expect(sent.at(-1)).toMatchObject({ type: 'call.end', reason: 'agent' })
    expect(peers[0]?.state).toBe('closed')
  })

  it('says when a recording starts and when it breaks', async () => {
    const { start, peers, sent, recording } = setUp()
    start()
    peers[0]?.tell({ type: 'connected' })
    expect(sent.at(-1)).toMatchObject({ type: 'recording', state: 'on' })
    recording.state = 'broken'
    await vi.advanceTimersByTimeAsync(40)
    expect(sent.at(-1)).toMatchObject({ type: 'recording', state: 'off' })
  })

  it('ends without a word when its session is gone, and is quiet afterwards', async () => {
    const { start, desk, peers, sent } = setUp()
    start()
    peers[0]?.tell({ type: 'connected' })
    const before = sent.length
    desk.drop()
    peers[0]?.tell({ type: 'candidate', candidate: null })
    await vi.advanceTimersByTimeAsync(100_000)
    expect(sent).toHaveLength(before)
    expect(peers[0]?.state).toBe('closed')
  })
})

describe('the live attempt', () => {
  it('is the one that `go` named, before any the earliest connected', () => {
    expect(liveOf([], null)).toBeNull()
    expect(liveOf([2, 1], null)).toBe(1)
    expect(liveOf([1, 2], 2)).toBe(2)
  })
})

describe('the metronome', () => {
  it('keeps 50 beats a second however late its timers are', () => {
    let late = 0
    // Every timer fires 7 ms after it was due.
    const metronome = createMetronome(() => Date.now() + late)
    let beats = 0
    const leave = metronome.join(() => {
      beats += 1
    })
    late = 7
    vi.advanceTimersByTime(60_000)
    leave()
    expect(Math.abs(beats - 3000)).toBeLessThanOrEqual(1)
  })

  it('does not make up for a stall of seconds', () => {
    let nowMs = 0
    const metronome = createMetronome(() => nowMs)
    let beats = 0
    metronome.join(() => {
      beats += 1
    })
    nowMs = 5000
    vi.advanceTimersByTime(25)
    expect(beats).toBeLessThanOrEqual(1)
  })
})
