// Which of the agent's packets are played: each place once, in order, over all peers.
import { describe, expect, test } from 'vitest'
import {
  HOLD_MS,
  isDue,
  judge,
  listenTo,
  type Order,
  type Placed,
  turnTo,
} from '../../renderer/media/watch/order'

const FRAME = 960
const at = (key: number, place: number, go = 0): Placed => ({ key, timestamp: (place * FRAME) >>> 0, go })

/** Judges in turn, all in one moment, and returns the verdicts and the order at the end. */
function hear(order: Order, packets: readonly Placed[], nowMs = 0) {
  return packets.reduce<{ verdicts: string; order: Order }>(
    (heard, packet) => {
      const [verdict, next] = judge(heard.order, packet, nowMs)
      return { verdicts: `${heard.verdicts} ${verdict}`.trim(), order: next }
    },
    { verdicts: '', order },
  )
}
const heardAfter = (order: Order, packets: readonly Placed[]): Order => hear(order, packets).order

describe('one path', () => {
  test('each packet is played once, late and doubled ones are not', () => {
    expect(hear(listenTo(1), [at(1, 1), at(1, 2), at(1, 2), at(1, 4), at(1, 3)]).verdicts).toBe(
      'play play drop play drop',
    )
  })

  test('the circle of timestamps has no end', () => {
    const end = 0x1_0000_0000 / FRAME
    expect(hear(listenTo(1), [at(1, end - 1), at(1, end + 1)]).verdicts).toBe('play play')
  })

  test('another path is not listened to', () => {
    expect(hear(listenTo(1), [at(2, 1)]).verdicts).toBe('drop')
  })
})

describe('a path that is doubted', () => {
  const doubted = turnTo(heardAfter(listenTo(1), [at(1, 1), at(1, 2)]), { key: 2, go: 1 }, 'left')

  test('is not listened to any more, even where it brings news', () => {
    expect(hear(doubted, [at(1, 3)]).verdicts).toBe('drop')
  })

  test('the standby goes on where it stopped; what it repeats is dropped', () => {
    expect(hear(doubted, [at(2, 2, 1), at(2, 3, 1), at(2, 4, 1)]).verdicts).toBe('drop play play')
  })

  test('packets that obey an older order are late', () => {
    const back = turnTo(doubted, { key: 1, go: 2 }, 'left')
    expect(hear(back, [at(1, 3, 0), at(2, 3, 1), at(1, 3, 2)]).verdicts).toBe('drop drop play')
  })
})

describe('a handover', () => {
  const leaving = turnTo(heardAfter(listenTo(1), [at(1, 1), at(1, 2)]), { key: 2, go: 1 }, 'heard')

  test('the old path is played until the new one takes over, and not after', () => {
    expect(hear(leaving, [at(1, 3), at(1, 4), at(2, 5, 1), at(1, 6)]).verdicts).toBe('play play play drop')
  })

  test('a new path that is faster waits for the last words of the old', () => {
    const { verdicts, order } = hear(leaving, [at(2, 4, 1), at(2, 5, 1)])
    expect(verdicts).toBe('hold hold')
    expect(isDue(order, at(2, 4).timestamp, 0)).toBe(false)
    const whole = heardAfter(order, [at(1, 3)])
    expect(isDue(whole, at(2, 4).timestamp, 0)).toBe(true)
    expect(hear(whole, [at(2, 4, 1), at(2, 5, 1)]).verdicts).toBe('play play')
  })

  test('but not for ever', () => {
    const { order } = hear(leaving, [at(2, 4, 1)])
    expect(isDue(order, at(2, 4).timestamp, HOLD_MS)).toBe(true)
    expect(hear(order, [at(2, 4, 1), at(1, 3)], HOLD_MS).verdicts).toBe('play drop')
  })

  test('probes that the old path still brings are nothing new', () => {
    expect(hear(leaving, [at(1, 2), at(1, 2), at(2, 3, 1)]).verdicts).toBe('drop drop play')
  })
})

test('another stream begins anew, whatever its timestamps', () => {
  const order = heardAfter(listenTo(1), [at(1, 1_000)])
  expect(hear({ ...listenTo(2), go: order.go }, [at(2, 5), at(2, 6)]).verdicts).toBe('play play')
})
