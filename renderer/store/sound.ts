// Devices and what the person chose of them, joined: whichever of the two changes, the media room is told what to use.
import type { Bridge } from '../../protocol/ipc'
import type { Preferences } from '../../protocol/preferences'
import { createTrial, type DeviceWatch, playNotes, type SoundSetup, setupOf, watchDevices } from '../devices'
import { acquire, type Media, nameOfRefusal } from '../media'
import type { AppStore } from './state'

export interface SoundActions {
  /** Opens the microphone that is chosen, outside a call, to show how loud it is; or lets it go. */
  readonly tryMicrophone: (is: 'on' | 'off') => void
  /** Two notes from that device. */
  readonly play: (what: 'speaker' | 'ringer') => void
}

export interface Sound extends SoundActions {
  readonly watch: DeviceWatch
  readonly setup: () => SoundSetup
  /** Takes over what was chosen before this start. */
  readonly know: (preferences: Preferences) => void
  readonly prefer: (change: Partial<Preferences>) => void
}

interface SoundParts {
  readonly bridge: Pick<Bridge, 'keepPreferences'>
  readonly store: AppStore
  readonly devices: MediaDevices
  /** It is made after this, with what this knows. */
  readonly media: () => Pick<Media, 'use' | 'showMicrophone'>
}

export function createSound({ bridge, store, devices, media }: SoundParts): Sound {
  const setup = (): SoundSetup => setupOf(store.getState().preferences, store.getState().devices)
  const watch = watchDevices(devices, list => {
    store.setState({ devices: list })
    media().use(setup())
  })
  const trial = createTrial({
    open: wanted => acquire(devices, wanted),
    nameOf: nameOfRefusal,
    told: now => store.setState({ trial: now }),
    show: track => media().showMicrophone(track),
  })
  const isTrying = (): boolean => store.getState().trial.at !== 'off'
  // A call has the microphone to itself.
  store.subscribe(({ call }, before) => {
    if (call.phase === 'preparing' && before.call.phase !== 'preparing' && isTrying()) trial.stop()
  })
  const know = (preferences: Preferences): void => {
    store.setState({ preferences })
    media().use(setup())
  }
  return {
    watch,
    setup,
    know,
    prefer: change => {
      know({ ...store.getState().preferences, ...change })
      bridge.keepPreferences(change).catch(() => undefined)
      if (isTrying()) trial.start(setup().microphone)
    },
    tryMicrophone: is => {
      if (is === 'on') trial.start(setup().microphone)
      else trial.stop()
    },
    play: what => void playNotes(setup()[what]).catch(() => undefined),
  }
}
