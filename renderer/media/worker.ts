// The media room's door to the workshop.
export type { ToWorker } from './watch/messages'
export { createStandIn, type Transformer } from './watch/stand-in'
