// What is being tried while a call connects, and how much of the promised time is left. Pure.
import { type Attempt, type Dialed, LIMITS } from '../../call'
import { attemptEnd, format, routeName, words } from '../../copy'
import type { Step } from '../../ui'

const { connecting: text } = words

function setUp(call: Dialed, nowMs: number): readonly Step[] {
  const { backend } = call
  if (!backend)
    return [
      {
        id: 'signaling',
        state: 'now',
        what: text.signaling,
        detail: text.opening,
        time: format.wait(nowMs - call.dialedAtMs),
      },
      { id: 'credentials', state: 'next', what: text.credentials },
    ]
  const { signalingMs, credentialsMs } = backend
  return [
    {
      id: 'signaling',
      state: 'ok',
      what: text.signaling,
      detail: text.welcomed,
      time: format.wait(signalingMs),
    },
    {
      id: 'credentials',
      state: 'ok',
      what: text.credentials,
      detail: text.received,
      time: format.wait(credentialsMs),
    },
  ]
}

function answer(call: Dialed, nowMs: number): Step {
  const base = { id: 'answer', what: text.agentAnswers }
  const startedAtMs = call.attempts[0]?.startedAtMs ?? null
  if (startedAtMs === null) return { ...base, state: 'next' }
  if (call.answeredAtMs !== null)
    return { ...base, state: 'ok', detail: text.answered, time: format.wait(call.answeredAtMs - startedAtMs) }
  const ringing = call.ringingAtMs === null ? {} : { detail: text.ringing }
  return { ...base, state: 'now', time: format.wait(nowMs - (call.ringingAtMs ?? startedAtMs)), ...ringing }
}

const attemptStep =
  (call: Dialed, nowMs: number) =>
  ({ n, route, stage, startedAtMs, connectedAtMs }: Attempt): Step => {
    const base = { id: `attempt-${n}`, what: routeName[route] }
    if (stage.at === 'ended') return { ...base, state: 'no', detail: attemptEnd(stage.by) }
    if (connectedAtMs !== null)
      return { ...base, state: 'ok', detail: text.found, time: format.wait(connectedAtMs - startedAtMs) }
    if (call.answeredAtMs === null) return { ...base, state: 'next' }
    return { ...base, state: 'now', detail: text.findingPath, time: format.wait(nowMs - startedAtMs) }
  }

const SHOWN_ATTEMPTS = 2

/** In the order in which things happen. */
export function stepsOf(call: Dialed, nowMs: number): readonly Step[] {
  const attempts = call.attempts.slice(-SHOWN_ATTEMPTS).map(attemptStep(call, nowMs))
  const paths: readonly Step[] =
    attempts.length > 0 ? attempts : [{ id: 'path', state: 'next', what: text.path }]
  return [...setUp(call, nowMs), answer(call, nowMs), ...paths]
}

export interface Promised {
  readonly promise: string
  readonly left: string
  /** 0..1 */
  readonly done: number
}

const promised = (
  promise: (values: { readonly limit: string }) => string,
  limitMs: number,
  usedMs: number,
): Promised => ({
  promise: promise({ limit: format.wholeSeconds(limitMs) }),
  left: text.left({ left: format.seconds(limitMs - usedMs) }),
  done: usedMs / limitMs,
})

/** What a proxy's question took, and takes: the clock stands still for people. */
const askedMs = (call: Dialed, nowMs: number): number =>
  call.askedMs +
  ('askingSinceMs' in call && typeof call.askingSinceMs === 'number' ? nowMs - call.askingSinceMs : 0)

/** The bounded wait. While the agent rings, the decision window's clock stands still and ringing has its own. */
export function promiseOf(call: Dialed, nowMs: number): Promised {
  const { ringingAtMs, answeredAtMs, dialedAtMs } = call
  if (ringingAtMs !== null && answeredAtMs === null)
    return promised(text.promiseRinging, LIMITS.ringingMs, nowMs - ringingAtMs)
  const rangMs = ringingAtMs !== null && answeredAtMs !== null ? answeredAtMs - ringingAtMs : 0
  const signalingMs = call.agentId === 'test-agent' ? LIMITS.testAgentMs : LIMITS.signalingMs
  const limitMs = signalingMs + LIMITS.windowMs + LIMITS.retryWindowMs
  return promised(text.promise, limitMs, nowMs - dialedAtMs - rangMs - askedMs(call, nowMs))
}
