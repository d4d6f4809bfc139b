// The talk, in whichever phase it is heard: answers and interruptions are written down, and change nothing else.
import type { PhaseName } from '../../../protocol/ipc'
import type { Ending, LiveCall } from '../call'
import type { Rows } from '../row'
import { withHeard, withLine, withTold } from '../turns'

/** @param here the phases that a call stays in */
export const talk = (here: readonly PhaseName[]) =>
  ({
    'agent.turned': { to: here, step: (call, told) => [{ ...call, turns: withTold(call.turns, told) }, []] },
    'turn.heard': {
      to: here,
      step: (call, { ms, agoMs, atMs, networkMs, bufferMs }) => [
        { ...call, turns: withHeard(call.turns, { ms, atMs: atMs - agoMs, networkMs, bufferMs }) },
        [],
      ],
    },
    'interruption.heard': {
      to: here,
      step: (call, { stopMs, agoMs, atMs }) => [
        { ...call, interruptions: withLine(call.interruptions, { atMs: atMs - agoMs, stopMs }) },
        [],
      ],
    },
  }) satisfies Rows<LiveCall | Ending>
