// The door of the network check.
export { type CheckDeps, runCheck } from './check'
export type { Greeting } from './door-checks'
