// What holds for any sequence of commands, facts and timers, however stale or absurd.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CAPABILITIES } from '../../protocol/facts'
import { FAILURE_NAMES } from '../../protocol/failure'
import { CAUSES } from '../../protocol/ice'
import { PHASES } from '../../protocol/ipc'
import { type Call, IDLE, LIMITS, type TimerName } from '../../renderer/call'
import { openAttempt } from '../../renderer/call/attempts'
import { rowFor, transition } from '../../renderer/call/transition'
import { createFakeWorld, type FakeWorld, NOTHING_HELD } from '../fakes/fake-world'
import { type Move, movesOf } from '../scenario/moves'
import { KEYS } from './keys'

const TIMERS: readonly TimerName[] = [
  'signaling', 'window', 'ringing', 'microphone', 'recovery', 'attempt', 'standby', 'rotation', 'commit', 'ending',
] // biome-ignore format: one list
const SILENCE_MS = Object.values(LIMITS).reduce((sum, ms) => sum + ms, 0)

/** One element of a random story: a plausible next move, time passing, or anything at all. */
type Turn =
  | { readonly pick: number }
  | { readonly hope: number }
  | { readonly waitMs: number }
  | { readonly move: Move }

const callId = fc.constantFrom('call-0001', 'call-0002', 'call-9999')
const attempt = fc.integer({ min: 1, max: 6 })
const failure = fc.record({ name: fc.constantFrom(...FAILURE_NAMES) })
const kind = fc.constantFrom(...CAPABILITIES)
const of = <T extends string, R extends Record<string, fc.Arbitrary<unknown>>>(type: T, rest: R) =>
  fc.record({ type: fc.constant(type), ...rest })

const anyMove = fc.oneof(
  of('dial', { callId, agentId: fc.constant('ada'), route: fc.constantFrom('auto', 'relay-tls') }),
  of('hangUp', {}),
  of('dismiss', {}),
  of('mute', { muted: fc.boolean() }),
  of('hold', { on: fc.boolean() }),
  of('press', { digit: fc.constantFrom('0', '*', '#') }),
  of('key.sent', { callId, way: fc.constantFrom('rtp', 'signaling') }),
  of('digit.heard', { callId, digit: fc.constant('5'), by: fc.constant('rtp') }),
  of('mic.granted', { callId }),
  of('mic.opened', { callId }),
  of('mic.refused', { callId, failure }),
  of('backend.starting', { callId }),
  of('backend.opened', {
    callId,
    backend: fc.constant('viaduct'),
    capability: kind,
    signalingMs: fc.nat(),
    credentialsMs: fc.nat(),
  }),
  of('attempt.planned', {
    callId,
    plan: fc.record({
      attempt,
      route: fc.constant('direct'),
      cause: fc.constantFrom(...CAUSES),
      servers: fc.constant([]),
      spare: fc.constant(null),
    }),
  }),
  of('backend.ringing', { callId }),
  of('backend.answered', { callId, attempt, sdp: fc.option(fc.string()) }),
  of('backend.resumed', { callId }),
  of('network.changed', { callId }),
  of('backend.candidate', { callId, attempt, candidate: fc.constant(null) }),
  of('agent.changed', { callId, state: fc.constantFrom('listening', 'speaking') }),
  of('agent.turned', { callId, responseMs: fc.nat(), stages: fc.constant(null) }),
  of('turn.heard', {
    callId,
    ms: fc.nat(),
    agoMs: fc.nat(),
    networkMs: fc.constant(null),
    bufferMs: fc.constant(null),
  }),
  of('interruption.heard', { callId, stopMs: fc.nat(), agoMs: fc.nat() }),
  of('recording.changed', {
    callId,
    by: fc.string(),
    on: fc.boolean(),
    durationMs: fc.constant(null),
    complete: fc.constant(null),
  }),
  of('consent.asked', { callId, by: fc.string(), mayDecline: fc.boolean() }),
  of('consent', { agrees: fc.boolean() }),
  of('backend.ended', { callId, reason: fc.string() }),
  of('backend.failed', { callId, failure }),
  of('peer.offered', { callId, attempt, sdp: fc.string() }),
  of('peer.candidate', { callId, attempt, candidate: fc.constant(null) }),
  of('peer.adopted', { callId, attempt }),
  of('peer.connected', { callId, attempt }),
  of('peer.sounded', { callId, attempt, heard: fc.constant(null) }),
  of('peer.stalled', { callId, attempt, rtpTimestamp: fc.nat(), silentMs: fc.nat({ max: 500 }) }),
  of('peer.unheard', { callId, attempt }),
  of('caller.heard', { callId, state: fc.constantFrom('nothing', 'silence', 'sound') }),
  of('peer.failed', { callId, attempt, failure }),
  of('timer.fired', { callId, timer: fc.constantFrom(...TIMERS) }),
) as fc.Arbitrary<Move>

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ hope: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ waitMs: fc.integer({ min: 0, max: 6_000 }) }) },
  { weight: 3, arbitrary: fc.record({ move: anyMove }) },
)

interface Play {
  readonly world: FakeWorld
  readonly call: () => Call
  readonly play: (turn: Turn) => void
  readonly wait: (ms: number) => void
}

