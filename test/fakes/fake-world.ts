// The world around the machine, in virtual time: a fake microphone, fake peers and a fake backend behind one `perform`.
// Tracks what is held and what can be heard, and notes as a fault whatever no real adapter could carry out.
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan } from '../../protocol/ice'
import type { Call, CallFact, Effect, World } from '../../renderer/call'
import { createVirtualClock, type VirtualClock } from './clock'
import { createFakeBackend, type FakeBackend, isBackendEffect } from './fake-backends'

export type FakeMicrophone = 'off' | 'asking' | 'opening' | 'open'

/** `dead`: the server has torn it down, or its path is gone. */
export interface FakePeer {
  readonly attempt: number
  readonly unmuted: boolean
  readonly path: 'none' | 'accepted' | 'connected' | 'dead'
}

/** Everything a call may hold on to. */
export interface Held {
  readonly microphone: boolean
  readonly backend: boolean
  readonly peers: readonly number[]
  readonly timers: readonly string[]
}
export const NOTHING_HELD: Held = { microphone: false, backend: false, peers: [], timers: [] }

export interface FakeWorld extends World {
  readonly clock: VirtualClock
  readonly backend: FakeBackend
  /** How main explains failures from now on: by another name, by the same (as it does at first), or not at all. */
  readonly explainAs: (how: FailureName | 'the same' | 'silence') => void
  readonly microphone: () => FakeMicrophone
  /** The device is open now; says whether somebody was still waiting for it. */
  readonly openDevice: () => boolean
  readonly peers: () => readonly FakePeer[]
  readonly setPath: (attempt: number, path: FakePeer['path']) => void
  readonly held: () => Held
  /** The page is gone, and with it the devices and the timers; the far side stays as it is. */
  readonly losePage: () => void
  /** Attempts whose element is unmuted: never more than one. */
  readonly audible: () => readonly number[]
  /** Attempts that the microphone feeds with something to hear. */
  readonly fed: () => readonly number[]
  readonly faults: readonly string[]
  /** Every effect, in order. */
  readonly performed: readonly Effect[]
  /** Every published value, in order. */
  readonly published: readonly Call[]
}

const TIMER = 'call:'

interface State {
  readonly microphone: FakeMicrophone
  readonly muted: boolean
  readonly hushed: boolean
  readonly held: boolean
  readonly peers: ReadonlyMap<number, FakePeer>
}
const SILENCE: State = { microphone: 'off', muted: false, hushed: false, held: false, peers: new Map() }

/** Effects that only change what is held: microphone and which peer carries. */
function settle(state: State, effect: Effect): State {
  switch (effect.do) {
    case 'askMicrophone':
      return { ...state, microphone: 'asking', muted: false, hushed: false }
    case 'openMicrophone':
      return { ...state, microphone: 'opening', muted: false }
    // A device that is not open yet cannot be muted, and opens loud.
    case 'muteMicrophone':
      return state.microphone === 'open' ? { ...state, muted: effect.muted } : state
    case 'hold':
      return { ...state, held: effect.on }
    case 'carry':
      return { ...state, peers: carriedBy(state.peers, effect.attempt) }
    case 'hush':
      return { ...state, hushed: true, peers: carriedBy(state.peers, null) }
    case 'endPeer':
      return { ...state, peers: new Map([...state.peers].filter(([n]) => n !== effect.attempt)) }
    case 'release':
      return SILENCE
    default:
      return state
  }
}

const carriedBy = (peers: State['peers'], n: number | null): State['peers'] =>
  new Map([...peers].map(([attempt, peer]) => [attempt, { ...peer, unmuted: attempt === n }]))

/** What no adapter could carry out: an effect on a peer that is not there. */
function faultOf(peers: State['peers'], effect: Effect): string | null {
  if (effect.do === 'startPeer')
    return peers.has(effect.plan.attempt) ? `startPeer ${effect.plan.attempt} twice` : null
  const onPeer = effect.do === 'acceptAnswer' || effect.do === 'addCandidate' || effect.do === 'carry'
  return onPeer && !peers.has(effect.attempt) ? `${effect.do} on no peer ${effect.attempt}` : null
}

