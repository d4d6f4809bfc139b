// A new page takes over the call of one that was reloaded or crashed: its peers are gone, the call is not.
import { allEndedBy, openAttempts } from '../attempts'
import { type Dialed, dialedOf, type Idle, type LiveCall, type Preparing, type Recovering } from '../call'
import type { Effect, Step } from '../effects'
import type { EventOf } from '../events'
import { GOES_UNPUBLISHED, LIMITS } from '../limits'
import { stillHeld } from './hold'
import { tryTimer } from './lost'
import { another } from './negotiate'

const GONE = 'page gone'

/** The microphone closed with the page. A person who was being asked is asked again. */
const microphoneAgain = ({ microphone }: Dialed): readonly Effect[] =>
  microphone === 'asking'
    ? [{ do: 'askMicrophone' }]
    : [{ do: 'openMicrophone' }, { do: 'startTimer', timer: 'microphone', ms: LIMITS.microphoneMs }]

const without = (call: LiveCall): Dialed => ({
  ...dialedOf(allEndedBy(call, GONE)),
  carrier: null,
  goes: call.goes + GOES_UNPUBLISHED,
  microphone: call.microphone === 'asking' ? 'asking' : 'opening',
})

/** Nothing had sounded yet: the call is set up anew, under its old id. */
function startOver(call: LiveCall): Step {
  const again: Preparing = {
    ...without(call),
    phase: 'preparing',
    askingSinceMs: null,
    consent: null,
    far: null,
    backend: null,
    ringingAtMs: null,
    answeredAtMs: null,
  }
  return [
    again,
    [
      ...microphoneAgain(call),
      { do: 'openBackend', agentId: call.agentId, route: call.wantedRoute },
      { do: 'startTimer', timer: 'signaling', ms: LIMITS.signalingMs },
    ],
  ]
}

export function rejoined(_: Idle, { call, goneAtMs }: EventOf<'rejoin'>): Step {
  if (call.phase !== 'active' && call.phase !== 'recovering') return startOver(call)
  const lost: Recovering = {
    ...without(call),
    phase: 'recovering',
    activeAtMs: call.activeAtMs,
    lostAtMs: call.phase === 'recovering' ? call.lostAtMs : goneAtMs,
    movedAtMs: null,
    cause: call.phase === 'recovering' ? call.cause : GONE,
    tries: 1,
  }
  const farEnds = openAttempts(call).map(({ n }): Effect => ({ do: 'endAttempt', attempt: n }))
  const [next, effects] = another(lost, 'rejoin')
  return [
    next,
    [
      ...microphoneAgain(call),
      ...stillHeld(call),
      ...farEnds,
      { do: 'startTimer', timer: 'recovery', ms: LIMITS.recoveryMs },
      tryTimer(lost),
      ...effects,
    ],
  ]
}
