// A call as a story: the real machine and runtime in a fake world, in virtual time.
// `call().dial().micOpens().backendOpens('parallel').rings().answers().soundFlows().hangUp()`.
import { expect } from 'vitest'
import type { FailureName } from '../../protocol/catalogue'
import type { Capability } from '../../protocol/facts'
import type { Cause } from '../../protocol/ice'
import {
  type Call,
  type CallCommand,
  type CallFact,
  createRuntime,
  type Ended,
  type Runtime,
} from '../../renderer/call'
import { createFakeWorld, type FakeWorld, NOTHING_HELD } from '../fakes/fake-world'

/** A fact as a story tells it: of this call, unless it names another. */
export type Told<F = CallFact> = F extends { callId: string }
  ? Omit<F, 'callId'> & { readonly callId?: string }
  : never

/** The steps of a story. Each happens at the current moment and returns the story. */
export interface Story {
  readonly dial: (agentId?: string) => Story
  readonly hangUp: () => Story
  readonly dismiss: () => Story
  readonly mute: (muted?: boolean) => Story
  readonly hold: (on?: boolean) => Story
  readonly press: (digit: string) => Story
  /** The person allows the microphone; the device is still opening. */
  readonly micAllowed: () => Story
  readonly micOpens: () => Story
  readonly micRefused: (name?: FailureName) => Story
  readonly backendStarts: () => Story
  readonly backendOpens: (kind: Capability) => Story
  readonly backendFails: (name: FailureName) => Story
  /** A proxy asks for a password: the person's time begins, and ends with their answer. */
  readonly proxyAsks: () => Story
  readonly proxyIsAnswered: () => Story
  /** The far end records, and the person is asked. */
  readonly consentIsAsked: (mayDecline?: boolean) => Story
  readonly consent: (agrees: boolean) => Story
  readonly networkGone: () => Story
  readonly networkBack: () => Story
  readonly rings: () => Story
  readonly answers: () => Story
  /** An attempt (the newest, if not said) finds its path; not a packet of sound yet. */
  readonly connects: (attempt?: number) => Story
  readonly soundFlows: (attempt?: number) => Story
  readonly pathDies: (attempt?: number) => Story
  /** No packet comes on the attempt any more; the alarm goes off 100 ms after the last. */
  readonly stalls: (attempt: number) => Story
  /** Packets come again on an attempt that had stalled. */
  readonly speaksAgain: (attempt: number) => Story
  readonly relaysAreThere: () => Story
  /** A warm line stands before the dial. */
  readonly lineIsThere: () => Story
  /** The page crashes or is reloaded; another one takes the call over after so many milliseconds. */
  readonly pageIsReplaced: (ms?: number) => Story
  readonly plans: (cause: Cause) => Story
  readonly peerFails: (name: FailureName, attempt?: number) => Story
  readonly agentEnds: (reason?: string) => Story
  readonly after: (ms: number) => Story
  /** Any fact, as it stands: for what a well-behaved world would never say. */
  readonly told: (fact: Told) => Story
  readonly expectPhases: (phases: string) => Story
  readonly expectPhase: (phase: Call['phase']) => Story
  readonly expectEnd: (by: 'caller' | 'agent' | FailureName) => Story
  readonly expectReleased: () => Story
  /** The one attempt that can be heard, or none. */
  readonly expectAudible: (attempt: number | null) => Story
  /** The one attempt that the microphone feeds, or none. */
  readonly expectFed: (attempt: number | null) => Story
  readonly expectTimers: (timers: string) => Story
  readonly expectAttempts: (attempts: string) => Story
  /** No step in between changed the call or asked anything of the world. */
  readonly expectUnchangedBy: (steps: (story: Story) => unknown) => Story
  readonly call: () => Call
  readonly ended: () => Ended
  readonly world: FakeWorld
}

const phasesOf = (world: FakeWorld): string =>
  world.published
    .map(({ phase }) => phase)
    .filter((phase, index, all) => phase !== all[index - 1])
    .join(' ')

