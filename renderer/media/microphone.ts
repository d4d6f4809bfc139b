// The microphone: opened at dial, closed with the call. Knows no peer; gives its track and tells how it fares.
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'

export type MicrophoneEvent =
  | { readonly type: 'opened'; readonly track: MediaStreamTrack }
  | { readonly type: 'refused'; readonly failure: Failure }

export interface Microphone {
  open(): void
  /** A muted microphone still sends packets, of silence: the far end keeps hearing that we are there. */
  mute(muted: boolean): void
  close(): void
}

/** getUserMedia's errors (Media Capture and Streams, section 10.2) in our catalogue. */
const FAILURE_OF: Readonly<Record<string, FailureName>> = {
  NotAllowedError: 'microphone_denied',
  SecurityError: 'microphone_denied',
  NotFoundError: 'microphone_missing',
  OverconstrainedError: 'microphone_missing',
  NotReadableError: 'microphone_busy',
  AbortError: 'microphone_busy',
}

/** What kept the device from being opened. */
export const nameOfRefusal = (error: unknown): FailureName =>
  (error instanceof DOMException ? FAILURE_OF[error.name] : undefined) ?? 'microphone_dead'

export function createMicrophone(devices: MediaDevices, emit: (event: MicrophoneEvent) => void): Microphone {
  let stream: MediaStream | null = null
  /** Counts openings, so that a stream granted after `close` is closed at once. */
  let opening = 0

  const refuse = (error: unknown): void => {
    const name = error instanceof DOMException ? error.name : 'unknown'
    emit({ type: 'refused', failure: { name: nameOfRefusal(error), detail: name } })
  }
  const stop = (old: MediaStream): void => {
    for (const track of old.getTracks()) track.stop()
  }
  const take = (opened: MediaStream): void => {
    stream = opened
    const track = opened.getAudioTracks()[0]
    if (track === undefined || track.readyState === 'ended') {
      emit({ type: 'refused', failure: { name: 'microphone_dead', detail: 'no live track' } })
      return
    }
    track.addEventListener('ended', () => {
      emit({ type: 'refused', failure: { name: 'microphone_dead', detail: 'ended' } })
    })
    emit({ type: 'opened', track })
  }

  return {
    open: () => {
      opening += 1
      const mine = opening
      devices
        .getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
        .then(opened => (mine === opening ? take(opened) : stop(opened)))
        .catch(error => {
          if (mine === opening) refuse(error)
        })
    },
    mute: muted => {
      for (const track of stream?.getAudioTracks() ?? []) track.enabled = !muted
    },
    close: () => {
      opening += 1
      if (stream !== null) stop(stream)
      stream = null
    },
  }
}
