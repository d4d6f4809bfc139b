// The door of the network check.
export { runCheck } from './check'
export type { CheckDeps } from './deps'
export { signedIn } from './sign-in'
