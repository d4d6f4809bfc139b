// The microphone opened once more, as it is: for measuring alone, never sent, played or kept. Follows the track that is sent: its
// device, its end, and its being muted. Where it cannot be had nothing is missing but what only it tells.

/** As `getUserMedia` is called with it. */
export const BARE = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const

export interface SecondCapture {
  /** The track that is sent, or null: there is none any more. */
  follow(track: MediaStreamTrack | null): void
  mute(muted: boolean): void
}

/** @param emit the bare track, or null: it is over */
export function createSecondCapture(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  emit: (track: MediaStreamTrack | null) => void,
): SecondCapture {
  let followed: MediaStreamTrack | null = null
  let bare: MediaStreamTrack | null = null

  const close = (): void => {
    if (bare === null) return
    bare.stop()
    bare = null
    emit(null)
  }
  const take = (stream: MediaStream, of: MediaStreamTrack): void => {
    const [track] = stream.getAudioTracks()
    if (track === undefined) return
    if (followed !== of || of.readyState === 'ended') {
      track.stop()
      return
    }
    bare = track
    track.enabled = of.enabled
    emit(track)
  }
  const open = (of: MediaStreamTrack): void => {
    const { deviceId, echoCancellation, noiseSuppression } = of.getSettings()
    // A track that nothing is done to tells all of it by itself.
    if (deviceId === undefined || !(echoCancellation || noiseSuppression)) return
    of.addEventListener('ended', () => {
      if (followed === of) close()
    })
    devices.getUserMedia({ audio: { ...BARE, deviceId: { exact: deviceId } } }).then(
      stream => take(stream, of),
      () => undefined,
    )
  }

  return {
    follow: track => {
      if (followed === track) return
      followed = track
      close()
      if (track !== null && track.readyState === 'live') open(track)
    },
    mute: muted => {
      if (bare !== null) bare.enabled = !muted
    },
  }
}
