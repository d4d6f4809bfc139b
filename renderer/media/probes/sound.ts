// Whether there is a microphone that gives sound, and a speaker. Opened for a moment, and closed; nothing is kept or heard.
import type { MICROPHONE_FINDINGS } from '../../../protocol/page-probe'
import { nameOfRefusal } from '../microphone'

export interface SoundFound {
  readonly microphone: (typeof MICROPHONE_FINDINGS)[number]
  readonly speaker: 'ok' | 'missing'
}

const LISTEN_MS = 600
const LOOK_EVERY_MS = 50
/** A microphone in a quiet room gives noise; one that is switched off gives zeros. */
const SILENCE = 1e-5

const FINDINGS: Readonly<Record<string, SoundFound['microphone']>> = {
  microphone_denied: 'denied',
  microphone_missing: 'missing',
  microphone_busy: 'busy',
}

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

/** The loudest sample within a moment. */
async function peakOf(stream: MediaStream): Promise<number> {
  const context = new AudioContext()
  try {
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let peak = 0
    for (let heardMs = 0; heardMs < LISTEN_MS && peak < SILENCE; heardMs += LOOK_EVERY_MS) {
      await pause(LOOK_EVERY_MS)
      analyser.getFloatTimeDomainData(samples)
      peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak)
    }
    return peak
  } finally {
    context.close().catch(() => undefined)
  }
}

async function microphone(devices: MediaDevices): Promise<SoundFound['microphone']> {
  let stream: MediaStream
  try {
    stream = await devices.getUserMedia({ audio: true })
  } catch (error) {
    return FINDINGS[nameOfRefusal(error)] ?? 'dead'
  }
  try {
    return (await peakOf(stream)) < SILENCE ? 'silent' : 'ok'
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

/** A device that never answers is as good as dead. */
export async function listenOnce(devices: MediaDevices, boundMs: number): Promise<SoundFound> {
  const all = await devices.enumerateDevices().catch(() => [])
  const late = pause(boundMs).then((): SoundFound['microphone'] => 'dead')
  return {
    microphone: await Promise.race([microphone(devices), late]),
    speaker: all.some(({ kind }) => kind === 'audiooutput') ? 'ok' : 'missing',
  }
}
