// The hearing room's door to the workshop.
export { createEars } from './ears'
export type { ToWorker } from './messages'
