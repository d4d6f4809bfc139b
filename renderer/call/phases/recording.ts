// What the far end says of its recording, in whichever phase: how long it became is said at the very end.
import type { PhaseName } from '../../../protocol/ipc'
import type { Ending, LiveCall } from '../call'
import type { Rows } from '../row'

/** @param here the phases that a call stays in */
export const recordingTold = (here: readonly PhaseName[]) =>
  ({
    'recording.changed': {
      to: here,
      step: (call, { by, on, durationMs, complete }) => [
        { ...call, recording: { by, on, durationMs, complete } },
        [],
      ],
    },
  }) satisfies Rows<LiveCall | Ending>
