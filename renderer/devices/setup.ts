// What the person chose and what is there, made into what the media room is to use. Pure.
import type { Preferences } from '../../protocol/preferences'
import { type Chosen, chosen, type DeviceList } from './list'

/** What is done to the microphone's sound before it is sent. */
export type Treatment = Pick<Preferences, 'echoCancellation' | 'noiseSuppression' | 'autoGainControl'>

export interface MicrophoneSetup {
  /** Null: the system's own. */
  readonly deviceId: string | null
  readonly treatment: Treatment
  /** Which one the system's own is; null: not known. */
  readonly system: string | null
}

export interface SoundSetup {
  readonly microphone: MicrophoneSetup
  /** As `setSinkId` takes it: empty for the system's own, which the browser follows by itself. */
  readonly speaker: string
  readonly ringer: string
}

const sinkOf = (used: Chosen): string => (used.is === 'pinned' ? used.device.id : '')

export function setupOf(preferences: Preferences, { microphones, speakers }: DeviceList): SoundSetup {
  const { echoCancellation, noiseSuppression, autoGainControl } = preferences
  const treatment = { echoCancellation, noiseSuppression, autoGainControl }
  const used = chosen(microphones, preferences.microphone)
  const deviceId = used.is === 'pinned' ? used.device.id : null
  return {
    microphone: { deviceId, treatment, system: microphones.system?.id ?? null },
    speaker: sinkOf(chosen(speakers, preferences.speaker)),
    ringer: sinkOf(chosen(speakers, preferences.ringer)),
  }
}

/** Whether a microphone that was opened for `before` has to be opened anew: an open one follows the system no further. */
export function isOther(before: MicrophoneSetup, after: MicrophoneSetup): boolean {
  if (JSON.stringify(before.treatment) !== JSON.stringify(after.treatment)) return true
  if (before.deviceId !== after.deviceId) return true
  const isKnown = before.system !== null && after.system !== null
  return after.deviceId === null && isKnown && before.system !== after.system
}
