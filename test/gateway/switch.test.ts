// Real switches: two and more peers of one call over loopback, an agent whose frames are numbers, and nothing lost or doubled.
import { afterEach, describe, expect, it } from 'vitest'
import type { Agent } from '../../gateway/agent/agent'
import { Call } from '../../gateway/call/call'
import { createCallDesk } from '../../gateway/call/desk'
import { DEFAULT_LIMITS } from '../../gateway/limits'
import { createAnswerer } from '../../gateway/media/answerer'
import { SILENCE } from '../../gateway/media/frames'
import { createMetronome, monotonicMs } from '../../gateway/media/metronome'
import type { GatewayMessage, Go } from '../../protocol/signaling'
import { createSwitchingClient, numbered, numberOf } from '../fakes/switching-client'
import { createWeriftCaller, type WeriftCaller } from '../fakes/werift-caller'

const callId = 'call-0001'
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Says numbers for 1.2 s, is silent for 0.3 s, and so on, until it is told to be quiet. */
function counting() {
  let beats = 0
  const said = { words: 0, state: 'quiet' as 'counting' | 'quiet' }
  const agent: Agent = {
    mediaUp: () => undefined,
    heard: () => undefined,
    tick() {
      beats += 1
      return [said.state === 'counting' && beats % 75 < 60 ? numbered(said.words++) : SILENCE]
    },
    leave: () => undefined,
  }
  return { said, agent }
}

/** A call of the real gateway parts, signaling by function calls, and the client's rule over its peers. */
function house() {
  const { said, agent } = counting()
  const peers = new Map<number, WeriftCaller>()
  const told: GatewayMessage[] = []
  const lags: number[] = []
  const played: number[] = []
  /** Attempts whose packets get lost at present. */
  const deaf = new Set<number>()
  const packets = new Map<number, number>()
  const client = createSwitchingClient(callId, payload => {
    const number = numberOf(payload)
    if (number !== null) played.push(number)
  })
  const desk = createCallDesk(
    (request, emit, onOver) =>
      new Call(
        request,
        {
          agent: () => agent,
          answerer: tell => createAnswerer({ kind: 'loopback' }, tell),
          metronome: createMetronome(),
          limits: DEFAULT_LIMITS,
          log: (_level, line) => {
            const lag = /live, (\d+) ms behind/.exec(line)?.[1]
            if (lag !== undefined) lags.push(Number(lag))
          },
          now: monotonicMs,
          record: () => null,
          recorderName: 'test',
        },
        emit,
        onOver,
      ),
    message => {
      told.push(message)
      if (message.type === 'attempt.candidate') peers.get(message.attempt)?.addCandidate(message.candidate)
    },
    () => null,
  )
  cleanups.push(() => desk.drop())

  const answerTo = async (n: number): Promise<string> => {
    for (;;) {
      for (const message of told)
        if (message.type === 'attempt.answer' && message.attempt === n) return message.sdp
      await pause(5)
    }
  }
  const open = async (n: number) => {
    const peer = createWeriftCaller(packet => {
      packets.set(n, (packets.get(n) ?? 0) + 1)
      if (!deaf.has(n)) client.take(n, packet)
    })
    cleanups.push(() => peer.close())
    peers.set(n, peer)
    const sdp = await peer.offer()
    if (n === 1) desk.handle({ type: 'call.start', callId, agent: 'test-agent', attempt: n, sdp })
    else desk.handle({ type: 'attempt.offer', callId, attempt: n, sdp })
    await peer.accept(await answerTo(n))
    await peer.connected()
  }
  const end = async (n: number) => {
    desk.handle({ type: 'attempt.end', callId, attempt: n })
    await peers.get(n)?.close()
    peers.delete(n)
  }
  const ways = {
    channel: (go: Go) => peers.get(go.attempt)?.say(JSON.stringify(go)),
    signaling: (go: Go) => desk.handle(go),
    both: (go: Go) => {
      ways.channel(go)
      ways.signaling(go)
    },
    /** The copy on signaling comes late: after a later `go`, perhaps. */
    late: (go: Go) => {
      ways.channel(go)
      setTimeout(() => ways.signaling(go), 250)
    },
  }
  return { said, played, client, open, end, ways, deaf, lags, packets, peers }
}
type House = ReturnType<typeof house>
type Way = keyof House['ways']

const WAYS: readonly Way[] = ['channel', 'signaling', 'both', 'late']

describe('a real call', () => {
  it('moves 200 times, in every way, without a word lost or doubled', async ({ annotate }) => {
    const it = house()
    const { client, ways, deaf } = it
    await it.open(1)
    await it.open(2)
    await pause(200)
    it.said.state = 'counting'
    let live = 1
    let standby = 2
    let switches = 0
    const turn = (to: number, way: Way, old: 'left' | 'heard' = 'left') => {
      switches += 1
      ways[way](client.go(to, old))
    }
    const kinds = {
      clean: async (way: Way) => turn(standby, way),
      /** The path dies: 120 ms pass until the client notices, and the old path brings nothing any more. */
      dead: async (way: Way) => {
        deaf.add(live)
        await pause(120)
        turn(standby, way)
      },
      /** As above, but the old path speaks again at once, with what was in flight. */
      'false alarm': async (way: Way) => {
        deaf.add(live)
        await pause(60)
        turn(standby, way)
        deaf.clear()
        await pause(way === 'channel' ? 5 : 90)
        turn(live, way)
        ;[live, standby] = [standby, live]
      },
      /** New credentials: another attempt takes over, the old one ends. */
      rotated: async (way: Way) => {
        const next = Math.max(live, standby) + 1
        await it.open(next)
        await it.end(standby)
        standby = next
        turn(standby, way, 'heard')
      },
      /** Nothing is wrong: the old path is listened to until the new one speaks. */
      'handed over': async (way: Way) => turn(standby, way, 'heard'),
    }
    const names = Object.keys(kinds) as (keyof typeof kinds)[]
    for (let i = 0; switches < 200; i++) {
      const kind = names[i % names.length] ?? 'clean'
      await kinds[kind](WAYS[Math.floor(i / names.length) % WAYS.length] ?? 'both')
      ;[live, standby] = [standby, live]
      await pause(120 + ((i * 37) % 160))
      client.tick()
      deaf.clear()
    }
    it.said.state = 'quiet'
    await pause(1500)
    const { words } = it.said
    const sorted = [...it.lags].sort((a, b) => a - b)
    await annotate(
      `${switches} switches, ${words} words said, ${it.played.length} played; lag at a switch: median ${sorted[sorted.length >> 1]} ms, worst ${sorted.at(-1)} ms`,
    )
    expect(words).toBeGreaterThan(1_500)
    expect(it.played).toEqual(Array.from({ length: words }, (_, i) => i))
  }, 150_000)

  it('keeps its standby silent', async ({ annotate }) => {
    const it = house()
    await it.open(1)
    await it.open(2)
    await pause(1000)
    const standby = it.peers.get(2)
    const before = await standby?.traffic()
    await pause(5000)
    const after = await standby?.traffic()
    const bytesPerSecond = ((after?.bytes ?? 0) - (before?.bytes ?? 0)) / 5
    await annotate(
      `${bytesPerSecond} B/s both ways without ICE checks, ${(after?.checks ?? 0) - (before?.checks ?? 0)} checks in 5 s; the live attempt took ${it.packets.get(1)} packets`,
    )
    expect(it.packets.get(1)).toBeGreaterThan(200)
    expect(it.packets.get(2)).toBeUndefined()
    expect(bytesPerSecond).toBeLessThan(50)
  }, 30_000)
})
