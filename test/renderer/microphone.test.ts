// The microphone over its life: opened, moved to another device without letting go first, rescued when it is pulled out.
import { describe, expect, test } from 'vitest'
import { createMicrophone, type MicrophoneEvent } from '../../renderer/media/microphone'

const TREATMENT = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const setupFor = (deviceId: string | null) => ({ deviceId, treatment: TREATMENT, system: 'built-in' })

class FakeTrack extends EventTarget {
  enabled = true
  readyState = 'live'
  readonly device: string
  constructor(device: string) {
    super()
    this.device = device
  }
  stop() {
    this.readyState = 'ended'
  }
  /** Pulled out. */
  end() {
    this.stop()
    this.dispatchEvent(new Event('ended'))
  }
}

const settled = () => new Promise(done => setTimeout(done))
const later = (ms: number) => new Promise(done => setTimeout(done, ms))

function house(plugged: string[]) {
  const tracks: FakeTrack[] = []
  const told: string[] = []
  const refusal: { name: string | null } = { name: null }
  const wantedOf = ({ audio }: MediaStreamConstraints): string | null => {
    const exact = typeof audio === 'object' ? audio.deviceId : undefined
    return typeof exact === 'object' && 'exact' in exact ? String(exact.exact) : null
  }
  const getUserMedia = async (constraints: MediaStreamConstraints = {}): Promise<MediaStream> => {
    const device = wantedOf(constraints) ?? plugged[0]
    if (refusal.name !== null) throw new DOMException('', refusal.name)
    if (device === undefined) throw new DOMException('', 'NotFoundError')
    if (!plugged.includes(device)) throw new DOMException('', 'OverconstrainedError')
    const track = new FakeTrack(device)
    tracks.push(track)
    return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream
  }
  const tell = (event: MicrophoneEvent): void => {
    const what = event.type === 'refused' ? event.failure.name : (event.track as unknown as FakeTrack).device
    told.push(`${event.type} ${what}`)
  }
  const microphone = createMicrophone({ getUserMedia }, setupFor(null), tell)
  return { microphone, tracks, told, plugged, refusal }
}

describe('the microphone', () => {
  test('that is chosen takes the place of the one that is open, which is let go afterwards', async () => {
    const { microphone, tracks, told } = house(['built-in', 'headset'])
    microphone.open()
    await settled()
    microphone.mute(true)
    microphone.use(setupFor('headset'))
    await settled()
    expect(told).toEqual(['opened built-in', 'moved headset'])
    // Muted it stays, and the old one is not let go before the senders can have the new one.
    expect(tracks.map(({ enabled }) => enabled)).toEqual([false, false])
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['live', 'live'])
    await later(200)
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
  })

  test('that is pulled out is replaced by what is left', async () => {
    const { microphone, tracks, told, plugged } = house(['built-in', 'headset'])
    microphone.use(setupFor('headset'))
    microphone.open()
    await later(600)
    plugged.pop()
    tracks[0]?.end()
    await settled()
    expect(told).toEqual(['opened headset', 'moved built-in'])
  })

  test('that was the last one is missed', async () => {
    const { microphone, tracks, told, plugged } = house(['built-in'])
    microphone.open()
    await later(600)
    plugged.pop()
    tracks[0]?.end()
    await settled()
    expect(told).toEqual(['opened built-in', 'refused microphone_missing'])
  })

  test('that ends as soon as it is opened is not opened for ever', async () => {
    const { microphone, tracks, told } = house(['built-in'])
    microphone.open()
    await settled()
    tracks[0]?.end()
    await settled()
    expect(told).toEqual(['opened built-in', 'refused microphone_dead'])
  })

  test('goes on where another one cannot be opened', async () => {
    const { microphone, tracks, told, refusal } = house(['built-in', 'headset'])
    microphone.open()
    await settled()
    refusal.name = 'NotReadableError'
    microphone.use(setupFor('headset'))
    await later(200)
    expect(told).toEqual(['opened built-in'])
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['live'])
  })

  test('is not opened by a choice, and every one of a hasty row but the last is let go', async () => {
    const { microphone, tracks, told } = house(['built-in', 'headset'])
    microphone.use(setupFor('headset'))
    await settled()
    expect(tracks).toEqual([])
    microphone.open()
    microphone.use(setupFor(null))
    microphone.use(setupFor('headset'))
    await later(200)
    expect(told).toEqual(['opened headset'])
    expect(tracks.filter(({ readyState }) => readyState === 'live')).toHaveLength(1)
    microphone.close()
    expect(tracks.filter(({ readyState }) => readyState === 'live')).toHaveLength(0)
  })
})
