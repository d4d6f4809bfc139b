// What the taps heard, as a fact of the call: corrected to the person's ear by what the sampler knows. Pure.
import type { CallFact } from '../call'
import type { Delays } from '../health'
import { atEar, type Heard } from '../hearing'

export function talkFact(callId: string, { made, agoMs, treatedMs }: Heard, delays: Delays): CallFact {
  if (made.type === 'interruption')
    return {
      type: 'interruption.heard',
      callId,
      agoMs,
      stopMs: atEar(made.stopMs, treatedMs, delays.playoutMs),
    }
  const { rttMs: networkMs, bufferMs } = delays
  return {
    type: 'turn.heard',
    callId,
    agoMs,
    ms: atEar(made.waitMs, treatedMs, delays.playoutMs),
    networkMs,
    bufferMs,
  }
}
