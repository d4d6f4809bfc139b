// Sound is lost and no standby took it: attempt beside attempt, at a growing pace, for a bounded time.
import { FAILURES } from '../../../protocol/catalogue'
import { atStage, openAttempt, openAttempts } from '../attempts'
import { dialedOf, type Heard, type Recovering } from '../call'
import type { Effect, Step } from '../effects'
import { fail, failAs } from '../end'
import type { EventOf } from '../events'
import { LIMITS, recoveryPaceMs } from '../limits'
import { onTimers, type Rows } from '../row'
import { agentEnded } from './active'
import { anyLive, microphone } from './any-live'
import { stillHeld } from './hold'
import { keysTold } from './keypad'
import { tryTimer } from './lost'
import { another, drop, dropOthers, moveTo, negotiation, settleOn } from './negotiate'
import { standbySoon } from './standby'

const newestTry = (call: Recovering) => openAttempts(call).findLast(({ stage }) => stage.at !== 'stalled')?.n

/** Older tries end; the newest may still succeed beside the next, and what was heard before may speak again. */
function tryAgain(call: Recovering): Step {
  const newest = newestTry(call)
  const [rest, dropped] = dropOthers(
    call,
    ({ n, stage }) => n === newest || stage.at === 'stalled',
    'overtaken',
  )
  const again = { ...rest, tries: rest.tries + 1 }
  const [next, effects] = another(again, 'recovery')
  return [next, [...dropped, tryTimer(again), ...effects]]
}

/** What failed before may work now: at once, and the pace begins anew. */
const tryNow = (call: Recovering): Step => tryAgain({ ...call, tries: 0 })

/** Nothing of this try is left to wait for: the next comes after a pause. */
const afterPause = (call: Recovering): Effect => ({
  do: 'startTimer',
  timer: 'attempt',
  ms: recoveryPaceMs(call.tries),
})

/** Sound is back over this attempt, which carries the call from now on. */
function backOver(call: Recovering, rest: Recovering, effects: Step[1], atMs: number): Step {
  const { lostAtMs, movedAtMs, cause, activeAtMs } = call
  const lostMs = (movedAtMs ?? atMs) - lostAtMs
  const recoveries = [...call.recoveries, { cause, gapMs: atMs - lostAtMs, lostMs }]
  const found = dialedOf({ ...rest, recoveries, lastHeard: null })
  return [
    { ...found, phase: 'active', activeAtMs, trial: null },
    [
      { do: 'stopTimer', timer: 'recovery' },
      { do: 'stopTimer', timer: 'attempt' },
      ...effects,
      ...stillHeld(found),
      ...standbySoon(found, LIMITS.standbyMs),
    ],
  ]
}

function sounded(call: Recovering, { attempt, heard, atMs }: EventOf<'peer.sounded'>): Step {
  if (openAttempt(call, attempt)?.stage.at === 'stalled') return speaksAgain(call, attempt, heard, atMs)
  const [settled, effects] = settleOn(call, attempt, atMs)
  return backOver(call, settled, effects, atMs)
}

/** A path that had fallen silent speaks again before another was found. What is being built becomes its standby. */
function speaksAgain(call: Recovering, attempt: number, heard: Heard | null, atMs: number): Step {
  const newest = newestTry(call)
  const sounding = atStage(call, attempt, 'sounding')
  const [alone, dropped] = dropOthers(sounding, ({ n }) => n === attempt || n === newest, 'not needed')
  const [back, move] =
    call.carrier === attempt ? [alone, []] : moveTo(alone, attempt, heard ?? call.lastHeard)
  return backOver(call, back, [...dropped, ...move], atMs)
}

const build = negotiation('recovering')

export const recovering: Rows<Recovering> = {
  ...anyLive('recovering'),
  ...agentEnded,
  ...keysTold(['recovering']),
  ...build,
  'peer.connected': {
    to: ['recovering'],
    step: (call, event) => build['peer.connected'].step({ ...call, movedAtMs: event.atMs }, event),
  },
  'peer.sounded': { to: ['active'], step: sounded },
  'network.changed': { to: ['recovering'], step: tryNow },
  'backend.resumed': { to: ['recovering'], step: tryNow },
  'peer.failed': {
    to: ['recovering'],
    step: (call, { attempt, failure }) => {
      const [rest, dropped] = drop(call, attempt, failure.name)
      const isLast = openAttempts(rest).every(({ stage }) => stage.at === 'stalled')
      return [rest, isLast ? [...dropped, afterPause(rest)] : dropped]
    },
  },
  /** Where each try opens a session anew, a backend out of reach is a try that failed: the network may be changing. */
  'backend.failed': {
    to: ['recovering', 'ending', 'ended'],
    step: (call, { failure, atMs }) =>
      call.backend?.capability === 'new-session' && FAILURES[failure.name].retryable
        ? [call, [afterPause(call)]]
        : fail(call, failure, atMs),
  },
  'timer.fired': onTimers(['recovering', 'ending', 'ended'], {
    microphone,
    recovery: (call, atMs) => failAs(call, 'relay_lost', atMs),
    attempt: tryAgain,
  }),
}
