// From dial to answer: preparing, inviting, ringing. One attempt exists at most.
import { atStage, connectedAt, withAttempt } from '../attempts'
import {
  type Dialed,
  dialedOf,
  type Ended,
  type Idle,
  type Inviting,
  NEVER_HELD,
  NOTHING_KEYED,
  type Preparing,
  type Ringing,
} from '../call'
import type { Step } from '../effects'
import { end, fail, failAs } from '../end'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import { onTimers, type Rows } from '../row'
import { becomeActive } from './active'
import { anyLive, microphone } from './any-live'
import { consent, answered as consented } from './consent'
import { rejoined } from './rejoin'

const freshCall = ({ callId, agentId, route, atMs }: EventOf<'dial'>): Dialed => ({
  callId,
  agentId,
  wantedRoute: route,
  dialedAtMs: atMs,
  askedMs: 0,
  microphone: 'asking',
  muted: false,
  hold: NEVER_HELD,
  keypad: NOTHING_KEYED,
  agent: null,
  far: null,
  backend: null,
  attempts: [],
  carrier: null,
  ringingAtMs: null,
  answeredAtMs: null,
  firstMediaAtMs: null,
  turns: [],
  interruptions: [],
  recoveries: [],
  alarms: 0,
  goes: 0,
  lastHeard: null,
  agreed: null,
  recording: null,
  externalId: null,
})

const dial = (_: Idle | Ended, event: EventOf<'dial'>): Step => [
  { ...freshCall(event), phase: 'preparing', askingSinceMs: null, consent: null },
  [
    // The network first: where signaling is warm its plan is back before the device has begun to open.
    { do: 'openBackend', agentId: event.agentId, route: event.route },
    { do: 'askMicrophone' },
    { do: 'startTimer', timer: 'signaling', ms: LIMITS.signalingMs },
  ],
]

export const idle: Rows<Idle> = {
  dial: { to: ['preparing'], step: dial },
  rejoin: { to: ['preparing', 'recovering'], step: rejoined },
}

export const ended: Rows<Ended> = {
  dial: { to: ['preparing'], step: dial },
  dismiss: { to: ['idle'], step: () => [{ phase: 'idle' }, []] },
}

export const preparing: Rows<Preparing> = {
  ...anyLive('preparing'),
  ...consent,
  hangUp: {
    to: ['ended'],
    step: (call, { atMs }) => {
      const [over, effects] = end(call, { by: 'caller' }, atMs)
      return [over, [{ do: 'endBackend', reason: 'caller' }, ...effects]]
    },
  },
  'backend.starting': {
    to: ['preparing'],
    step: call => [call, [{ do: 'startTimer', timer: 'signaling', ms: LIMITS.testAgentMs }]],
  },
  'backend.asking': {
    to: ['preparing'],
    step: (call, { atMs }) =>
      call.askingSinceMs === null
        ? [{ ...call, askingSinceMs: atMs }, [{ do: 'startTimer', timer: 'signaling', ms: LIMITS.askingMs }]]
        : [call, []],
  },
  'backend.asked': {
    to: ['preparing'],
    step: (call, { atMs }) =>
      call.askingSinceMs === null || call.consent !== null
        ? [call, []]
        : [
            { ...call, askingSinceMs: null, askedMs: call.askedMs + atMs - call.askingSinceMs },
            [{ do: 'startTimer', timer: 'signaling', ms: LIMITS.signalingMs }],
          ],
  },
  'backend.opened': {
    to: ['preparing'],
    step: (call, { backend: name, capability, signalingMs, credentialsMs }) => [
      { ...call, backend: { name, capability, signalingMs, credentialsMs } },
      [],
    ],
  },
  'attempt.planned': {
    to: ['inviting'],
    step: (call, { plan, atMs }) => [
      {
        ...withAttempt(dialedOf(call), plan, atMs),
        phase: 'inviting',
        carrier: plan.attempt,
        windowEndsAtMs: atMs + LIMITS.windowMs,
      },
      [
        { do: 'stopTimer', timer: 'signaling' },
        { do: 'startPeer', plan },
        { do: 'carry', attempt: plan.attempt },
        { do: 'startTimer', timer: 'window', ms: LIMITS.windowMs },
      ],
    ],
  },
  'timer.fired': onTimers<Preparing>(['preparing', 'ending', 'ended'], {
    microphone,
    signaling: (call, atMs) =>
      // Nobody said yes.
      call.consent !== null
        ? consented(call, false, atMs)
        : failAs(call, call.askingSinceMs === null ? 'signaling_timeout' : 'proxy_authentication', atMs),
  }),
}

