// The door of the store.
export type { Engine } from './engine'
export { createEngine } from './engine'
export type { AppStore } from './state'
export { createAppStore } from './state'
