// How long connections last: what is learnt of it, and when it counts.
import { describe, expect, it, test } from 'vitest'
import { createForgetfulMemory } from '../../../main/memory'
import { failure } from '../../../main/signaling/failures'
import { createLasting, sameAgeOf } from '../../../main/signaling/lasting'
import { openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'
import { frameText } from '../../../protocol/signaling'
import { welcome } from '../../fakes/scripted-gateway'
import { afterTest, pause } from './world'

it.each([
  ['nothing yet', [], null],
  ['twice', [60_000, 60_400], null],
  ['three times, a minute each', [60_000, 60_400, 60_100], 60_400],
  ['three times, whenever', [60_000, 12_000, 300_000], null],
  ['three times, some seconds each', [4_000, 4_300, 4_900], 4_900],
])('connections lost %s', (_what, agesMs, afterMs) => expect(sameAgeOf(agesMs)).toBe(afterMs))

test('only the last three count', () => {
  const lasting = createLasting(createForgetfulMemory(() => 0))
  for (const ageMs of [9_000, 60_000, 60_000]) lasting.lost(ageMs)
  expect(lasting.cutAfterMs()).toBeNull()
  lasting.lost(60_000)
  expect(lasting.cutAfterMs()).toBe(60_000)
})

describe('a line tells of', () => {
  /** A line whose session is taken up again each time that its transport is cut. */
  async function lineTo(url: string) {
    const ages: number[] = []
    const open: ((event: TransportEvent) => void)[] = []
    const openTransport: OpenTransport = (_target, emit) => {
      const resumed = open.push(emit) > 1
      queueMicrotask(() => emit({ type: 'opened' }))
      const answer = frameText(0, 0, JSON.stringify(welcome(undefined, resumed)))
      return {
        send: text => {
          if (text.includes('"hello"')) queueMicrotask(() => emit({ type: 'received', text: answer }))
        },
        close: () => undefined,
      }
    }
    const deps = {
      openTransport,
      client: { name: 't', version: '1' },
      times: LINE_TIMES,
      log: () => undefined,
    }
    const lasting = { lost: (ageMs: number) => ages.push(ageMs) }
    const line = openLine({ url }, { ...deps, lasting }, () => undefined)
    afterTest(line.close)
    // In a call the first try to come back is made at once.
    line.send({ type: 'call.start', callId: 'call-0001', agent: 'a', attempt: 1, sdp: 'offer' })
    await pause(50)
    const cut = async () => {
      open.at(-1)?.({ type: 'closed', failure: failure('signaling_lost', 'cut') })
      await pause(50)
    }
    return { line, ages, cut, opened: () => open.length }
  }

  it('a connection that is cut, with its age', async () => {
    const { ages, cut, opened } = await lineTo('wss://agents.example/call')
    await cut()
    expect(opened()).toBe(2)
    expect(ages).toHaveLength(1)
    expect(ages[0]).toBeGreaterThan(40)
  })

  it('none that a change of the network took, and none on this computer', async () => {
    const changed = await lineTo('wss://agents.example/call')
    changed.line.networkChanged()
    await pause(50)
    const near = await lineTo('ws://127.0.0.1:9/')
    await near.cut()
    expect([changed.opened(), changed.ages, near.opened(), near.ages]).toEqual([2, [], 2, []])
  })
})
