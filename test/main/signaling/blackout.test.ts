// A path that was dead and is back: how soon a call has its signaling again, over real connections.
import { describe, expect, it } from 'vitest'
import { openHouse } from './resume-house'
import { pause, WAYS } from './world'

describe.each(WAYS)('a line with a call over %s', (_name, way) => {
  it('is back at once when a dead path lives again', async () => {
    const { line, road, events, heard, resumed } = await openHouse(way)
    line.send({ type: 'call.start', callId: 'call-0001', agent: 'a', attempt: 1, sdp: 'offer' })
    road.swallow()
    await pause(2_500)
    line.send({ type: 'go', callId: 'call-0001', attempt: 1, n: 1 })
    road.mend()
    const mendedMs = performance.now()
    await resumed(1)
    expect(performance.now() - mendedMs).toBeLessThan(400)
    await heard.when('what was said meanwhile', n => n === 1)
    expect(events.seen.map(({ type }) => type)).toEqual(['opened', 'welcomed', 'resumed', 'welcomed'])
  })

  it('asks a doubted path at once and leaves a dead one', async () => {
    const { line, road, logged, resumed } = await openHouse(way, {}, { pingEveryMs: 10_000, deadMs: 20_000 })
    line.send({ type: 'call.start', callId: 'call-0001', agent: 'a', attempt: 1, sdp: 'offer' })
    await pause(50)
    road.swallow()
    const doubtedMs = performance.now()
    line.probe()
    line.probe()
    await pause(20)
    road.mend()
    await resumed(1)
    expect(performance.now() - doubtedMs).toBeLessThan(600)
    expect(logged[0]).toMatch(/^signaling lost its connection \(no answer within \d+ ms\)$/)
  })

  it('keeps a doubted path that answers', async () => {
    const { line, welcomes, logged } = await openHouse(way, {}, { pingEveryMs: 10_000, deadMs: 20_000 })
    line.probe()
    await pause(400)
    expect([welcomes(), logged]).toEqual([1, []])
  })
})
