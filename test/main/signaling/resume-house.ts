// A line and a real gateway's sessions, with a road between them that can be cut, swallowed and mended.
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/limits'
import { startServer } from '../../../gateway/server/server'
import { createSessionHouse } from '../../../gateway/session/house'
import { type LineEvent, openLine } from '../../../main/signaling/line'
import type { LineTimes } from '../../../main/signaling/line-times'
import type { OpenTransport } from '../../../main/signaling/transport'
import type { ClientMessage, GatewayMessage } from '../../../protocol/signaling'
import { startCutProxy } from '../../fakes/cut-proxy'
import { afterTest, collector, first } from './world'

const callId = 'call-0001'
export const TIMES: LineTimes = {
  openMs: 1_500,
  greetMs: 700,
  pingEveryMs: 60,
  deadMs: 200,
  probeMs: 100,
  giveUpMs: 3_000,
}
export const go = (attempt: number): ClientMessage => ({ type: 'go', callId, attempt, n: attempt })
export const turn = (n: number): GatewayMessage => ({ type: 'agent.turn', callId, n, responseMs: 0 })

/** Sessions whose desk keeps what it hears, behind the real doors. */
export async function openGateway(change: Partial<Limits> = {}) {
  const limits = { ...DEFAULT_LIMITS, ...change }
  const heard = collector<number>()
  const state = { dropped: 0, calls: 0 }
  let tell = (_message: GatewayMessage): void => undefined
  const house = createSessionHouse(limits, {
    gateway: { name: 'test', version: '1' },
    limits,
    log: () => undefined,
    ice: () => ({ servers: [], expiresAtMs: null }),
    desk: (_id, emit) => {
      tell = emit
      return {
        handle: message => {
          if (message.type === 'go') heard.take(message.attempt)
        },
        calls: () => state.calls,
        quietMs: () => Number.POSITIVE_INFINITY,
        drop: () => {
          state.dropped += 1
        },
      }
    },
  })
  const access = { token: null, guard: 'open' } as const
  const server = await startServer({ host: '127.0.0.1', port: 0, tls: null, access, limits }, house)
  afterTest(server.close)
  afterTest(house.drop)
  const road = await startCutProxy(server.port)
  afterTest(road.close)
  return { road, heard, state, tell: (message: GatewayMessage) => tell(message) }
}

/** A welcomed line over its road. */
export async function openHouse(
  way: OpenTransport,
  limits: Partial<Limits> = {},
  times: Partial<LineTimes> = {},
) {
  const gateway = await openGateway(limits)
  const events = collector<LineEvent>()
  const logged: string[] = []
  const client = { name: 'test', version: '1' }
  const line = openLine(
    { url: `ws://127.0.0.1:${gateway.road.port}/` },
    { openTransport: way, client, times: { ...TIMES, ...times }, log: text => logged.push(text) },
    events.take,
  )
  afterTest(line.close)
  await first(events, 'welcomed')
  const turns = () =>
    events.seen.flatMap(event =>
      event.type === 'received' && event.message.type === 'agent.turn' ? [event.message.n] : [],
    )
  const welcomes = () => events.seen.filter(({ type }) => type === 'welcomed').length
  const resumed = (times: number) => events.when(`welcome ${times + 1}`, () => welcomes() > times)
  const failed = () => events.seen.filter(({ type }) => type === 'failed')
  return { ...gateway, events, line, logged, turns, welcomes, resumed, failed }
}
