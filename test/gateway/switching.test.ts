// Moving the agent's sound between attempts, without media: what is sent where, and that no word is lost or doubled.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TRIAL_MS } from '../../gateway/call/sender'
import { KEPT_MS, RESERVE_MS } from '../../gateway/media/agent-track'
import { FRAME_MS, SAMPLES_PER_MS } from '../../gateway/media/frames'
import { CHANNEL_BYTES_MAX } from '../../protocol/signaling'
import { createSwitchingClient, numberOf } from '../fakes/switching-client'
import { callId, house } from './attempts-house'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS

describe('`go`', () => {
  /** Ten words sent on attempt 1; `at(i)` names the i-th of them. */
  function spoken(words = 10) {
    const it = house(2)
    it.beats(words, 'word')
    const at = (i: number) => ({ attempt: 1, rtpTimestamp: it.sent[i]?.timestamp ?? -1 })
    return { ...it, at }
  }

  it('goes on after the packet heard last, and is so far behind until a pause', () => {
    const { attempts, beats, numbers, go, at, facts } = spoken()
    attempts.go(go(1, 2, at(4)))
    expect(facts.at(-1)).toEqual({ type: 'moved', attempt: 2, lagMs: 100 })
    beats(10, 'word')
    // The reserve of 100 ms was sent ahead: the line has caught up.
    expect([numbers(2), attempts.lagMs()]).toEqual([range(5, 20), 0])
  })

  it('sends no more than the reserve ahead: the rest drains in the next pause', () => {
    const { attempts, beats, numbers, go, at } = spoken(40)
    attempts.go(go(1, 2, at(9)))
    beats(20, 'word')
    expect(numbers(2)).toHaveLength(20 + RESERVE_MS / FRAME_MS)
    expect(attempts.lagMs()).toBe(30 * FRAME_MS - RESERVE_MS)
    beats(30, 'silence')
    expect([numbers(2).slice(0, 50), attempts.lagMs()]).toEqual([range(10, 60), 0])
  })

  it('does not repeat silence: one frame of it, then the present', () => {
    const { attempts, beats, beat, numbers, go, at, sent } = spoken(3)
    beats(20, 'silence')
    attempts.go(go(1, 2, at(1)))
    beats(2, 'silence')
    beat('word')
    expect(numbers(2)).toEqual([2, null, null, 3])
    const [, , present] = sent.filter(({ attempt, go: order }) => attempt === 2 && order === 1)
    expect(present?.marker).toBe(true)
  })

  it('marks the first packet after a jump, counts itself in each, and keeps media time over all attempts', () => {
    const { attempts, beats, sent, go, at } = spoken(3)
    attempts.go(go(7, 2, at(2)))
    beats(3, 'word')
    const words = sent.filter(({ payload }) => numberOf(payload) !== null)
    expect(words.map(({ marker }) => marker)).toEqual([true, false, false, true, false, false])
    expect(words.map(packet => packet.go)).toEqual([0, 0, 0, 7, 7, 7])
    const first = words[0]?.timestamp ?? 0
    expect(words.map(({ timestamp }) => (timestamp - first) >>> 0)).toEqual(
      range(0, 6).map(i => i * FRAME_SAMPLES),
    )
  })

  it('after something unknown goes on with the oldest kept, after nothing from now', () => {
    const old = spoken(150)
    old.attempts.go(old.go(1, 2, { attempt: 1, rtpTimestamp: 1 }))
    expect(old.attempts.lagMs()).toBe(KEPT_MS)
    const now = spoken()
    now.attempts.go(now.go(1, 2))
    now.beat('word')
    expect(now.numbers(2)).toEqual([10])
  })

  it('brings back what was played already when it names something not kept, and a client plays that only once', () => {
    const played: (number | null)[] = []
    const client = createSwitchingClient(callId, payload => played.push(numberOf(payload)))
    const { attempts, beats } = house(2, (n, packet) => client.take(n, packet))
    beats(150, 'word')
    attempts.go({ ...client.go(2), after: { attempt: 1, rtpTimestamp: 1 } })
    beats(150, 'word')
    beats(150, 'silence')
    expect(played.filter(number => number !== null)).toEqual(range(0, 300))
  })

  it('changes nothing as a copy, when stale, or where nobody is', () => {
    const { attempts, beats, onChannel, numbers, go, at } = spoken()
    onChannel(2, go(2, 2, at(9)))
    beats(5, 'word')
    attempts.go(go(2, 2, at(9)))
    attempts.go(go(1, 1, at(0)))
    attempts.go(go(3, 9))
    beats(5, 'word')
    expect([numbers(2), attempts.live()]).toEqual([range(10, 20), 2])
  })

  it('is taken from a channel only by the attempt it names, in its own call, and when it is short', () => {
    const { attempts, onChannel, tell, go } = spoken()
    onChannel(1, go(1, 2))
    onChannel(2, { ...go(1, 2), callId: 'call-0002' })
    onChannel(2, go(1, 2), 'chat')
    const text = JSON.stringify({ ...go(1, 2), more: 'x'.repeat(CHANNEL_BYTES_MAX) })
    for (const data of [text, 'go', '{"type":"go"}']) tell(2, { type: 'data', label: 'viaduct', text: data })
    expect(attempts.live()).toBe(1)
    onChannel(2, go(1, 2))
    expect(attempts.live()).toBe(2)
  })

  it('leaves the old path on trial for a second, with packets that are nothing new', () => {
    const { attempts, beats, sent, go, at } = spoken()
    const heard = at(4)
    attempts.go(go(1, 2, heard))
    const before = sent.length
    beats(100, 'word')
    const probes = sent.slice(before).filter(({ attempt }) => attempt === 1)
    expect(probes).toHaveLength(TRIAL_MS / FRAME_MS)
    expect(new Set(probes.map(({ timestamp }) => timestamp))).toEqual(new Set([heard.rtpTimestamp]))
    expect(new Set(probes.map(packet => packet.go))).toEqual(new Set([0]))
  })

  it('back to the old path goes on after what the standby brought', () => {
    const { attempts, beats, numbers, sent, go, at } = spoken()
    attempts.go(go(1, 2, at(9)))
    beats(6, 'word')
    const third = sent.filter(({ attempt }) => attempt === 2)[2]?.timestamp ?? 0
    attempts.go(go(2, 1, { attempt: 2, rtpTimestamp: third }))
    beats(20, 'silence')
    expect(numbers(1).filter(n => n !== null)).toEqual(range(0, 10).concat(range(13, 16)))
  })

  it('is waited for when the live attempt is gone: words are kept, a standby stays silent', () => {
    const { attempts, beats, numbers, tell, go, at } = spoken()
    attempts.go(go(1, 1))
    tell(1, { type: 'failed' })
    beats(10, 'word')
    expect(numbers(2)).toEqual([])
    attempts.go(go(2, 2, at(7)))
    beats(40, 'silence')
    expect(numbers(2).filter(n => n !== null)).toEqual(range(8, 20))
  })

  it('after a barge-in brings nothing that was said before it', () => {
    const { attempts, beats, numbers, go, at } = spoken()
    attempts.go(go(1, 2, at(0)))
    attempts.hush()
    beats(5, 'word')
    expect(numbers(2)).toEqual(range(10, 15))
  })
})

