// The loop made whole: machine, adapters and store. The only writer of the store.
import type { AppStart, Bridge, CallSnapshot } from '../../protocol/ipc'
import type { CallReport } from '../../protocol/report'
import {
  type Call,
  type CallCommand,
  type CallFact,
  createRuntime,
  cutOff,
  type DescribeFailure,
  type Ended,
  type LiveCall,
  type Measured,
  toReport,
} from '../call'
import { createSampler, type Kept, thresholdsOf } from '../health'
import { type CallMediaEvent, createMedia, type MediaEvent } from '../media'
import { isProxied } from '../network'
import { createChecker } from './checker'
import { createDrafts } from './drafts'
import { createFollower } from './follower'
import { talkFact } from './ledger'
import { isOfCall, tellMain } from './news'
import { createPast, type PastActions } from './past'
import { createPerformers, perform } from './performers'
import { answerProbes } from './probes'
import { createRelayBook } from './relay-book'
import { sidesOf } from './sides'
import { createSound, type Sound } from './sound'
import type { AppStore, Place } from './state'
import { storyOf } from './story'
import { createTimers } from './timers'

export interface Engine {
  readonly dispatch: (command: CallCommand) => void
  /** Takes over the call that another page of this window published last. */
  readonly rejoin: (rejoin: Rejoin) => void
  readonly go: (place: Place) => void
  /** Checks the network as that agent's call would meet it, and shows the page of it. */
  readonly checkNetwork: (agentId: string | null) => void
  readonly recallNetwork: () => void
  readonly readRecent: () => Promise<void>
  readonly past: PastActions
  readonly sound: Sound
}

type Rejoin = NonNullable<AppStart['rejoin']>

/** What a page publishes for its successor. Both ends are this file: main passes it on unread. */
interface Value {
  readonly call: LiveCall
  readonly measured: Kept
}

/** Home shows a few, and when each agent was called last. */
const RECENT = 50