/** The microphone and the peers: what effects make of them, and what can be heard. */
function createDevices() {
  let state = SILENCE
  const carrying = () => [...state.peers.values()].filter(peer => peer.unmuted).map(peer => peer.attempt)
  const audible = () => (state.held ? [] : carrying())
  return {
    settle: (effect: Effect): void => {
      state = settle(state, effect)
    },
    faultOf: (effect: Effect) => faultOf(state.peers, effect),
    addPeer: (attempt: number): void => {
      state = {
        ...state,
        peers: new Map(state.peers).set(attempt, { attempt, unmuted: false, path: 'none' }),
      }
    },
    setPath: (attempt: number, path: FakePeer['path']): void => {
      const peer = state.peers.get(attempt)
      if (peer) state = { ...state, peers: new Map(state.peers).set(attempt, { ...peer, path }) }
    },
    microphone: () => state.microphone,
    openDevice: () => {
      const awaited = state.microphone === 'opening'
      if (awaited) state = { ...state, microphone: 'open' }
      return awaited
    },
    peers: () => [...state.peers.values()],
    audible,
    fed: () => (state.microphone === 'open' && !state.muted && !state.hushed ? audible() : []),
  }
}

type Devices = ReturnType<typeof createDevices>
interface Parts {
  readonly clock: VirtualClock
  readonly devices: Devices
  readonly backend: FakeBackend
  readonly emit: (fact: CallFact) => void
  readonly explain: (failure: Failure, callId: string) => void
}

function startPeer({ devices, emit }: Parts, { attempt, spare }: AttemptPlan, callId: string): void {
  devices.addPeer(attempt)
  if (spare?.kind === 'line') {
    devices.setPath(attempt, 'connected')
    emit({ type: 'peer.adopted', callId, attempt })
    return
  }
  const candidate = { candidate: 'candidate:0', sdpMid: '0', sdpMLineIndex: 0 }
  emit({ type: 'peer.offered', callId, attempt, sdp: `offer ${attempt}` })
  emit({ type: 'peer.candidate', callId, attempt, candidate })
}

const machineTimers = (clock: VirtualClock): readonly string[] =>
  clock.running().filter(timer => timer.startsWith(TIMER))

function carryOut(parts: Parts, effect: Effect, callId: string): void {
  const { clock, devices, backend, emit } = parts
  devices.settle(effect)
  if (isBackendEffect(effect)) backend.perform(effect, callId)
  else if (effect.do === 'explain') parts.explain(effect.failure, callId)
  else if (effect.do === 'startPeer') startPeer(parts, effect.plan, callId)
  else if (effect.do === 'acceptAnswer') devices.setPath(effect.attempt, 'accepted')
  else if (effect.do === 'stopTimer') clock.stop(TIMER + effect.timer)
  else if (effect.do === 'startTimer') {
    const { timer, ms } = effect
    clock.start(TIMER + timer, ms, () => emit({ type: 'timer.fired', callId, timer }))
  } else if (effect.do === 'release') {
    backend.release()
    for (const timer of machineTimers(clock)) clock.stop(timer)
  }
}

/** @param emit where facts of the peers, the backend and the clock go: the runtime's `dispatch`. */
export function createFakeWorld(emit: (fact: CallFact) => void): FakeWorld {
  const clock = createVirtualClock()
  const devices = createDevices()
  const faults: string[] = []
  const performed: Effect[] = []
  const published: Call[] = []
  const fault = (what: string): void => void faults.push(what)
  const backend = createFakeBackend({ clock, emit, killMedia: n => devices.setPath(n, 'dead'), fault })
  let explaining: FailureName | 'the same' | 'silence' = 'the same'
  const explain = (failure: Failure, callId: string): void => {
    if (explaining === 'silence') return
    const known = explaining === 'the same' ? failure : { name: explaining, detail: 'looked' }
    emit({ type: 'failure.explained', callId, failure: known })
  }
  return {
    ...devices,
    nowMs: clock.nowMs,
    perform: (effect, call) => {
      performed.push(effect)
      const wrong = call.phase === 'idle' ? `${effect.do} without a call` : devices.faultOf(effect)
      if (wrong !== null) fault(wrong)
      if (call.phase !== 'idle') carryOut({ clock, devices, backend, emit, explain }, effect, call.callId)
    },
    publish: call => void published.push(call),
    clock,
    backend,
    explainAs: how => {
      explaining = how
    },
    losePage: () => {
      devices.settle({ do: 'release' })
      for (const timer of machineTimers(clock)) clock.stop(timer)
    },
    held: () => ({
      microphone: devices.microphone() !== 'off',
      backend: backend.isHeld(),
      peers: devices.peers().map(({ attempt }) => attempt),
      timers: machineTimers(clock),
    }),
    faults,
    performed,
    published,
  }
}
