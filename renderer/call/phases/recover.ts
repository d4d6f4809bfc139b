// Sound is lost and no standby took it: attempt after attempt, with pauses, for a bounded time.
import { FAILURES } from '../../../protocol/catalogue'
import { atStage, openAttempt, openAttempts } from '../attempts'
import { dialedOf, type Heard, type Recovering } from '../call'
import type { Step } from '../effects'
import { fail, failAs } from '../end'
import type { EventOf } from '../events'
import { LIMITS, recoveryBackoffMs } from '../limits'
import { onTimers, type Rows } from '../row'
import { agentEnded, standbySoon } from './active'
import { anyLive, microphone } from './any-live'
import { another, drop, moveTo, negotiation, settleOn } from './negotiate'

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
  const [next, effects] = another({ ...call, tries: call.tries + 1 }, 'recovery')
  return [next, [{ do: 'startTimer', timer: 'attempt', ms: LIMITS.recoveryAttemptMs }, ...effects]]
}

const STOPS = (['recovery', 'attempt', 'backoff'] as const).map(
  timer => ({ do: 'stopTimer', timer }) as const,
)

/** Sound is back over this attempt, which carries the call from now on. */
function backOver(call: Recovering, rest: Recovering, effects: Step[1], atMs: number): Step {
  const { lostAtMs, cause, activeAtMs } = call
  const recoveries = [...call.recoveries, { cause, gapMs: atMs - lostAtMs }]
  const found = dialedOf({ ...rest, recoveries, lastHeard: null })
  return [
    { ...found, phase: 'active', activeAtMs, trial: null },
    [...STOPS, ...effects, ...standbySoon(found, LIMITS.standbyMs)],
  ]
}

function sounded(call: Recovering, { attempt, heard, atMs }: EventOf<'peer.sounded'>): Step {
  if (openAttempt(call, attempt)?.stage.at === 'stalled') return speaksAgain(call, attempt, heard, atMs)
  const [settled, effects] = settleOn(call, attempt, atMs)
  return backOver(call, settled, effects, atMs)
}

/** The path that fell silent speaks again before another was found. What is being built becomes its standby. */
function speaksAgain(call: Recovering, attempt: number, heard: Heard | null, atMs: number): Step {
  const sounding = atStage(call, attempt, 'sounding')
  const [back, move] =
    call.carrier === attempt ? [sounding, []] : moveTo(sounding, attempt, heard ?? call.lastHeard)
  return backOver(call, back, move, atMs)
}

export const recovering: Rows<Recovering> = {
  ...anyLive('recovering'),
  ...agentEnded,
  ...negotiation('recovering'),
  'peer.sounded': { to: ['active'], step: sounded },
  /** What failed on the old network may work on the new one: the pause is over. */
  'network.changed': {
    to: ['recovering'],
    step: call => {
      const [next, effects] = tryAgain(call)
      return [next, [{ do: 'stopTimer', timer: 'backoff' }, ...effects]]
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
