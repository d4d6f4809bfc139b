// The microphone: opened at dial, closed with the call. Another one takes its place without a gap; one that is pulled out is
// replaced by what is left. Knows no peer; gives its track and tells how it fares.
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import { isOther, type MicrophoneSetup } from '../devices'

/** `moved`: the call goes on with this one. */
export type MicrophoneEvent =
  | { readonly type: 'opened' | 'moved'; readonly track: MediaStreamTrack }
  | { readonly type: 'refused'; readonly failure: Failure }

export interface Microphone {
  open(): void
  /** Which one, and how it is treated: from now on if it is open, else from when it is. */
  use(setup: MicrophoneSetup): void
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

/** Opens the one that is wanted; where it is gone in the meantime, the system's. */
export async function acquire(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  { deviceId, treatment }: MicrophoneSetup,
): Promise<MediaStream> {
  const system = () => devices.getUserMedia({ audio: { ...treatment } })
  if (deviceId === null) return system()
  try {
    return await devices.getUserMedia({ audio: { ...treatment, deviceId: { exact: deviceId } } })
  } catch (error) {
    if (nameOfRefusal(error) === 'microphone_missing') return system()
    throw error
  }
}

/** Whoever ends sooner than this after it was opened would end again. */
const STEADY_MS = 500
/** Until the senders have the new one: they are told before, and need a few milliseconds. */
const LET_GO_MS = 100

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}

export function createMicrophone(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  first: MicrophoneSetup,
  emit: (event: MicrophoneEvent) => void,
): Microphone {
  let setup = first
  let stream: MediaStream | null = null
  let isMuted = false
  let isWanted = false
  /** Counts openings, so that a stream granted after `close`, or after another wish, is closed at once. */
  let opening = 0

  const refuse = (name: FailureName, detail: string): void =>
    emit({ type: 'refused', failure: { name, detail } })
  const take = (opened: MediaStream, as: 'opened' | 'moved'): void => {
    const old = stream
    stream = opened
    const track = opened.getAudioTracks()[0]
    if (track === undefined || track.readyState === 'ended') {
      refuse('microphone_dead', 'no live track')
      return
    }
    track.enabled = !isMuted
    const sinceMs = performance.now()
    track.addEventListener('ended', () => {
      if (stream !== opened) return
      if (performance.now() - sinceMs < STEADY_MS) refuse('microphone_dead', 'ended')
      else start('rescue')
    })
    emit({ type: as, track })
    if (old !== null) setTimeout(() => stop(old), LET_GO_MS)
  }
  const start = (why: 'open' | 'move' | 'rescue'): void => {
    opening += 1
    const mine = opening
    acquire(devices, setup).then(
      opened => {
        if (mine === opening) take(opened, stream === null ? 'opened' : 'moved')
        else stop(opened)
      },
      error => {
        // The one that is open goes on where another one cannot.
        if (mine !== opening || (why === 'move' && stream?.getAudioTracks()[0]?.readyState === 'live')) return
        refuse(nameOfRefusal(error), error instanceof DOMException ? error.name : 'unknown')
      },
    )
  }

  return {
    open: () => {
      isWanted = true
      start('open')
    },
    use: next => {
      const isNews = isOther(setup, next)
      setup = next
      if (isWanted && isNews) start('move')
    },
    mute: muted => {
      isMuted = muted
      for (const track of stream?.getAudioTracks() ?? []) track.enabled = !muted
    },
    close: () => {
      opening += 1
      isWanted = false
      isMuted = false
      if (stream !== null) stop(stream)
      stream = null
    },
  }
}
