// What one step of the call adds to its story, for the panel and the report. Pure: compares two values of the call.
import type { Call } from '../call'
import type { CallNews } from '../health'

type InCall = Exclude<Call, { phase: 'idle' }>

const isOn = (call: InCall): boolean => 'activeAtMs' in call && call.activeAtMs !== null

/** What carries the call now had not fallen silent. */
const isNewPath = ({ attempts }: InCall, { carrier }: InCall): boolean =>
  attempts.find(({ n }) => n === carrier)?.stage.at !== 'stalled'

function soundNews(before: InCall, call: InCall): readonly CallNews[] {
  const found = call.recoveries.slice(before.recoveries.length)
  const isPaused = call.phase === 'recovering' && before.phase !== 'recovering'
  const wasHandover = before.phase === 'active' && before.trial?.of === 'handover'
  const isMoved =
    wasHandover && call.phase === 'active' && call.carrier !== before.carrier && call.trial === null
  return [
    ...found.map(({ cause, gapMs }): CallNews => {
      const how = { cause, gapMs: Math.round(gapMs), isNewPath: isNewPath(before, call) }
      return { type: 'resumed', ...how }
    }),
    ...(isPaused ? [{ type: 'paused', cause: call.cause } as const] : []),
    ...(isMoved ? [{ type: 'moved' } as const] : []),
  ]
}

function microphoneNews(before: InCall, call: InCall): readonly CallNews[] {
  if (!isOn(before)) return []
  const isOpened = call.microphone === 'open' && before.microphone !== 'open'
  return [
    ...(isOpened ? [{ type: 'microphone', is: 'on' } as const] : []),
    ...(call.muted === before.muted
      ? []
      : [{ type: 'microphone', is: call.muted ? 'muted' : 'unmuted' } as const]),
  ]
}

function holdNews(before: InCall, { hold, phase }: InCall): readonly CallNews[] {
  const isHeld = hold.sinceMs !== null
  if (phase === 'ended' || isHeld === (before.hold.sinceMs !== null)) return []
  return [{ type: 'hold', is: isHeld ? 'held' : 'resumed' }]
}

function recordingNews(before: InCall, { recording }: InCall): readonly CallNews[] {
  if (recording === null || recording.on === (before.recording?.on ?? false)) return []
  return [{ type: 'recording', on: recording.on, by: recording.by }]
}

/** Nothing for a call that begins, or that another page of this window carried until now. */
export function storyOf(before: Call, call: Call): readonly CallNews[] {
  if (before.phase === 'idle' || call.phase === 'idle' || before.callId !== call.callId) return []
  const isOver = call.phase === 'ended' && before.phase !== 'ended'
  return [
    ...soundNews(before, call),
    ...microphoneNews(before, call),
    ...holdNews(before, call),
    ...recordingNews(before, call),
    ...(isOver ? [{ type: 'ended', by: call.end.by } as const] : []),
  ]
}
