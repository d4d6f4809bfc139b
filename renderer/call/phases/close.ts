// The end: said, and waited out for a moment; a failure of the network until it has its right name.
import type { Ending } from '../call'
import { end, explained } from '../end'
import { onTimers, type Rows } from '../row'
import { recordingTold } from './recording'
import { talk } from './talk'

export const ending: Rows<Ending> = {
  /** Asked twice: the person means now. */
  hangUp: { to: ['ended'], step: (call, { atMs }) => end(call, call.end, atMs) },
  ...talk(['ending']),
  ...recordingTold(['ending']),
  'backend.ended': {
    to: ['ended'],
    step: (call, { atMs }) => (call.end.by === 'caller' ? end(call, call.end, atMs) : [call, []]),
  },
  'failure.explained': { to: ['ended'], step: (call, { failure, atMs }) => explained(call, failure, atMs) },
  'timer.fired': onTimers(['ended'], {
    ending: (call, atMs) => end(call, call.end, atMs),
    explaining: (call, atMs) => end(call, call.end, atMs),
  }),
}
