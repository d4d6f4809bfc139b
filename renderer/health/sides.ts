// What statistics do not say of the two ends of the sound: the devices at this one, and what the other one tells of itself. Shapes only.
import type { AgentState, Hearing } from '../../protocol/signaling'

interface MicrophoneSide {
  /** Given to the call and not ended. */
  readonly isOpen: boolean
  /** By the person. */
  readonly isMuted: boolean
  /** By the operating system, or a switch that it knows: its track says so. */
  readonly isMutedBySystem: boolean
  /** Microphones of this computer beside the one in use. */
  readonly others: number
  /** Root mean square, 0..1, of what is said into it while it is muted; null: nobody listens. */
  readonly mutedLoudness: number | null
  /** What it gives by itself, apart from what is done to its sound: `nothing` is digital silence. Null: not known. */
  readonly gives: 'sound' | 'nothing' | null
}

export interface Sides {
  readonly microphone: MicrophoneSide
  /** `unknown`: nobody is there to listen, as on a command line. */
  readonly speaker: 'there' | 'gone' | 'unknown'
  readonly agent: AgentState | null
  /** What the far end says that it gets; null: it never says. */
  readonly far: Hearing | null
  /** Both ends are silenced on purpose: no silence means anything. */
  readonly isHeld: boolean
  /** The call goes over one path, and not just between two. */
  readonly isSteady: boolean
}

export const NO_SIDES: Sides = {
  microphone: {
    isOpen: false,
    isMuted: false,
    isMutedBySystem: false,
    others: 0,
    mutedLoudness: null,
    gives: null,
  },
  speaker: 'unknown',
  agent: null,
  far: null,
  isHeld: false,
  isSteady: false,
}