const endOf = (call: Call): string | null => {
  if (call.phase !== 'ended' && call.phase !== 'ending') return null
  return call.end.by === 'failure' ? call.end.failure.name : call.end.by
}

const only = (attempt: number | null): readonly number[] => (attempt === null ? [] : [attempt])

/** Things happen: to the microphone, the network, the far side. */
function happenings(runtime: Runtime, world: FakeWorld) {
  const { backend } = world
  const callId = (): string => {
    const call = runtime.call()
    return call.phase === 'idle' ? 'no-call-yet' : call.callId
  }
  const told = (fact: Told): void => runtime.dispatch({ callId: callId(), ...fact } as CallFact)
  const newest = (): number => world.peers().at(-1)?.attempt ?? 0
  const pathOf = (attempt: number) => world.peers().find(peer => peer.attempt === attempt)?.path

  const connects = (attempt = newest()): void => {
    const path = pathOf(attempt)
    if (path !== 'accepted') throw new Error(`attempt ${attempt} cannot connect: its path is ${path}`)
    world.setPath(attempt, 'connected')
    told({ type: 'peer.connected', attempt })
  }
  const soundFlows = (attempt = newest()): void => {
    if (pathOf(attempt) === 'accepted') connects(attempt)
    if (pathOf(attempt) !== 'connected') throw new Error(`attempt ${attempt} has no path`)
    if (backend.voice() !== attempt) throw new Error(`the agent speaks to ${backend.voice()}, not ${attempt}`)
    told({ type: 'peer.sounded', attempt, heard: null })
  }
  const peerFails = (name: FailureName, attempt = newest()): void => {
    world.setPath(attempt, 'dead')
    told({ type: 'peer.failed', attempt, failure: { name } })
  }
  const micOpens = (): void => {
    if (world.microphone() === 'asking') told({ type: 'mic.granted' })
    if (world.openDevice()) told({ type: 'mic.opened' })
  }
  return { told, connects, soundFlows, peerFails, micOpens }
}

type Steps = Omit<Story, 'call' | 'ended' | 'world' | 'pageIsReplaced' | `expect${string}`>

function steps(runtime: Runtime, world: FakeWorld, step: (action: () => void) => Story): Steps {
  const { backend, clock } = world
  const { told, connects, soundFlows, peerFails, micOpens } = happenings(runtime, world)
  const command = (wish: CallCommand): Story => step(() => runtime.dispatch(wish))
  let dialed = 0
  return {
    dial: (agentId = 'ada') =>
      command({ type: 'dial', callId: `call-000${++dialed}`, agentId, route: 'auto' }),
    hangUp: () => command({ type: 'hangUp' }),
    dismiss: () => command({ type: 'dismiss' }),
    mute: (muted = true) => command({ type: 'mute', muted }),
    hold: (on = true) => command({ type: 'hold', on }),
    press: digit => command({ type: 'press', digit }),
    micAllowed: () => step(() => told({ type: 'mic.granted' })),
    micOpens: () => step(micOpens),
    micRefused: (name = 'microphone_denied') => step(() => told({ type: 'mic.refused', failure: { name } })),
    backendStarts: () => step(() => told({ type: 'backend.starting' })),
    backendOpens: kind => step(() => backend.opens(kind)),
    backendFails: name => step(() => told({ type: 'backend.failed', failure: { name } })),
    proxyAsks: () => step(() => told({ type: 'backend.asking' })),
    proxyIsAnswered: () => step(() => told({ type: 'backend.asked' })),
    consentIsAsked: (mayDecline = true) =>
      step(() => told({ type: 'consent.asked', by: 'gateway', mayDecline })),
    consent: agrees => command({ type: 'consent', agrees }),
    networkGone: () => step(() => backend.goes('down')),
    networkBack: () => step(() => backend.goes('by itself')),
    rings: () => step(() => backend.rings()),
    answers: () => step(() => backend.answers()),
    connects: attempt => step(() => connects(attempt)),
    soundFlows: attempt => step(() => soundFlows(attempt)),
    pathDies: attempt => step(() => peerFails('relay_lost', attempt)),
    stalls: attempt =>
      step(() => told({ type: 'peer.stalled', attempt, rtpTimestamp: 48_000, silentMs: 100 })),
    speaksAgain: attempt => step(() => told({ type: 'peer.sounded', attempt, heard: null })),
    relaysAreThere: () => step(() => backend.hasRelays()),
    lineIsThere: () => step(() => backend.hasLine()),
    plans: cause => step(() => backend.plans(cause)),
    peerFails: (name, attempt) => step(() => peerFails(name, attempt)),
    agentEnds: (reason = 'agent') => step(() => told({ type: 'backend.ended', reason })),
    after: ms => step(() => clock.advance(ms)),
    told: fact => step(() => told(fact)),
  }
}

