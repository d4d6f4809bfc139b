// A line and a real gateway's sessions, with a road between them that is cut: nothing said is lost, doubled or reordered.
import { describe, expect, it } from 'vitest'
import { type LineEvent, openLine } from '../../../main/signaling/line'
import { openHouse as call, go, openGateway, TIMES, turn } from './resume-house'
import { afterTest, collector, first, pause, WAYS } from './world'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe.each(WAYS)('a line whose road is cut, over %s', (_name, way) => {
  it('hears and says everything once and in order, however often', async () => {
    const { line, road, tell, heard, events, turns, failed, welcomes } = await call(way)
    const count = 300
    for (const n of numbers(count)) {
      line.send(go(n))
      tell(turn(n))
      if (n % 3 === 0) await pause(1)
      if (n % 75 === 0) road.cut()
    }
    await heard.when('the last word', n => n === count)
    await events.when('the last turn', () => turns().length === count)
    expect(heard.seen).toEqual(numbers(count))
    expect(turns()).toEqual(numbers(count))
    expect(failed()).toEqual([])
    expect(welcomes()).toBeGreaterThan(1)
  })

  it('notices a path that died without a word, and says later what it could not', async () => {
    const { line, road, tell, heard, turns, logged, resumed, events } = await call(way)
    road.swallow()
    line.send(go(1))
    tell(turn(1))
    await pause(500)
    line.send(go(2))
    expect(heard.seen).toEqual([])
    road.mend()
    await resumed(1)
    await heard.when('both', n => n === 2)
    await events.when('the turn', () => turns().length === 1)
    expect(heard.seen).toEqual([1, 2])
    expect(logged[0]).toContain('nothing heard for 200 ms')
    expect(logged.at(-1)).toMatch(/^signaling resumed after \d+ ms$/)
  })

  it('does not wait for silence when it is told that the network changed', async () => {
    const { line, road, heard, resumed } = await call(way, {}, { pingEveryMs: 10_000, deadMs: 20_000 })
    road.swallow()
    line.send(go(1))
    await pause(50)
    expect(heard.seen).toEqual([])
    road.mend()
    const changedMs = performance.now()
    line.networkChanged()
    await resumed(1)
    expect(performance.now() - changedMs).toBeLessThan(500)
    await heard.when('the word', n => n === 1)
  })

  it('starts over when the network changes while it opens', async () => {
    const gateway = await openGateway()
    gateway.road.swallow()
    const events = collector<LineEvent>()
    const deps = { openTransport: way, client: { name: 't', version: '1' }, times: TIMES, log: () => {} }
    const line = openLine({ url: `ws://127.0.0.1:${gateway.road.port}/` }, deps, events.take)
    afterTest(line.close)
    await pause(50)
    gateway.road.mend()
    line.networkChanged()
    await first(events, 'welcomed')
    expect(events.seen.map(({ type }) => type)).toEqual(['opened', 'welcomed'])
  })

  it('gives up in its time, and says so once', async () => {
    const { road, events, failed } = await call(way, {}, { giveUpMs: 700 })
    road.swallow()
    const { failure } = await first(events, 'failed')
    expect(failure.name).toBe('signaling_lost')
    expect(failure.detail).toMatch(/^no connection for 700 ms/)
    await pause(300)
    expect(failed()).toHaveLength(1)
  })

  it('fails at once when the gateway held its session no longer', async () => {
    const { road, events, state } = await call(way, { holdMs: 100 })
    road.swallow()
    road.cut()
    await expect.poll(() => state.dropped).toBe(1)
    road.mend()
    const { failure } = await first(events, 'failed')
    expect(failure).toEqual({ name: 'signaling_lost', detail: 'there is no such session to resume' })
  })

  it('says bye when it is closed: the gateway holds nothing', async () => {
    const { line, state, events } = await call(way, { holdMs: 60_000 })
    state.calls = 1
    line.close()
    await expect.poll(() => state.dropped).toBe(1)
    expect(events.seen.at(-1)?.type).toBe('welcomed')
  })
})