type Move =
  | { readonly do: 'beat'; readonly frame: 'word' | 'silence' }
  | { readonly do: 'deliver'; readonly attempt: number; readonly count: number }
  /** What is in flight after `keep` packets is lost, and everything until the path heals. */
  | { readonly do: 'cut'; readonly attempt: number; readonly keep: number }
  | { readonly do: 'heal'; readonly attempt: number }
  | { readonly do: 'turn'; readonly attempt: number }
  /** One copy of one `go` arrives; they overtake each other. */
  | { readonly do: 'arrive'; readonly which: number }

const attempt = fc.integer({ min: 1, max: 3 })
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('beat' as const), frame: fc.constantFrom('word' as const, 'word' as const, 'silence' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver' as const), attempt, count: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), attempt, keep: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('heal' as const), attempt }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), attempt }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('arrive' as const), which: fc.nat(9) }) },
) // biome-ignore format: one line each

/** The longest that a client goes without hearing anything here: less than what the gateway keeps. */
const DEAF_BEATS_MAX = 80

/** A client with three paths that lose, delay and heal; each `go` travels twice. */
function world() {
  const flying = new Map<number, { payload: Buffer; timestamp: number; go: number }[]>([[1, []], [2, []], [3, []]]) // biome-ignore format: one line
  const down = new Set<number>()
  const orders: (() => void)[] = []
  const played: number[] = []
  let deafBeats = 0
  let goes = 0
  const client = createSwitchingClient(callId, payload => {
    deafBeats = 0
    const number = numberOf(payload)
    if (number !== null) played.push(number)
  })
  /** A client that misses something turns elsewhere; one that did not would have lost it on an ordinary path too. */
  const lost = (n: number, go: number) => {
    if (n === client.attempt() && go === client.n()) turn((n % 3) + 1)
  }
  const gateway = house(3, (n, packet) => {
    if (down.has(n)) lost(n, packet.go)
    else flying.get(n)?.push(packet)
  })
  function turn(to: number): void {
    goes += 1
    const go = client.go(to)
    orders.push(
      () => gateway.onChannel(to, go),
      () => gateway.attempts.go(go),
    )
  }
  const deliver = (n: number, count: number) => {
    for (const packet of flying.get(n)?.splice(0, count) ?? []) client.take(n, packet)
  }
  const settle = () => {
    down.clear()
    while (orders.length > 0) orders.shift()?.()
    for (let i = 0; i < 2 || gateway.attempts.lagMs() > 0; i++) gateway.beat('silence')
    for (const n of flying.keys()) deliver(n, Number.POSITIVE_INFINITY)
    deafBeats = 0
  }
  const make = (step: Move) => {
    if (step.do === 'beat') {
      gateway.beat(step.frame)
      deafBeats += 1
    } else if (step.do === 'deliver') deliver(step.attempt, step.count)
    else if (step.do === 'heal') down.delete(step.attempt)
    else if (step.do === 'turn') turn(step.attempt)
    else if (step.do === 'arrive') orders.splice(step.which % Math.max(1, orders.length), 1)[0]?.()
    else {
      down.add(step.attempt)
      for (const packet of flying.get(step.attempt)?.splice(step.keep) ?? []) lost(step.attempt, packet.go)
    }
    if (deafBeats >= DEAF_BEATS_MAX) settle()
  }
  // Before it heard anything a client can name nothing: the call begins with silence on a path that works.
  gateway.beat('silence')
  deliver(1, 1)
  return { make, settle, played, goes: () => goes, words: gateway.words }
}

it('for any sequence of moves, losses and delays the client plays every word once and in order', () => {
  let switches = 0
  fc.assert(
    fc.property(fc.array(move, { minLength: 20, maxLength: 400, size: 'max' }), moves => {
      const it = world()
      for (const step of moves) it.make(step)
      it.settle()
      switches += it.goes()
      expect(it.played).toEqual(range(0, it.words()))
    }),
    { numRuns: 200 },
  )
  // A property over moves that never switch would prove nothing. 200 runs make 2800 to 3600.
  expect(switches).toBeGreaterThan(2000)
})
