// Several tries at once: which one becomes the connection, and what becomes of the others. In virtual time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../../main/signaling/failures'
import { hedged, INSIST_MS, insisting, TRIES_MAX } from '../../../main/signaling/hedge'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Tries that answer when they are told to, every 100 ms, the first at once. */
function tries() {
  const made: { tell: (event: TransportEvent) => void; closes: number; sent: string[] }[] = []
  const told: TransportEvent[] = []
  const failures: string[] = []
  let forgotten = 0
  let pauses = 0
  const open: OpenTransport = (_target, tell) => {
    const one = { tell, closes: 0, sent: [] as string[] }
    made.push(one)
    const close = () => {
      one.closes += 1
    }
    return { send: text => one.sent.push(text), close }
  }
  const transport = hedged({
    open,
    pauseMs: () => {
      pauses += 1
      return pauses === 1 ? 0 : 100
    },
    forget: async () => {
      forgotten += 1
    },
    failed: ({ name }) => failures.push(name),
  })({ url: 'wss://gateway.example/' }, event => told.push(event))
  const open1 = () => made.filter(({ closes }) => closes === 0).length
  const at = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { made, told, failures, transport, at, inFlight: open1, forgotten: () => forgotten }
}

describe('several tries at one way in', () => {
  it('begin one after the other while none has answered, and the stack forgets once, before the first', async () => {
    const { made, at, inFlight, forgotten, told } = tries()
    await at(0)
    expect([made.length, forgotten()]).toEqual([1, 1])
    await at(550)
    expect([made.length, inFlight(), forgotten(), told.length]).toEqual([6, 6, 1, 0])
  })

  it('the first that opens is the connection, and the others are closed', async () => {
    const { made, at, told, transport } = tries()
    await at(250)
    made[1]?.tell({ type: 'opened' })
    expect(made.map(({ closes }) => closes)).toEqual([1, 0, 1])
    made[0]?.tell({ type: 'opened' })
    made[2]?.tell({ type: 'closed', failure: failure('signaling_lost', 'late') })
    transport.send('hello')
    made[1]?.tell({ type: 'received', text: 'welcome' })
    await at(5_000)
    expect(made.map(({ sent }) => sent)).toEqual([[], ['hello'], []])
    expect(told).toEqual([{ type: 'opened' }, { type: 'received', text: 'welcome' }])
  })

  it('the connection closes when the one that opened does', async () => {
    const { made, at, told } = tries()
    await at(0)
    made[0]?.tell({ type: 'opened' })
    made[0]?.tell({ type: 'closed', failure: failure('signaling_lost', 'reset') })
    await at(5_000)
    expect(told.map(({ type }) => type)).toEqual(['opened', 'closed'])
    expect(made).toHaveLength(1)
  })

  it('a try that fails is told apart and ends nothing', async () => {
    const { made, at, told, failures } = tries()
    await at(0)
    made[0]?.tell({ type: 'closed', failure: failure('signaling_name', 'no such name') })
    await at(100)
    expect([made.length, told.length, failures]).toEqual([2, 0, ['signaling_name']])
  })

  it('begins anew with forgetting when too many hang', async () => {
    const { made, at, inFlight, forgotten, told } = tries()
    await at(100 * TRIES_MAX - 50)
    expect([made.length, inFlight(), forgotten()]).toEqual([TRIES_MAX, TRIES_MAX, 1])
    await at(100)
    expect([made.length, inFlight(), forgotten()]).toEqual([TRIES_MAX + 1, 1, 2])
    made[0]?.tell({ type: 'opened' })
    await at(40)
    expect([inFlight(), told]).toEqual([1, []])
  })

  it('closed, begins nothing and says nothing', async () => {
    const { made, at, told, transport, inFlight } = tries()
    await at(250)
    transport.close()
    transport.close()
    made[0]?.tell({ type: 'opened' })
    await at(5_000)
    expect([made.length, inFlight(), told.length]).toEqual([3, 0, 0])
  })
})

/** An opening whose tries answer when they are told to. */
function opening() {
  const made: { tell: (event: TransportEvent) => void; closes: number }[] = []
  const told: string[] = []
  const open: OpenTransport = (_target, tell) => {
    const one = { tell, closes: 0 }
    made.push(one)
    const close = () => {
      one.closes += 1
    }
    return { send: () => {}, close }
  }
  const transport = insisting(open, open)({ url: 'wss://gateway.example/' }, ({ type }) => told.push(type))
  return { made, told, transport, closes: () => made.map(({ closes }) => closes) }
}

describe('an opening that insists', () => {
  it('is one try where that opens in time', async () => {
    const { made, told } = opening()
    made[0]?.tell({ type: 'opened' })
    await vi.advanceTimersByTimeAsync(10 * INSIST_MS)
    expect([made.length, told]).toEqual([1, ['opened']])
  })

  it('tries beside a try of which nothing is heard; the first that opens stays', async () => {
    const { made, told, closes } = opening()
    await vi.advanceTimersByTimeAsync(2 * INSIST_MS)
    expect(made).toHaveLength(3)
    made[1]?.tell({ type: 'opened' })
    made[0]?.tell({ type: 'opened' })
    expect([told, closes()]).toEqual([['opened'], [1, 0, 1]])
  })

  it('fails with the first that fails: a dial wants its answer', async () => {
    const { made, told, closes } = opening()
    await vi.advanceTimersByTimeAsync(INSIST_MS)
    made[1]?.tell({ type: 'closed', failure: failure('signaling_unauthorised', '401') })
    await vi.advanceTimersByTimeAsync(10 * INSIST_MS)
    expect([told, made.length, closes()]).toEqual([['closed'], 2, [1, 0]])
  })

  it('lets go of every try when it is closed', async () => {
    const { transport, told, closes } = opening()
    await vi.advanceTimersByTimeAsync(INSIST_MS)
    transport.close()
    await vi.advanceTimersByTimeAsync(10 * INSIST_MS)
    expect([told, closes()]).toEqual([[], [1, 1]])
  })
})
