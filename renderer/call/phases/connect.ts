// From answer to the first sound: the decision window and its one retry.
import { openAttempts } from '../attempts'
import type { Connecting } from '../call'
import type { Step } from '../effects'
import { fail, failAs } from '../end'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { onTimers, type Rows } from '../row'
import { becomeActive } from './active'
import { anyLive, microphone } from './any-live'
import { another, drop, negotiation } from './negotiate'

/** An answer that can never carry a call is final: trying again brings the same answer. */
const isFinal = (event: EventOf<'peer.failed'>): boolean => event.failure.name.startsWith('agent_answer')

function retry(call: Connecting): Step {
  const [next, effects] = another({ ...call, try: 2 }, 'retry')
  return [next, [{ do: 'startTimer', timer: 'window', ms: LIMITS.retryWindowMs }, ...effects]]
}

/** The window is closed: connected but silent, or never connected. */
function verdict(call: Connecting, atMs: number): Step {
  const reached = call.attempts.some(({ connectedAtMs }) => connectedAtMs !== null)
  return failAs(call, reached ? 'relay_no_sound' : 'relay_no_path', atMs)
}

export const connecting: Rows<Connecting> = {
  ...anyLive('connecting'),
  ...negotiation('connecting'),
  'peer.sounded': {
    to: ['active'],
    step: (call, { attempt, atMs }) => becomeActive(call, attempt, atMs),
  },
  'peer.failed': {
    to: ['connecting', 'ending', 'ended'],
    step: (call, event) => {
      if (isFinal(event)) return fail(call, event.failure, event.atMs)
      const [rest, dropped] = drop(call, event.attempt, event.failure.name)
      if (call.try === 1) {
        const [next, effects] = retry(rest)
        return [next, [...dropped, ...effects]]
      }
      const retryIsPlanned = rest.attempts.length > 1
      return openAttempts(rest).length > 0 || !retryIsPlanned ? [rest, dropped] : verdict(rest, event.atMs)
    },
  },
  'timer.fired': onTimers(['connecting', 'ending', 'ended'], {
    microphone,
    window: (call: Connecting, atMs: number): Step => (call.try === 1 ? retry(call) : verdict(call, atMs)),
  }),
}
