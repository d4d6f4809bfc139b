// What each effect of the machine means in this page: one line per effect. Adapters meet here and nowhere else.
import type { Failure } from '../../protocol/failure'
import type { Bridge } from '../../protocol/ipc'
import type { Call, CallFact, Effect, EffectName } from '../call'
import type { Sampler } from '../health'
import type { Media } from '../media'
import type { Timers } from './timers'

export interface Adapters {
  readonly bridge: Bridge
  readonly media: Media
  readonly timers: Timers
  readonly sampler: Sampler
  readonly dispatch: (fact: CallFact) => void
}

type Performers = {
  readonly [D in EffectName]: (effect: Extract<Effect, { do: D }>, callId: string) => void
}

/** A request that main refused is the app's own fault, and the call's end. */
const orBroken = (dispatch: Adapters['dispatch'], callId: string) => (request: Promise<unknown>) => {
  request.catch(() => {
    dispatch({
      type: 'backend.failed',
      callId,
      failure: { name: 'app_broken', detail: 'a request was refused' },
    })
  })
}

export function createPerformers({ bridge, media, timers, sampler, dispatch }: Adapters): Performers {
  const askMicrophone = async (callId: string): Promise<void> => {
    const answer = await bridge.askMicrophone()
    if (answer === 'granted') dispatch({ type: 'mic.granted', callId })
    else
      dispatch({
        type: 'mic.refused',
        callId,
        failure: { name: 'microphone_denied', detail: 'operating system' },
      })
  }
  const ask = (callId: string, request: Promise<unknown>): void => orBroken(dispatch, callId)(request)
  /** A main that cannot answer leaves the failure as it is. */
  const explain = (failure: Failure, callId: string): void => {
    bridge.explainFailure({ callId, failure }).then(
      known => dispatch({ type: 'failure.explained', callId, failure: known }),
      () => dispatch({ type: 'failure.explained', callId, failure }),
    )
  }
  /** Twice, because either way may be the one that is broken; the number makes the second a copy. */
  const go = ({ attempt, n, after, old }: Extract<Effect, { do: 'goAttempt' }>, callId: string): void => {
    media.listen(attempt, n, old)
    const order = { callId, attempt, n, after }
    media.say(attempt, JSON.stringify({ type: 'go', ...order }))
    ask(callId, bridge.goAttempt(order))
  }

  return {
    askMicrophone: (_, callId) => ask(callId, askMicrophone(callId)),
    openMicrophone: () => media.openMicrophone(),
    muteMicrophone: ({ muted }) => media.muteMicrophone(muted),
    hold: ({ on }, callId) => {
      media.hold(on)
      ask(callId, bridge.holdCall({ callId, on }))
    },
    pressKey: ({ digit }, callId) => {
      const way = media.press(digit)
      if (way === 'signaling') ask(callId, bridge.pressKey({ callId, digit }))
      dispatch({ type: 'key.sent', callId, way })
    },
    answerConsent: ({ agrees }, callId) => ask(callId, bridge.answerConsent({ callId, agrees })),
    openBackend: ({ agentId, route }, callId) => ask(callId, bridge.openBackend({ callId, agentId, route })),
    planAttempt: ({ cause }, callId) => ask(callId, bridge.planAttempt({ callId, cause })),
    startPeer: ({ plan }) => {
      sampler.servers(plan.servers)
      media.startPeer(plan)
    },
    startCall: ({ attempt, sdp }, callId) => ask(callId, bridge.startCall({ callId, attempt, sdp })),
    offerAttempt: ({ attempt, sdp }, callId) => ask(callId, bridge.offerAttempt({ callId, attempt, sdp })),
    sendCandidate: ({ attempt, candidate }, callId) =>
      ask(callId, bridge.sendCandidate({ callId, attempt, candidate })),
    acceptAnswer: ({ attempt, sdp }) => media.acceptAnswer(attempt, sdp),
    addCandidate: ({ attempt, candidate }) => media.addCandidate(attempt, candidate),
    carry: ({ attempt }) => {
      media.carry(attempt)
      sampler.moved(attempt)
    },
    goAttempt: go,
    hush: () => media.hush(),
    endPeer: ({ attempt }) => media.endPeer(attempt),
    endAttempt: ({ attempt }, callId) => ask(callId, bridge.endAttempt({ callId, attempt })),
    endBackend: ({ reason }, callId) => ask(callId, bridge.endBackend({ callId, reason })),
    explain: ({ failure }, callId) => explain(failure, callId),
    startTimer: ({ timer, ms }, callId) =>
      timers.start(timer, ms, () => dispatch({ type: 'timer.fired', callId, timer })),
    stopTimer: ({ timer }) => timers.stop(timer),
    release: () => {
      timers.stopAll()
      sampler.stop()
      media.release()
    },
  }
}

/** Performs one effect of a call. Effects of no call do not exist: `idle` asks for nothing. */
export function perform(performers: Performers, effect: Effect, call: Call): void {
  if (call.phase === 'idle') return
  // Indexing by the effect's own name pairs it with its performer; TypeScript cannot follow that through a union.
  const performer = performers[effect.do] as (effect: Effect, callId: string) => void
  performer(effect, call.callId)
}
