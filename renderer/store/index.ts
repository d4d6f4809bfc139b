// The door of the store.
export type { Engine } from './engine'
export { createEngine } from './engine'
export type { AppState, AppStore } from './state'
export { createAppStore } from './state'
