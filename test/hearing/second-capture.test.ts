// The microphone's second capture: the same device, muted and ended with the first, and missed by nobody where it cannot be had.
import { describe, expect, test } from 'vitest'
import { BARE, createSecondCapture } from '../../renderer/hearing/second-capture'

class FakeTrack extends EventTarget {
  enabled = true
  readyState: MediaStreamTrackState = 'live'
  readonly settings: MediaTrackSettings
  constructor(settings: MediaTrackSettings) {
    super()
    this.settings = settings
  }
  getSettings = () => this.settings
  stop(): void {
    this.readyState = 'ended'
  }
  end(): void {
    this.stop()
    this.dispatchEvent(new Event('ended'))
  }
}
const asTrack = (track: FakeTrack) => track as unknown as MediaStreamTrack
const treated = (deviceId = 'desk') =>
  new FakeTrack({ deviceId, echoCancellation: true, noiseSuppression: true })
const moment = () => new Promise(resolve => setImmediate(resolve))

function world(grant: () => Promise<FakeTrack>) {
  const asked: (MediaStreamConstraints | undefined)[] = []
  const given: (FakeTrack | null)[] = []
  const capture = createSecondCapture(
    {
      getUserMedia: async constraints => {
        asked.push(constraints)
        const track = await grant()
        return { getAudioTracks: () => [asTrack(track)] } as unknown as MediaStream
      },
    },
    track => given.push(track as unknown as FakeTrack | null),
  )
  return { capture, asked, given }
}
const bareTrack = () => new FakeTrack({ ...BARE })

describe('the second capture', () => {
  test('is of the same device, untreated, and once', async () => {
    const { capture, asked, given } = world(async () => bareTrack())
    const track = asTrack(treated())
    capture.follow(track)
    capture.follow(track)
    await moment()
    expect(asked).toEqual([{ audio: { ...BARE, deviceId: { exact: 'desk' } } }])
    expect(given).toHaveLength(1)
  })
  test('goes with the choice of another device, and ends with the call', async () => {
    const { capture, asked, given } = world(async () => bareTrack())
    capture.follow(asTrack(treated()))
    await moment()
    capture.follow(asTrack(treated('headset')))
    await moment()
    expect(asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: 'headset' } } })
    capture.follow(null)
    expect(given.map(one => one?.readyState ?? 'none')).toEqual(['ended', 'none', 'ended', 'none'])
  })
  test('is muted with the first, also where that was muted before', async () => {
    const { capture, given } = world(async () => bareTrack())
    const track = treated()
    track.enabled = false
    capture.mute(true)
    capture.follow(asTrack(track))
    await moment()
    expect(given.at(-1)?.enabled).toBe(false)
    capture.mute(false)
    expect(given.at(-1)?.enabled).toBe(true)
    capture.mute(true)
    expect(given.at(-1)?.enabled).toBe(false)
  })
  test('ends when the device does', async () => {
    const { capture, given } = world(async () => bareTrack())
    const track = treated()
    capture.follow(asTrack(track))
    await moment()
    track.end()
    expect(given.map(one => one?.readyState ?? 'none')).toEqual(['ended', 'none'])
  })
  test('granted after the call is over is closed at once', async () => {
    const late = bareTrack()
    const { capture, given } = world(async () => late)
    capture.follow(asTrack(treated()))
    capture.follow(null)
    await moment()
    expect([late.readyState, given]).toEqual(['ended', []])
  })
  test('refused, or not needed, is missed by nobody', async () => {
    const refused = world(() => Promise.reject(new DOMException('', 'NotAllowedError')))
    refused.capture.follow(asTrack(treated()))
    await moment()
    expect(refused.given).toEqual([])
    const plain = world(async () => bareTrack())
    plain.capture.follow(asTrack(new FakeTrack({ ...BARE, deviceId: 'desk' })))
    await moment()
    expect(plain.asked).toEqual([])
  })
})
