// The way to a voice gateway, seen from the rest of main: make a network stack, a transport opener and the calls.
export { createCalls } from './calls'
export { createElectronStack } from './electron-http'
export { createKeeping, type Keeping } from './keeper'
export { createOpenTransport } from './open-transport'
export type { ResolvedAgent } from './reach'