type Expectations = Pick<Story, Extract<keyof Story, `expect${string}`>>

function expectations(runtime: Runtime, world: FakeWorld, story: () => Story): Expectations {
  const that = (assertion: () => void): Story => {
    assertion()
    return story()
  }
  const attempts = (): string => {
    const call = runtime.call()
    if (call.phase === 'idle') return ''
    return call.attempts.map(({ n, route, stage }) => `${n} ${route} ${stage.at}`).join(', ')
  }
  const timers = (): string =>
    world
      .held()
      .timers.map(timer => timer.replace('call:', ''))
      .sort()
      .join(' ')
  return {
    expectPhases: phases => that(() => expect(phasesOf(world)).toBe(phases)),
    expectPhase: phase => that(() => expect(runtime.call().phase).toBe(phase)),
    expectEnd: by => that(() => expect(endOf(runtime.call())).toBe(by)),
    expectReleased: () =>
      that(() => {
        expect(world.held()).toEqual(NOTHING_HELD)
        expect(world.performed.filter(effect => effect.do === 'release').length).toBe(
          phasesOf(world)
            .split(' ')
            .filter(phase => phase === 'ended').length,
        )
      }),
    expectAudible: attempt => that(() => expect(world.audible()).toEqual(only(attempt))),
    expectFed: attempt => that(() => expect(world.fed()).toEqual(only(attempt))),
    expectTimers: names => that(() => expect(timers()).toBe(names)),
    expectAttempts: list => that(() => expect(attempts()).toBe(list)),
    expectUnchangedBy: told =>
      that(() => {
        const before = { call: runtime.call(), effects: world.performed.length }
        told(story())
        expect({ call: runtime.call(), effects: world.performed.length }).toEqual(before)
      }),
  }
}

/** Begins a story. After every step: no two attempts can be heard, and nothing impossible was asked of the world. */
export function call(): Story {
  const world: FakeWorld = createFakeWorld(fact => runtime.dispatch(fact))
  let page = createRuntime(world)
  const runtime: Runtime = { call: () => page.call(), dispatch: event => page.dispatch(event) }
  const replacePage = (ms: number): void => {
    const goneAtMs = world.nowMs()
    const value = JSON.stringify(page.call())
    world.losePage()
    page = createRuntime(world)
    world.clock.advance(ms)
    page.dispatch({ type: 'rejoin', call: JSON.parse(value), goneAtMs })
  }
  const step = (action: () => void): Story => {
    action()
    world.clock.advance(0)
    expect(world.faults).toEqual([])
    expect(world.audible().length).toBeLessThanOrEqual(1)
    return story
  }
  const story: Story = {
    ...steps(runtime, world, step),
    ...expectations(runtime, world, () => story),
    pageIsReplaced: (ms = 300) => step(() => replacePage(ms)),
    call: runtime.call,
    ended: () => {
      const now = runtime.call()
      if (now.phase !== 'ended') throw new Error(`the call is ${now.phase}, not ended`)
      return now
    },
    world,
  }
  return story
}

/** A story whose call is active on a backend of this kind. */
export const activeCall = (kind: Capability = 'parallel'): Story =>
  call().dial().micOpens().backendOpens(kind).answers().soundFlows()
