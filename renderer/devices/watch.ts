// Watches which devices there are. Asks nobody for anything; holds no microphone. No device's name leaves the page from here.
import { type DeviceList, hasSpeaker, listOf, othersThan } from './list'

/** Linux tells of the kernel's devices alone, before the sound server has them, and of its own never: so somebody looks in a call. */
const LOOK_EVERY_MS = 500

export interface DeviceWatch {
  /** Looks now. */
  look(): void
  /** A call goes on: looks now and then, too, whatever the system tells. */
  start(): void
  stop(): void
  hasSpeaker(): boolean | null
  /** Microphones other than that of this track. */
  othersThan(track: MediaStreamTrack): number
}

/** @param changed told whenever there are others than before */
export function watchDevices(
  devices: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>,
  changed: (list: DeviceList) => void,
): DeviceWatch {
  let all: readonly MediaDeviceInfo[] | null = null
  let told = ''
  let timer: ReturnType<typeof setInterval> | undefined
  const take = (found: readonly MediaDeviceInfo[]): void => {
    all = found
    const list = listOf(found)
    const text = JSON.stringify(list)
    if (text === told) return
    told = text
    changed(list)
  }
  const look = (): void => {
    devices.enumerateDevices().then(take, () => undefined)
  }
  devices.addEventListener('devicechange', look)
  return {
    look,
    start: () => {
      look()
      clearInterval(timer)
      timer = setInterval(look, LOOK_EVERY_MS)
    },
    stop: () => clearInterval(timer),
    hasSpeaker: () => (all === null ? null : hasSpeaker(all)),
    othersThan: track => othersThan(all ?? [], track.getSettings()),
  }
}
