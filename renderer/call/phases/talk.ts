// The talk, in whichever phase it is heard: answers and interruptions are written down, and change nothing else.
import type { PhaseName } from '../../../protocol/ipc'
import type { Call, Dialed, Ending, LiveCall } from '../call'
import type { Step } from '../effects'
import type { Rows } from '../row'
import { withHeard, withLine, withTold } from '../turns'
import { wasHeldSince } from './hold'

/** A step about something that began then, and counts only if nothing since was on hold. */
const unlessHeld = <C extends Dialed & Call>(call: C, beganAtMs: number, step: () => C): Step => [
  wasHeldSince(call, beganAtMs) ? call : step(),
  [],
]

/** @param here the phases that a call stays in */
export const talk = (here: readonly PhaseName[]) =>
  ({
    'agent.turned': {
      to: here,
      step: (call, told) =>
        unlessHeld(call, told.atMs - told.responseMs, () => ({ ...call, turns: withTold(call.turns, told) })),
    },
    'turn.heard': {
      to: here,
      step: (call, { ms, agoMs, atMs, networkMs, bufferMs }) =>
        unlessHeld(call, atMs - agoMs - ms, () => ({
          ...call,
          turns: withHeard(call.turns, { ms, atMs: atMs - agoMs, networkMs, bufferMs }),
        })),
    },
    'interruption.heard': {
      to: here,
      step: (call, { stopMs, agoMs, atMs }) =>
        unlessHeld(call, atMs - agoMs, () => ({
          ...call,
          interruptions: withLine(call.interruptions, { atMs: atMs - agoMs, stopMs }),
        })),
    },
  }) satisfies Rows<LiveCall | Ending>