const answered = (
  call: Inviting | Ringing,
  { attempt, sdp, externalId, atMs }: EventOf<'backend.answered'>,
): Step => [
  {
    ...dialedOf(sdp === null ? call : atStage(call, attempt, 'answered')),
    phase: 'connecting',
    try: 1,
    answeredAtMs: atMs,
    externalId: externalId ?? null,
  },
  sdp === null ? [] : [{ do: 'acceptAnswer', attempt, sdp }],
]

const exchange = {
  'peer.candidate': {
    step: <C extends Inviting | Ringing>(
      call: C,
      { attempt, candidate }: EventOf<'peer.candidate'>,
    ): Step => [call, [{ do: 'sendCandidate', attempt, candidate }]],
  },
  'backend.candidate': {
    step: <C extends Inviting | Ringing>(
      call: C,
      { attempt, candidate }: EventOf<'backend.candidate'>,
    ): Step => [call, [{ do: 'addCandidate', attempt, candidate }]],
  },
  'peer.failed': {
    step: (call: Inviting | Ringing, { failure, atMs }: EventOf<'peer.failed'>): Step =>
      fail(call, failure, atMs),
  },
}

/** Only the sound of an adopted line can be faster than the answer on signaling. */
const sounded = (call: Inviting | Ringing, { attempt, atMs }: EventOf<'peer.sounded'>): Step =>
  becomeActive({ ...dialedOf(call), phase: 'connecting', try: 1, answeredAtMs: atMs }, attempt, atMs)

const noAnswer = (call: Inviting | Ringing, atMs: number): Step => failAs(call, 'agent_no_answer', atMs)

export const inviting: Rows<Inviting> = {
  ...anyLive('inviting'),
  'peer.offered': {
    to: ['inviting'],
    step: (call, { attempt, sdp }) => [
      atStage(call, attempt, 'offered'),
      [{ do: 'startCall', attempt, sdp }],
    ],
  },
  'peer.adopted': {
    to: ['inviting'],
    step: (call, { attempt, atMs }) => [
      connectedAt(call, attempt, 'connected', atMs),
      [{ do: 'startCall', attempt, sdp: null }],
    ],
  },
  'peer.sounded': { to: ['active'], step: sounded },
  'peer.candidate': { to: ['inviting'], ...exchange['peer.candidate'] },
  'backend.candidate': { to: ['inviting'], ...exchange['backend.candidate'] },
  'backend.ringing': {
    to: ['ringing'],
    step: (call, { atMs }) => [
      {
        ...dialedOf(call),
        phase: 'ringing',
        ringingAtMs: atMs,
        windowLeftMs: Math.max(1, call.windowEndsAtMs - atMs),
      },
      [
        { do: 'stopTimer', timer: 'window' },
        { do: 'startTimer', timer: 'ringing', ms: LIMITS.ringingMs },
      ],
    ],
  },
  'backend.answered': { to: ['connecting'], step: answered },
  'peer.failed': { to: ['ending', 'ended'], ...exchange['peer.failed'] },
  'timer.fired': onTimers(['ended'], { microphone, window: noAnswer }),
}

export const ringing: Rows<Ringing> = {
  ...anyLive('ringing'),
  'peer.sounded': {
    to: ['active'],
    step: (call, event) => {
      const [next, effects] = sounded(call, event)
      return [next, [{ do: 'stopTimer', timer: 'ringing' }, ...effects]]
    },
  },
  'peer.candidate': { to: ['ringing'], ...exchange['peer.candidate'] },
  'backend.candidate': { to: ['ringing'], ...exchange['backend.candidate'] },
  'backend.answered': {
    to: ['connecting'],
    step: (call, event) => {
      const [next, effects] = answered(call, event)
      const window = { do: 'startTimer', timer: 'window', ms: call.windowLeftMs } as const
      return [next, [{ do: 'stopTimer', timer: 'ringing' }, window, ...effects]]
    },
  },
  'peer.failed': { to: ['ending', 'ended'], ...exchange['peer.failed'] },
  'timer.fired': onTimers(['ended'], { microphone, ringing: noAnswer }),
}
