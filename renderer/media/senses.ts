// What the devices at this end are doing beside the sound itself: muted by the system, others there, a speaker gone. No device's name.

export interface Senses {
  readonly microphone: {
    readonly isOpen: boolean
    readonly isMutedBySystem: boolean
    /** Microphones beside the one in use. */
    readonly others: number
    /** What is said into it while it is muted; null: it is not muted. */
    readonly mutedLoudness: number | null
    /** By itself, apart from what is done to its sound; null: not known. */
    readonly gives: 'sound' | 'nothing' | null
  }
  /** Whether there is anything to play sound with; null: not looked yet. */
  readonly hasSpeaker: boolean | null
}

export interface MutedEar {
  /** Listens to a muted microphone, or to none. */
  listen(track: MediaStreamTrack | null): void
  /** Root mean square, 0..1, of its last 0.7 s; null: it listens to none. */
  loudness(): number | null
}

/** The longest that an analyser keeps: 0.68 s at 48 kHz. */
const SAMPLES = 32_768

/** Hears on a copy of the track, which is live while the track itself is disabled; nothing of it is kept, sent or played. */
export function createMutedEar(): MutedEar {
  let open: { copy: MediaStreamTrack; context: AudioContext; analyser: AnalyserNode } | null = null
  const close = (): void => {
    open?.copy.stop()
    open?.context.close().catch(() => undefined)
    open = null
  }
  return {
    listen: track => {
      close()
      if (track === null || track.readyState === 'ended') return
      const copy = track.clone()
      copy.enabled = true
      // Opens no output device (Web Audio 1.1, section 1.2.4: `sinkId`).
      const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
      const analyser = context.createAnalyser()
      analyser.fftSize = SAMPLES
      context.createMediaStreamSource(new MediaStream([copy])).connect(analyser)
      open = { copy, context, analyser }
    },
    loudness: () => {
      if (open === null) return null
      const samples = new Float32Array(SAMPLES)
      open.analyser.getFloatTimeDomainData(samples)
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLES)
    },
  }
}
