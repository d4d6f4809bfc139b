// From answer to end: connecting, active, recovering, ending.
import { FAILURES } from '../../../protocol/catalogue'
import { connectedAt, openAttempts } from '../attempts'
import { type Active, type Connecting, dialedOf, type Ending, type Recovering } from '../call'
import type { Step } from '../effects'
import { end, endByAgent, fail, failAs } from '../end'
import type { EventOf } from '../events'
import { LIMITS, recoveryBackoffMs } from '../limits'
import { onTimers, type Rows } from '../row'
import { anyLive, microphone } from './any-live'
import { another, candidates, drop, negotiation, settleOn } from './negotiate'

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
    step: (call, { attempt, atMs }) => {
      const [settled, effects] = settleOn(call, attempt, atMs)
      return [
        { ...dialedOf(settled), phase: 'active', activeAtMs: atMs },
        [{ do: 'stopTimer', timer: 'window' }, ...effects],
      ]
    },
  },
  'peer.failed': {
    to: ['connecting', 'ended'],
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
  'timer.fired': onTimers(['connecting', 'ended'], {
    microphone,
    window: (call: Connecting, atMs: number): Step => (call.try === 1 ? retry(call) : verdict(call, atMs)),
  }),
}

/** Sound has flowed: the agent's end is an end, not a failure. */
const agentEnded = {
  'backend.ended': {
    to: ['ending'],
    step: (call, { reason }) => endByAgent(call, reason),
  },
} as const satisfies Rows<Active | Recovering>

/** Sound is lost: more attempts, for a bounded time. */
function recover(call: Active, cause: string, atMs: number): Step {
  const [next, effects] = another({ ...call, phase: 'recovering', lostAtMs: atMs, cause, tries: 1 }, cause)
  return [
    next,
    [
      { do: 'startTimer', timer: 'recovery', ms: LIMITS.recoveryMs },
      { do: 'startTimer', timer: 'attempt', ms: LIMITS.recoveryAttemptMs },
      ...effects,
    ],
  ]
}

export const active: Rows<Active> = {
  ...anyLive('active'),
  ...agentEnded,
  ...candidates('active'),
  'peer.connected': {
    to: ['active'],
    step: (call, { attempt, atMs }) => [connectedAt(call, attempt, 'sounding', atMs), []],
  },
  'peer.failed': {
    to: ['recovering'],
    step: (call, { attempt, failure, atMs }) => {
      const [rest, dropped] = drop(call, attempt, failure.name)
      const [next, effects] = recover(rest, failure.name, atMs)
      return [next, [...dropped, ...effects]]
    },
  },
  'timer.fired': onTimers(['ended'], { microphone }),
}

/** One recovery attempt is spent: the next comes after a pause. */
function pause(call: Recovering): readonly [Recovering, Step[1]] {
  const [bare, effects] = openAttempts(call).reduce<readonly [Recovering, Step[1]]>(
    ([rest, done], { n }) => {
      const [next, more] = drop(rest, n, 'no sound in time')
      return [next, [...done, ...more]]
    },
    [call, []],
  )
  return [bare, [...effects, { do: 'startTimer', timer: 'backoff', ms: recoveryBackoffMs(call.tries) }]]
}

/** Nothing of this try is left to wait for. */
function giveUpTry(call: Recovering): readonly [Recovering, Step[1]] {
  const [next, effects] = pause(call)
  return [next, [{ do: 'stopTimer', timer: 'attempt' }, ...effects]]
}

function tryAgain(call: Recovering): Step {
  const [next, effects] = another({ ...call, tries: call.tries + 1 }, call.cause)
  return [next, [{ do: 'startTimer', timer: 'attempt', ms: LIMITS.recoveryAttemptMs }, ...effects]]
}

export const recovering: Rows<Recovering> = {
  ...anyLive('recovering'),
  ...agentEnded,
  ...negotiation('recovering'),
  'peer.sounded': {
    to: ['active'],
    step: (call, { attempt, atMs }) => {
      const [settled, effects] = settleOn(call, attempt, atMs)
      const { lostAtMs, cause, activeAtMs } = call
      const recoveries = [...call.recoveries, { cause, gapMs: atMs - lostAtMs }]
      const stops = (['recovery', 'attempt', 'backoff'] as const).map(
        timer => ({ do: 'stopTimer', timer }) as const,
      )
      return [{ ...dialedOf(settled), phase: 'active', activeAtMs, recoveries }, [...stops, ...effects]]
    },
  },
  'peer.failed': {
    to: ['recovering'],
    step: (call, { attempt, failure }) => {
      const [rest, dropped] = drop(call, attempt, failure.name)
      if (openAttempts(rest).length > 0) return [rest, dropped]
      const [next, effects] = giveUpTry(rest)
      return [next, [...dropped, ...effects]]
    },
  },
  /** Where each try opens a session anew, a backend out of reach is a try that failed: the network may be changing. */
  'backend.failed': {
    to: ['recovering', 'ended'],
    step: (call, { failure, atMs }) =>
      call.backend?.capability === 'new-session' && FAILURES[failure.name].retryable
        ? giveUpTry(call)
        : fail(call, failure, atMs),
  },
  'timer.fired': onTimers(['recovering', 'ended'], {
    microphone,
    recovery: (call, atMs) => failAs(call, 'relay_lost', atMs),
    attempt: pause,
    backoff: tryAgain,
  }),
}

export const ending: Rows<Ending> = {
  /** Asked twice: the person means now. */
  hangUp: { to: ['ended'], step: (call, { atMs }) => end(call, call.end, atMs) },
  'agent.turned': {
    to: ['ending'],
    step: (call, { responseMs }) => [{ ...call, responsesMs: [...call.responsesMs, responseMs] }, []],
  },
  'backend.ended': {
    to: ['ended'],
    step: (call, { atMs }) => (call.end.by === 'caller' ? end(call, call.end, atMs) : [call, []]),
  },
  'timer.fired': onTimers(['ended'], { ending: (call, atMs) => end(call, call.end, atMs) }),
}
