// The way to a voice gateway, seen from the rest of main: make a network stack, a transport opener and the calls.
export type { Backend, BackendEvent, OpenBackend } from './backend'
export { type Calls, type CallsDeps, createCalls } from './calls'
export { createElectronStack, type ElectronStack } from './electron-http'
export { createOpenTransport, type NetworkStack } from './open-transport'
export type { ResolvedAgent } from './reach'
export type { OpenTransport, Target } from './transport'
