// Who does what the ladder says: this end at once, the gateway when its direction changes, by both ways and by rising numbers.
import { describe, expect, test } from 'vitest'
import type { LadderStep } from '../../protocol/report'
import { parseChannel } from '../../protocol/signaling'
import type { Call } from '../../renderer/call'
import { FOOT } from '../../renderer/health'
import { createFollower } from '../../renderer/store/follower'
import { CALLS } from '../fixtures/calls'

/** @param dialed the page that dialed the call follows it; otherwise one that took it over */
function following(call: Call = CALLS.active, dialed = true) {
  const adapted: object[] = []
  const asked: { callId: string; n: number; depth: number }[] = []
  const said: (readonly [number, string])[] = []
  let nowMs = 'dialedAtMs' in call ? call.dialedAtMs + 5_000 : 0
  let current: Call = call
  const follow = createFollower({
    bridge: {
      askRedundancy: async wish => {
        asked.push(wish)
      },
    },
    media: {
      adapt: step => void adapted.push(step),
      say: (attempt, text) => void said.push([attempt, text]),
    },
    nowMs: () => nowMs,
    call: () => current,
  })
  if (dialed && call.phase !== 'idle') {
    current = { ...CALLS.preparing, callId: call.callId }
    follow(FOOT)
    adapted.length = 0
    current = call
  }
  return {
    adapted,
    asked,
    said,
    step: (change: Partial<LadderStep>) => {
      nowMs += 1_000
      follow({ ...FOOT, ...change })
    },
  }
}

describe('a step of the ladder', () => {
  test('is done here at once, each time it is told', () => {
    const { step, adapted } = following()
    step({ redundancyOut: 2, bitrateKbps: 28 })
    step({ redundancyOut: 2, bitrateKbps: 28 })
    expect(adapted).toHaveLength(2)
  })

  test('is asked of the gateway once, on signaling and on the channel of what carries the call, and read there', () => {
    const { step, asked, said } = following()
    for (const redundancyIn of [0, 2, 2, 0]) step({ redundancyIn })
    expect(asked.map(({ depth }) => depth)).toEqual([2, 0])
    expect((asked[1]?.n ?? 0) > (asked[0]?.n ?? 0)).toBe(true)
    expect(said.map(([attempt]) => attempt)).toEqual([CALLS.active.carrier, CALLS.active.carrier])
    expect(said.map(([, text]) => parseChannel(text))).toEqual(
      asked.map(wish => ({ type: 'call.redundancy', ...wish })),
    )
  })

  test('asks nobody where there is no call', () => {
    const { step, asked } = following({ phase: 'idle' })
    step({ redundancyIn: 2 })
    expect(asked).toEqual([])
  })

  test('takes back the copies that an earlier page of the same call asked for: what it asked is not known', () => {
    const { step, asked } = following(CALLS.active, false)
    step({})
    step({})
    expect(asked.map(({ depth }) => depth)).toEqual([0])
  })

  test('is numbered above what an earlier page of the same call may have asked', () => {
    const [first, second] = [following(), following()]
    first.step({ redundancyIn: 1 })
    second.step({})
    second.step({ redundancyIn: 2 })
    expect(second.asked[0]?.n).toBeGreaterThan(first.asked[0]?.n ?? 0)
  })
})