/** Wall clock with the resolution and steadiness of `performance.now()`. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

function snapshotOf(call: Exclude<Call, { phase: 'idle' }>, measured: Kept): CallSnapshot {
  const attempt = call.attempts.find(({ n }) => n === call.carrier) ?? call.attempts.at(-1)
  return {
    callId: call.callId,
    agentId: call.agentId,
    phase: call.phase,
    atMs: Math.max(0, nowMs() - call.dialedAtMs),
    attempt: attempt === undefined ? null : { n: attempt.n, route: attempt.route },
    failure: call.phase === 'ended' && call.end.by === 'failure' ? call.end.failure : null,
    value: JSON.stringify({ call, measured }),
  }
}

export function createEngine(bridge: Bridge, store: AppStore, describe: DescribeFailure): Engine {
  let dispatch: (event: CallCommand | CallFact) => void = () => undefined

  const hearMedia = (event: MediaEvent): void => {
    if (event.type === 'relay.showed') relays.showed(event)
    if (isOfCall(event)) hearCall(event)
    else tellMain(bridge, event, store.getState().call)
  }
  const hearCall = (event: CallMediaEvent): void => {
    const call = store.getState().call
    if (call.phase === 'idle') return
    if (event.type === 'peer.state') sampler.state(event.attempt, event.ice, event.dtls)
    else if (event.type === 'peer.iceError') sampler.iceError(event.server, event.code)
    else if (event.type === 'talk.heard') dispatch(talkFact(call.callId, event, sampler.delays()))
    else dispatch({ ...event, callId: call.callId })
  }
  const relays = createRelayBook(bridge)
  const sound = createSound({
    bridge,
    store,
    devices: navigator.mediaDevices,
    media: () => media,
  })
  const media = createMedia(hearMedia, sound.watch, sound.setup())
  const sampler = createSampler({
    nowMs,
    stats: media.stats,
    // Nobody looks: what was measured is kept for the report, and the screen is left alone.
    publish: live => {
      if (store.getState().isVisible) store.setState({ live })
    },
    ticked: () => tellDraft(),
    happened: events => store.setState({ events }),
    thresholds: () => thresholdsOf(store.getState().app?.thresholds),
    relayPrice: () => store.getState().app?.relayCost ?? null,
    sides: () => sidesOf(store.getState(), media.senses()),
    unheard: () => {
      const call = store.getState().call
      if (call.phase !== 'active' || call.carrier === null) return
      dispatch({ type: 'peer.unheard', callId: call.callId, attempt: call.carrier })
    },
    isProxied: host => relays.isProxied(host) ?? isProxied(store.getState().check),
    legsMs: relays.legsMs,
    canRepeat: media.canRepeat,
    stepped: step => follow(step),
  })
  const follow = createFollower({ bridge, media, nowMs, call: () => store.getState().call })
  const performers = createPerformers({
    bridge,
    media,
    sampler,
    timers: createTimers(),
    dispatch: fact => dispatch(fact),
  })

  const checker = createChecker({
    bridge,
    nowMs,
    update: change => {
      store.setState(({ check }) => ({ check: change(check) }))
      return store.getState().check
    },
  })

  const readRecent = async (): Promise<void> => {
    const { calls } = await bridge.listCalls({ query: '', before: null, limit: RECENT })
    store.setState({ recent: calls })
  }
  const past = createPast({
    bridge,
    past: () => store.getState().past,
    update: change => store.setState(state => ({ past: { ...state.past, ...change } })),
    changed: () => void readRecent().catch(() => undefined),
  })

  const reportOf = (call: Ended, measured: Measured): CallReport =>
    toReport(call, measured, new Date(call.dialedAtMs).toISOString(), describe)
  const draft = (): CallReport | null => {
    const { call, app } = store.getState()
    if (call.phase === 'idle' || call.phase === 'ended') return null
    // A headless call is its report, on standard output; nobody reads its history.
    if (app === null || app.headless || !app.history.keep) return null
    const over = cutOff(call, nowMs())
    const measured = sampler.measured()
    const end = {
      type: 'ended',
      atMs: Math.round(over.endedAtMs - over.dialedAtMs),
      by: over.end.by,
    } as const
    // One that never was active has no story but its end.
    return reportOf(
      over,
      over.activeAtMs === null ? measured : { ...measured, events: [...measured.events, end] },
    )
  }
  const tellDraft = createDrafts({ bridge, draft })
  const finish = async (call: Ended): Promise<void> => {
    const report = reportOf(call, sampler.measured())
    // The screen of the finished call shows it at once; main's list, read from the disk, follows.
    store.setState(({ recent }) => ({ report, recent: [report, ...recent] }))
    await bridge.finishCall(report)
    await readRecent()
  }
  const publish = (call: Call, previous: Call): void => {
    store.setState({ call })
    if (call.phase === 'idle') return
    if (call.phase === 'preparing' && previous.phase !== 'preparing') {
      store.setState({ live: null, place: 'calls' })
      sampler.start(call.dialedAtMs)
    }
    for (const news of storyOf(previous, call)) sampler.note(news)
    bridge.publishCall(snapshotOf(call, sampler.measured())).catch(() => undefined)
    if (call.phase === previous.phase) return
    tellDraft()
    // The moments worth a reading of their own: the first sound, any that is back, and the last.
    if (call.phase === 'active')
      (previous.phase === 'recovering' ? sampler.read : sampler.begin)().catch(() => undefined)
    if (call.phase === 'ending') sampler.readLast().catch(() => undefined)
    if (call.phase === 'ended') finish(call).catch(() => undefined)
  }

  const runtime = createRuntime({
    nowMs,
    publish,
    perform: (effect, call) => perform(performers, effect, call),
  })
  dispatch = runtime.dispatch
  bridge.onBackendFact(runtime.dispatch)
  bridge.onSpareFact(media.hearSpare)
  answerProbes(bridge)
  bridge.onNetworkFact(({ what }) => {
    checker.recall()
    relays.forget()
    const call = runtime.call()
    if (call.phase === 'idle') return
    if (call.phase !== 'ended') sampler.note({ type: 'network', what })
    runtime.dispatch({ type: 'network.changed', callId: call.callId })
  })
  bridge.onWindowFact(({ isVisible }) => {
    store.setState({ isVisible })
    if (isVisible) sampler.read().catch(() => undefined)
  })
  const rejoin = ({ value, goneAtMs }: Rejoin): void => {
    const { call, measured }: Value = JSON.parse(value)
    sampler.start(call.dialedAtMs, measured)
    runtime.dispatch({ type: 'rejoin', call, goneAtMs })
  }
  return {
    dispatch: runtime.dispatch,
    rejoin,
    go: place => {
      store.setState({ place })
      if (place === 'history') past.refresh()
    },
    checkNetwork: agentId => {
      store.setState({ place: 'network' })
      checker.run(agentId)
    },
    recallNetwork: checker.recall,
    readRecent,
    past,
    sound,
  }
}
