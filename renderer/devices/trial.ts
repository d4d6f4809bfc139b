// Tries a microphone outside a call: how loud it is, or why it gives nothing; and a short sound from a speaker.
// Must not know a call, nor who looks. Nothing that is heard is kept, sent or played.
import type { FailureName } from '../../protocol/catalogue'
import type { MicrophoneSetup } from './setup'

/** `silent`: it is open, and has given not one sound for a while; live microphones always give some noise. */
export type Trial =
  | { readonly at: 'off' }
  | { readonly at: 'opening' }
  | { readonly at: 'listening'; readonly isSilent: boolean }
  | { readonly at: 'failed'; readonly failure: FailureName }
export const NO_TRIAL: Trial = { at: 'off' }

export interface TrialParts {
  /** Opens it; rejects with why not. */
  readonly open: (setup: MicrophoneSetup) => Promise<MediaStream>
  readonly nameOf: (error: unknown) => FailureName
  readonly told: (trial: Trial) => void
  /** Shows how loud it is; null: no more. */
  readonly show: (track: MediaStreamTrack | null) => void
}

export interface MicrophoneTrial {
  start(setup: MicrophoneSetup): void
  stop(): void
}

const EVERY_MS = 100
/** Long enough for a headset to wake up. */
const SILENT_MS = 3_000
/** Nobody leaves a microphone open by forgetting it. */
const TRIAL_MS = 60_000
const SAMPLES = 2_048

/** An analyser on the stream that opens no output device (Web Audio 1.1, section 1.2.4: `sinkId`). */
function listenTo(stream: MediaStream): { power: () => number; close: () => void } {
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
  const analyser = context.createAnalyser()
  analyser.fftSize = SAMPLES
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(SAMPLES)
  return {
    power: () => {
      analyser.getFloatTimeDomainData(samples)
      return samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLES
    },
    close: () => void context.close().catch(() => undefined),
  }
}

export function createTrial({ open, nameOf, told, show }: TrialParts): MicrophoneTrial {
  let end: () => void = () => undefined
  let turn = 0

  const listen = (stream: MediaStream): void => {
    const { power, close } = listenTo(stream)
    const openedMs = performance.now()
    let said: 'nothing yet' | 'sound' | 'silence' = 'nothing yet'
    const say = (what: 'sound' | 'silence'): void => {
      if (said !== what) told({ at: 'listening', isSilent: what === 'silence' })
      said = what
    }
    const timer = setInterval(() => {
      const ageMs = performance.now() - openedMs
      if (power() > 0) say('sound')
      else if (said === 'nothing yet' && ageMs > SILENT_MS) say('silence')
      if (ageMs > TRIAL_MS) stop()
    }, EVERY_MS)
    end = () => {
      clearInterval(timer)
      close()
      show(null)
      for (const track of stream.getTracks()) track.stop()
    }
    for (const track of stream.getTracks())
      track.addEventListener('ended', () => {
        release()
        told({ at: 'failed', failure: 'microphone_dead' })
      })
    show(stream.getAudioTracks()[0] ?? null)
    told({ at: 'listening', isSilent: false })
  }
  const release = (): void => {
    turn += 1
    end()
    end = () => undefined
  }
  const stop = (): void => {
    release()
    told(NO_TRIAL)
  }

  return {
    start: setup => {
      release()
      const mine = turn
      told({ at: 'opening' })
      open(setup).then(
        stream => {
          if (mine === turn) listen(stream)
          else for (const track of stream.getTracks()) track.stop()
        },
        error => {
          if (mine === turn) told({ at: 'failed', failure: nameOf(error) })
        },
      )
    },
    stop,
  }
}

/** Two notes of a quarter of a second each, quiet enough for an ear. */
export async function playNotes(sinkId: string): Promise<void> {
  const context = new AudioContext({ sinkId } as AudioContextOptions)
  const gain = context.createGain()
  gain.gain.value = 0.15
  gain.connect(context.destination)
  const notes = [523.25, 659.25].map((frequency, n) => {
    const note = new OscillatorNode(context, { frequency })
    note.connect(gain)
    note.start(context.currentTime + 0.25 * n)
    note.stop(context.currentTime + 0.25 * (n + 1))
    return note
  })
  await new Promise(done => notes.at(-1)?.addEventListener('ended', done))
  await context.close()
}
