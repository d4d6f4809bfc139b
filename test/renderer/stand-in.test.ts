// The half of the watch that stands in the packets, in plain Node with real streams: what goes through, and when an alarm is raised.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Encoded } from '../../renderer/media/watch/encoded'
import { ALARM_MS } from '../../renderer/media/watch/gaps'
import type { FromWorker } from '../../renderer/media/watch/messages'
import { HOLD_MS } from '../../renderer/media/watch/order'
import { createStandIn } from '../../renderer/media/watch/stand-in'

const FRAME_MS = 20
const FRAME_TICKS = 960

/** A peer's direction, as an engine would hand it out: what is put in at one end, and what has come out at the other. */
function pipe(side: 'sender' | 'receiver', key: number) {
  const out: number[] = []
  let put: (frame: Encoded) => void = () => undefined
  let end: () => void = () => undefined
  const readable = new ReadableStream<Encoded>({
    start: controller => {
      put = frame => controller.enqueue(frame)
      end = () => controller.close()
    },
  })
  let isClosed = false
  const writable = new WritableStream<Encoded>({
    write: ({ timestamp }) => void out.push(timestamp ?? -1),
    close: () => {
      isClosed = true
    },
  })
  const packet = (n: number, go = 0): void =>
    put({
      data: new ArrayBuffer(3),
      getMetadata: () => ({ rtpTimestamp: n * FRAME_TICKS, contributingSources: go === 0 ? [] : [go] }),
      timestamp: n * FRAME_TICKS,
    })
  return {
    out,
    packet,
    end,
    isClosed: () => isClosed,
    transformer: { readable, writable, options: { key, side } },
  }
}

/** One that listens to peer 1, with its stream. */
function listening() {
  const said: { readonly atMs: number; readonly event: FromWorker }[] = []
  const standIn = createStandIn(event => said.push({ atMs: performance.now(), event }))
  const agent = pipe('receiver', 1)
  standIn.stand(agent.transformer)
  standIn.take({ type: 'listen', key: 1, go: null, old: 'left' })
  /** So many packets, each in its time. */
  const speak = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) {
      agent.packet(n)
      await vi.advanceTimersByTimeAsync(FRAME_MS)
    }
  }
  const types = (): readonly string[] => said.map(({ event }) => event.type)
  return { standIn, agent, said, speak, types }
}

describe('standing in the packets', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('passes on the packets of the peer that is listened to, and drops a place that was played', async () => {
    const { agent, speak, types } = listening()
    await speak(0, 5)
    agent.packet(3)
    await speak(5, 7)
    expect(agent.out).toEqual([0, 1, 2, 3, 4, 5, 6].map(n => n * FRAME_TICKS))
    expect(types()).toEqual(['flowing'])
  })

  test('raises an alarm at the very millisecond at which a silence is one', async () => {
    const { said, speak } = listening()
    await speak(0, 50)
    const lastAtMs = performance.now() - FRAME_MS
    await vi.advanceTimersByTimeAsync(ALARM_MS - FRAME_MS - 2)
    expect(said.map(({ event }) => event.type)).toEqual(['flowing'])
    await vi.advanceTimersByTimeAsync(4)
    const alarm = said.at(-1)
    expect(alarm?.event).toMatchObject({ type: 'stalled', key: 1, rtpTimestamp: 49 * FRAME_TICKS })
    expect((alarm?.atMs ?? 0) - lastAtMs).toBeLessThanOrEqual(ALARM_MS + 1)
  })

  test('says once that it is silent and once that it flows again, and sleeps in between', async () => {
    const { speak, types } = listening()
    await speak(0, 10)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(vi.getTimerCount()).toBe(0)
    await speak(300, 310)
    expect(types()).toEqual(['flowing', 'stalled', 'flowing'])
  })

  test('forgets a peer: no alarm of it comes any more', async () => {
    const { standIn, speak, types } = listening()
    await speak(0, 10)
    standIn.take({ type: 'forget', key: 1 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(types()).toEqual(['flowing'])
  })

  test('holds the new path for the last packets of the old, and no longer than it may', async () => {
    const { standIn, agent, speak } = listening()
    await speak(0, 5)
    const other = pipe('receiver', 2)
    standIn.stand(other.transformer)
    standIn.take({ type: 'listen', key: 2, go: 1, old: 'heard' })
    other.packet(8, 1)
    await vi.advanceTimersByTimeAsync(HOLD_MS - 5)
    expect(other.out).toEqual([])
    agent.packet(5)
    await vi.advanceTimersByTimeAsync(10)
    expect(agent.out.at(-1)).toBe(5 * FRAME_TICKS)
    expect(other.out).toEqual([8 * FRAME_TICKS])
  })

  test('takes the microphone through, and closes its far end with its own', async () => {
    const { standIn } = listening()
    const mine = pipe('sender', 1)
    standIn.stand(mine.transformer)
    mine.packet(1)
    mine.packet(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(mine.out).toEqual([FRAME_TICKS, 2 * FRAME_TICKS])
    mine.end()
    await vi.advanceTimersByTimeAsync(1)
    expect(mine.isClosed()).toBe(true)
  })
})
