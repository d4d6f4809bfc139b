// The two ends of the sound for the proof: what the devices do, and what the call knows. Pure.
import { NO_SIDES, type Sides } from '../health'
import type { Media } from '../media'
import type { AppState } from './state'

const speakerOf = (hasSpeaker: boolean | null): Sides['speaker'] =>
  hasSpeaker === null ? 'unknown' : hasSpeaker ? 'there' : 'gone'

/** On a command line nobody listens, and a computer that has no speaker is none the worse for it. */
export function sidesOf({ call, app }: AppState, senses: ReturnType<Media['senses']>): Sides {
  if (call.phase === 'idle') return NO_SIDES
  return {
    microphone: { ...senses.microphone, isMuted: call.muted },
    speaker: app?.headless ? 'unknown' : speakerOf(senses.hasSpeaker),
    agent: call.agent,
    far: call.far,
    isHeld: call.hold.sinceMs !== null,
    isSteady: call.phase === 'active' && call.trial === null,
  }
}
