// The way to a voice gateway, seen from the rest of main: make a network stack, a transport opener and the calls.
export { createCalls } from './calls'
export { createElectronStack, createForget } from './electron-http'
export { createHabits, wayPlace } from './habits'
export { createKeeping, type Keeping } from './keeper'
export { createOpenTransport, createReopenTransport } from './open-transport'
export type { ResolvedAgent } from './reach'
export { createRegionBook } from './region-book'
export type { Target } from './transport'
