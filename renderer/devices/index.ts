// The door of the devices room: which there are, which is used, and how to try one.
export { type Chosen, chosen, type Device, type DeviceList, NO_DEVICES, type Shelf } from './list'
export { isOther, type MicrophoneSetup, type SoundSetup, setupOf } from './setup'
export { createTrial, NO_TRIAL, playNotes, type Trial } from './trial'
export { type DeviceWatch, watchDevices } from './watch'
