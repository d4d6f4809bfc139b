// The end: said, and waited out for a moment.
import type { Ending } from '../call'
import { end } from '../end'
import { onTimers, type Rows } from '../row'

export const ending: Rows<Ending> = {
  /** Asked twice: the person means now. */
  hangUp: { to: ['ended'], step: (call, { atMs }) => end(call, call.end, atMs) },
  'agent.turned': {
    to: ['ending'],
    step: (call, { responseMs }) => [{ ...call, responsesMs: [...call.responsesMs, responseMs] }, []],
  },
  'backend.ended': {
    to: ['ended'],
    step: (call, { atMs }) => (call.end.by === 'caller' ? end(call, call.end, atMs) : [call, []]),
  },
  'timer.fired': onTimers(['ended'], { ending: (call, atMs) => end(call, call.end, atMs) }),
}
