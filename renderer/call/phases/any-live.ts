// What every live phase answers alike: hanging up, the microphone, the agent's news, the backend's end.
import type { PhaseName } from '../../../protocol/ipc'
import type { LiveCall } from '../call'
import type { Step } from '../effects'
import { endByCaller, fail, failAs, failNow } from '../end'
import { LIMITS } from '../limits'
import type { Rows } from '../row'
import { recordingTold } from './recording'
import { talk } from './talk'

const stay = (call: LiveCall): Step => [call, []]

const openMicrophone = (call: LiveCall): Step => [
  { ...call, microphone: 'opening' },
  [{ do: 'openMicrophone' }, { do: 'startTimer', timer: 'microphone', ms: LIMITS.microphoneMs }],
]

/** The rows shared by the live phases, and the phase they stay in. */
export function anyLive<P extends LiveCall['phase']>(phase: P) {
  const here: readonly PhaseName[] = [phase]
  return {
    hangUp: { to: ['ending'], step: call => endByCaller(call) },
    mute: {
      to: here,
      step: (call, { muted }) => [{ ...call, muted }, [{ do: 'muteMicrophone', muted }]],
    },
    'mic.granted': {
      to: here,
      step: call => (call.microphone === 'asking' ? openMicrophone(call) : stay(call)),
    },
    'mic.opened': {
      to: here,
      step: call => [
        { ...call, microphone: 'open' },
        [
          { do: 'stopTimer', timer: 'microphone' },
          { do: 'muteMicrophone', muted: call.muted },
        ],
      ],
    },
    'mic.refused': { to: ['ended'], step: (call, { failure, atMs }) => failNow(call, failure, atMs) },
    'backend.failed': {
      to: ['ending', 'ended'],
      step: (call, { failure, atMs }) => fail(call, failure, atMs),
    },
    /** Before any sound there are no last words to wait for, and a call that carried none has failed. */
    'backend.ended': {
      to: ['ended'],
      step: (call, { reason, atMs }) => fail(call, { name: 'agent_gone', detail: reason }, atMs),
    },
    'agent.changed': { to: here, step: (call, { state }) => stay({ ...call, agent: state }) },
    'caller.heard': { to: here, step: (call, { state }) => stay({ ...call, far: state }) },
    ...talk(here),
    ...recordingTold(here),
  } satisfies Rows<LiveCall>
}

/** The microphone's own timer, which may run in any live phase. */
export const microphone = (call: LiveCall, atMs: number): Step => failAs(call, 'microphone_dead', atMs)
