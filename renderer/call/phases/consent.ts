// Whether the call may be recorded, asked before anything sounds. The clocks stand still for people, as they do for a proxy's question.
// Knows no policy: whoever asks has looked.
import type { Preparing } from '../call'
import type { Step } from '../effects'
import type { EventOf } from '../events'
import { LIMITS } from '../limits'
import type { Rows } from '../row'

/** The answer goes out, and signaling has its time anew. */
export function answered(call: Preparing, agrees: boolean, atMs: number): Step {
  if (call.consent === null || call.askingSinceMs === null) return [call, []]
  const askedMs = call.askedMs + atMs - call.askingSinceMs
  return [
    { ...call, agreed: agrees, consent: null, askingSinceMs: null, askedMs },
    [
      { do: 'answerConsent', agrees },
      { do: 'startTimer', timer: 'signaling', ms: LIMITS.signalingMs },
    ],
  ]
}

function asked(call: Preparing, { by, mayDecline, atMs }: EventOf<'consent.asked'>): Step {
  if (call.consent !== null) return [call, []]
  return [
    { ...call, consent: { by, mayDecline }, askingSinceMs: atMs },
    [{ do: 'startTimer', timer: 'signaling', ms: LIMITS.askingMs }],
  ]
}

export const consent = {
  'consent.asked': { to: ['preparing'], step: asked },
  consent: { to: ['preparing'], step: (call, { agrees, atMs }) => answered(call, agrees, atMs) },
} as const satisfies Rows<Preparing>
