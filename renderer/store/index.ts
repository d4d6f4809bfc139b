// The door of the store.
export type { Engine } from './engine'
export { createEngine, nowMs } from './engine'
export { createLinks, isAddress } from './links'
export type { OpenedCall, Past, PastActions } from './past'
export { followPolicy } from './policy'
export { followProxies } from './proxy'
<<<<<<< HEAD
export type { SoundActions } from './sound'
=======
export { createSeen } from './seen'
>>>>>>> workers
export type { AppStore, Place } from './state'
export { createAppStore } from './state'
