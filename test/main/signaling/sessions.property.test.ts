// A client's line and a gateway's session, both real, over a road in memory that is cut, doubles and lets frames overtake each other.
// Model: what was said is heard, once and in order. The full size: SIGNALING_MESSAGES=200000, the same run again: SIGNALING_SEED.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failure } from '../../../main/signaling/failures'
import { openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'
import type { GatewayMessage } from '../../../protocol/signaling'
import { randomOf } from '../../fakes/random'
import { callId, go, openHouse } from '../../gateway/session-house'

const COUNT = Number(process.env.SIGNALING_MESSAGES ?? 20_000)
const SEED = Number(process.env.SIGNALING_SEED ?? Date.now() % 2 ** 31)
const CUT_EVERY = 100
const TROUBLE = 0.01
/** Posts overtake each other on parallel connections; what comes down to a client keeps its order. */
const OVERTAKEN_MAX = 8

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const turn = (n: number): GatewayMessage => ({ type: 'agent.turn', callId, n, responseMs: 1 })
const isGreeting = (text: string): boolean => text.includes('"type":"hello"')

/** The road: what is under way in both directions, of the connection that is there now. */
function createRoad(random: () => number, house: ReturnType<typeof openHouse>['house']) {
  const up: string[] = []
  const down: string[] = []
  let current: { emit: (event: TransportEvent) => void; connection: ReturnType<typeof house.open> } | null =
    null
  let connections = 0

  const put = (list: string[], text: string, mayOvertake: boolean): void => {
    list.push(text)
    if (isGreeting(text)) return
    if (random() < TROUBLE) list.push(text)
    if (mayOvertake && random() < TROUBLE && !list.some(isGreeting))
      list.splice(-Math.ceil(random() * OVERTAKEN_MAX), 0, ...list.splice(-1))
  }
  const openTransport: OpenTransport = (_target, emit) => {
    const connection = house.open({ send: text => put(down, text, false), close: () => undefined })
    const mine = { emit, connection }
    current = mine
    connections += 1
    queueMicrotask(() => emit({ type: 'opened' }))
    return {
      send: text => {
        if (current === mine) put(up, text, true)
      },
      close: () => undefined,
    }
  }
  const deliver = (list: string[]): void => {
    const text = list.shift()
    if (text === undefined || current === null) return
    if (list === up) current.connection.receive(text)
    else current.emit({ type: 'received', text })
  }
  const cut = (): void => {
    const lost = current
    current = null
    up.length = 0
    down.length = 0
    if (lost === null) return
    house.lost(lost.connection)
    lost.emit({ type: 'closed', failure: failure('signaling_lost', 'cut') })
  }
  return {
    openTransport,
    cut,
    step: () => deliver(random() < 0.5 ? up : down),
    settle: () => {
      while (up.length + down.length > 0 && current !== null) {
        deliver(up)
        deliver(down)
      }
    },
    connections: () => connections,
  }
}

it(`${COUNT} messages each way over a road that is cut every ${CUT_EVERY}: none lost, doubled or reordered`, async () => {
  const random = randomOf(SEED)
  const far = openHouse()
  far.state.calls = 1
  const road = createRoad(random, far.house)
  const turns: number[] = []
  const failures: string[] = []
  let welcomed: 'no' | 'yes' = 'no'
  const line = openLine(
    { url: 'wss://gateway.example/' },
    {
      openTransport: road.openTransport,
      client: { name: 'test', version: '1' },
      times: LINE_TIMES,
      log: () => undefined,
    },
    event => {
      if (event.type === 'welcomed') welcomed = 'yes'
      if (event.type === 'failed') failures.push(`${event.failure.name} ${event.failure.detail}`)
      if (event.type === 'received' && event.message.type === 'agent.turn') turns.push(event.message.n)
    },
  )
  /** Until the line has its connection again. */
  const mend = async () => {
    for (let tries = 0; !line.isConnected() && failures.length === 0 && tries < 1_000; tries += 1) {
      await vi.advanceTimersByTimeAsync(20)
      road.settle()
    }
  }
  await mend()
  expect(welcomed).toBe('yes')
  line.send({ type: 'call.start', callId, agent: 'a', attempt: 1, sdp: 'v=0' })
  let cuts = 0
  for (let n = 1; n <= COUNT && failures.length === 0; n += 1) {
    line.send(go(n))
    far.tell(turn(n))
    for (let steps = 0; steps < 6; steps += 1) road.step()
    if (random() < 0.1) road.settle()
    if (random() < 1 / CUT_EVERY) {
      cuts += 1
      road.cut()
    }
    // Some words are said while nobody is there to hear them.
    if (!line.isConnected() && random() < 0.1) await mend()
  }
  await mend()
  road.settle()
  await vi.advanceTimersByTimeAsync(100)
  road.settle()
  await mend()
  road.settle()
  const why = `SIGNALING_SEED=${SEED}`
  const heard = far.handled.flatMap(message => (message.type === 'go' ? [message.n] : []))
  line.close()
  process.stdout.write(
    `sessions: ${why}, ${COUNT} each way, ${cuts} cuts, ${road.connections()} connections\n`,
  )
  const firstWrong = (got: readonly number[]) => got.findIndex((n, at) => n !== at + 1)
  expect(failures, why).toEqual([])
  expect(cuts, why).toBeGreaterThan(COUNT / CUT_EVERY / 2)
  expect({ wrong: firstWrong(heard), count: heard.length }, why).toEqual({ wrong: -1, count: COUNT })
  expect({ wrong: firstWrong(turns), count: turns.length }, why).toEqual({ wrong: -1, count: COUNT })
}, 600_000)