const changes = (before: Call, after: Call): boolean =>
  before.phase !== after.phase ||
  ('attempts' in before && 'attempts' in after && before.attempts !== after.attempts)

/** The machine in a world that only keeps count: it answers nothing, its timers fire. Every step is inspected. */
function playing(
  capability: (typeof CAPABILITIES)[number],
  inspect: (now: Call, before: Call) => void,
): Play {
  let call: Call = IDLE
  const step = (move: Move): void => {
    const event = { ...move, atMs: world.nowMs() }
    const before = call
    const [now, effects] = transition(before, event)
    call = now
    if (now !== before) expect(rowFor(before, event)?.to).toContain(now.phase)
    if (now === before && effects.length > 0) expect(rowFor(before, event)?.to).toContain(now.phase)
    for (const effect of effects) world.perform(effect, now)
    inspect(now, before)
  }
  const world = createFakeWorld(fact => {
    if (fact.type === 'timer.fired') step(fact)
  })
  const timers = () => TIMERS.filter(timer => world.held().timers.includes(`call:${timer}`))
  const pick = (n: number, wanted: (move: Move) => boolean): Move => {
    const moves = movesOf(call, { kind: capability, timers: timers(), attemptsMax: 5 }).filter(wanted)
    return moves[n % moves.length] ?? { type: 'hangUp' }
  }
  /** Whether the move brings the call forward, so that random stories get somewhere. */
  const hopeful = (move: Move): boolean => {
    const [next] = transition(call, { ...move, atMs: world.nowMs() })
    return next.phase !== 'ended' && next.phase !== 'ending' && next.phase !== 'idle' && changes(call, next)
  }
  const play = (next: Turn): void => {
    if ('waitMs' in next) world.clock.advance(next.waitMs)
    else if ('move' in next) step(next.move)
    else step('hope' in next ? pick(next.hope, hopeful) : pick(next.pick, () => true))
  }
  return { world, call: () => call, play, wait: ms => world.clock.advance(ms) }
}

const always = (holds: (play: Play, before: Call) => void, after: (play: Play) => void = () => {}): void =>
  fc.assert(
    fc.property(kind, fc.array(turn, { maxLength: 60 }), (capability, turns) => {
      const story: Play = playing(capability, (_, before) => holds(story, before))
      for (const next of turns) story.play(next)
      after(story)
    }),
    { numRuns: 300 },
  )

describe('whatever happens', () => {
  test('every step leads where its row says, and none throws', () => always(() => {}))

  test('at most one attempt is audible, and it is the carrier', () =>
    always(({ world, call }) => {
      const now = call()
      const carrier = 'carrier' in now && now.phase !== 'ending' ? now.carrier : null
      const isHeld = now.phase !== 'idle' && now.phase !== 'ended' && now.hold.sinceMs !== null
      if (now.phase !== 'ending') expect(world.audible()).toEqual(carrier === null || isHeld ? [] : [carrier])
      expect(world.audible().length).toBeLessThanOrEqual(1)
      if (now.phase !== 'idle' && carrier !== null) expect(openAttempt(now, carrier)).toBeDefined()
      if (now.phase === 'active') expect(world.audible()).toHaveLength(isHeld ? 0 : 1)
    }))

  test('peers run exactly for the attempts that are open', () =>
    always(({ world, call }) => {
      const now = call()
      const open = now.phase === 'idle' ? [] : now.attempts.filter(({ stage }) => stage.at !== 'ended')
      expect(world.peers().map(peer => peer.attempt)).toEqual(open.map(({ n }) => n))
    }))

  test('nothing is asked of a peer that is not there', () =>
    always(({ world }) => expect(world.faults.filter(what => /no peer|startPeer/.test(what))).toEqual([])))

  test('an ended call holds nothing, and its one reason never changes', () =>
    always(({ world, call }, before) => {
      const now = call()
      if (now.phase === 'ended') expect(world.held()).toEqual(NOTHING_HELD)
      const said = (before.phase === 'ending' || before.phase === 'ended') && 'end' in now
      if (said) expect(now.end).toEqual(before.end)
      if (before.phase === 'ended' && now.phase === 'ended') expect(now).toBe(before)
    }))

  test('a call is a value: JSON carries all of it, and a phase owns exactly its keys', () =>
    always(({ call }) => {
      expect(JSON.parse(JSON.stringify(call()))).toEqual(call())
      expect(Object.keys(call()).sort()).toEqual(KEYS[call().phase])
    }))

  test('if the world falls silent, the call ends within the sum of its limits, unless it is active', () =>
    always(
      () => {},
      story => {
        const before = story.call().phase
        story.wait(SILENCE_MS)
        const now = story.call().phase
        expect([...(before === 'active' ? ['active'] : []), before === 'idle' ? 'idle' : 'ended']).toContain(
          now,
        )
        if (now !== 'active') expect(story.world.held()).toEqual(NOTHING_HELD)
      },
    ))

  test('such stories do reach every phase', () => {
    const seen = new Set<string>()
    always(({ call }) => void seen.add(call().phase))
    expect([...seen].sort()).toEqual([...PHASES].sort())
  })
})
