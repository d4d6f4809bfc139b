// The ears as the workshop has them, in plain Node: sound taken from a queue now and then, and what is told of it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createEars } from '../../renderer/hearing/ears'
import type { FromWorker } from '../../renderer/hearing/messages'
import type { Side } from '../../renderer/hearing/talk'

const BLOCK_MS = 10
const RATE = 48_000
const SAMPLES = (RATE * BLOCK_MS) / 1_000

/** What a track processor hands out, as far as it is looked at: a tone that is loud or not there. */
const block = (atMs: number, amplitude: number): AudioData =>
  ({
    numberOfFrames: SAMPLES,
    sampleRate: RATE,
    timestamp: atMs * 1_000,
    copyTo: (to: Float32Array) => {
      for (let at = 0; at < to.length; at += 1) to[at] = amplitude * Math.sin(at / 5)
    },
    close: () => undefined,
  }) as unknown as AudioData

/** A side's track: its queue, and how often somebody had to be woken for a block, because they waited for it. */
function track() {
  const queue: AudioData[] = []
  let waiting: ReadableStreamDefaultController<AudioData> | null = null
  let woken = 0
  const readable = new ReadableStream<AudioData>(
    {
      pull: controller => {
        const next = queue.shift()
        if (next !== undefined) controller.enqueue(next)
        else waiting = controller
      },
    },
    { highWaterMark: 0 },
  )
  const put = (data: AudioData): void => {
    if (waiting === null) {
      queue.push(data)
      return
    }
    woken += 1
    const controller = waiting
    waiting = null
    controller.enqueue(data)
  }
  return { readable, put, woken: () => woken, left: () => queue.length }
}

function listening() {
  const told: FromWorker[] = []
  const ears = createEars(made => told.push(made))
  const tracks = { agent: track(), microphone: track() }
  let nowMs = 0
  for (const side of ['agent', 'microphone'] as const)
    ears.take({ type: 'hear', side, readable: tracks[side].readable })
  /** So long of sound, whoever speaks. */
  const pass = async (ms: number, who: Side | null): Promise<void> => {
    for (const endMs = nowMs + ms; nowMs < endMs; nowMs += BLOCK_MS) {
      for (const side of ['agent', 'microphone'] as const)
        tracks[side].put(block(nowMs, side === who ? 0.5 : 0))
      await vi.advanceTimersByTimeAsync(BLOCK_MS)
    }
  }
  return { ears, told, tracks, pass }
}

describe('the ears', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('tell an answer by the stamps of the sound, whenever the sound is taken', async () => {
    const { told, pass } = listening()
    await pass(2_000, null)
    await pass(600, 'microphone')
    await pass(730, null)
    await pass(600, 'agent')
    expect(told).toMatchObject([{ type: 'made', made: { type: 'answer' } }])
    const [first] = told
    if (first?.type !== 'made') return
    const { made, agoMs } = first
    if (made.type === 'answer') expect(Math.abs(made.waitMs - 730)).toBeLessThanOrEqual(5)
    // Told at the next taking after it was certain, and counted from the newest sound.
    expect(agoMs).toBeLessThanOrEqual(200)
  })

  test('are not woken for each block, and leave none behind', async () => {
    const { tracks, pass } = listening()
    await pass(3_000, 'agent')
    const blocks = 3_000 / BLOCK_MS
    for (const { woken, left } of Object.values(tracks)) {
      expect(woken()).toBeLessThan(blocks / 5)
      expect(left()).toBeLessThanOrEqual(12)
    }
  })

  test('say how loud it was since they were asked last', async () => {
    const { ears, pass } = listening()
    await pass(300, 'agent')
    expect(ears.levels().agent).toBeGreaterThan(0.7)
    await pass(300, null)
    ears.levels()
    await pass(300, null)
    expect(ears.levels()).toEqual({ agent: 0, microphone: 0 })
  })

  test('forget a call that is over, and sleep until the next', async () => {
    const { ears, told, pass } = listening()
    await pass(2_000, null)
    await pass(600, 'microphone')
    ears.take({ type: 'stop' })
    expect(vi.getTimerCount()).toBe(0)
    const next = track()
    ears.take({ type: 'hear', side: 'agent', readable: next.readable })
    for (let atMs = 0; atMs < 1_000; atMs += BLOCK_MS) {
      next.put(block(5_000 + atMs, 0.5))
      await vi.advanceTimersByTimeAsync(BLOCK_MS)
    }
    expect(told).toEqual([])
  })
})
